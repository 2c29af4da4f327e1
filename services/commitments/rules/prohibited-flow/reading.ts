import type { Measured } from '../../../../config/vocabulary/basis.ts';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { EVIDENCE_GRADES, weakestGrade } from '../../../../config/vocabulary/evidence.ts';
import { type Period, formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { newestFirst } from '../../clock.ts';
import type { Limits, Partner } from './limits.ts';
import type { Step } from '../../rule.ts';
import { type Settled, type SettledSeries, type Valued, isValued, observationAt } from '../../settle.ts';
import { exact } from '../../words.ts';

/** One line's flow in the judged period, in the unit of the limits. */
interface Part {
  readonly series: SettledSeries;
  readonly observation: Valued;
  readonly converted: Decimal;
  readonly step: Step;
}

/** What is known of the flow to one partner in a period. */
export interface PartnerFlow {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly sum: Decimal;
}

/** A period as far as the lines report it. */
export interface Reading {
  readonly period: Period;
  readonly parts: readonly Part[];
  /** Those of whom anything is known. */
  readonly partners: readonly PartnerFlow[];
  readonly unreported: readonly SettledSeries[];
  readonly valueless: readonly { readonly series: SettledSeries; readonly status: string }[];
  readonly sum: Decimal;
  readonly above: boolean;
}

/** Every period that any line reports, newest first, each read over all lines. */
export function readPeriods(
  lines: readonly SettledSeries[],
  partners: readonly Partner[],
  limits: Limits,
  convert: Converter,
): Reading[] {
  const periods = lines.flatMap(({ observations }) => observations.map(({ period }) => period));
  return [...new Map(periods.map((period) => [formatPeriod(period), period])).values()]
    .toSorted(newestFirst)
    .map((period) => read(lines, partners, period, limits, convert));
}

function read(
  lines: readonly SettledSeries[],
  partners: readonly Partner[],
  period: Period,
  limits: Limits,
  convert: Converter,
): Reading {
  const found = lines.map((series) => ({ series, observation: observationAt(series, period) }));
  const parts = found.flatMap(({ series, observation }) =>
    isValued(observation) && !lacksRate(series, observation, limits, convert)
      ? partOf(series, observation, limits, convert)
      : [],
  );
  const flows = flowsTo(partners, parts);
  return {
    period,
    parts,
    partners: flows,
    unreported: found.filter(({ observation }) => observation === undefined).map(({ series }) => series),
    valueless: found.flatMap(({ series, observation }) => statusOf(series, observation, limits, convert)),
    sum: sum(parts),
    above: isAbove({ sum: sum(parts), partners: flows }, limits),
  };
}

function flowsTo(partners: readonly Partner[], parts: readonly Part[]): PartnerFlow[] {
  return partners.flatMap(({ name, series: ids }) => {
    const own = parts.filter(({ series }) => ids.includes(series.id));
    return own.length === 0 ? [] : [{ name, parts: own, sum: sum(own) }];
  });
}

/** Whether the sum or any one partner goes beyond its limit. */
export function isAbove({ sum: all, partners }: Pick<Reading, 'sum' | 'partners'>, limits: Limits): boolean {
  return partners.length > 0 && (all.gt(limits.all) || partnersAbove(partners, limits).length > 0);
}

export const partnersAbove = (partners: readonly PartnerFlow[], limits: Limits): PartnerFlow[] =>
  partners.filter((partner) => partner.sum.gt(limits.each));

/** Why a line that reports the period gives no value in the unit of the limits. */
function statusOf(series: SettledSeries, observation: Settled | undefined, limits: Measured, convert: Converter) {
  if (observation === undefined) return [];
  if (observation.value === null) return [{ series, status: observation.status }];
  return lacksRate(series, observation, limits, convert)
    ? [{ series, status: `no rate to convert it to ${limits.unit}` }]
    : [];
}

function lacksRate({ spec }: SettledSeries, { period }: Valued, limits: Measured, convert: Converter): boolean {
  return convert.isYearly(spec, limits) && !convert.can(spec, limits, period);
}

function partOf(series: SettledSeries, observation: Valued, limits: Limits, convert: Converter): Part {
  const { unit } = limits;
  const converted = convert.convert(observation.value, series.spec, limits, observation.period);
  const { value, arithmetic, conversion } = converted;
  const what = `${series.spec.title}, ${formatPeriod(observation.period)}`;
  const step: Step = {
    what: conversion === null ? what : `${what}, by ${conversion}`,
    arithmetic: arithmetic ?? exact(observation.value, unit),
    result: exact(value, unit),
  };
  return { series, observation, converted: value, step };
}

function sum(parts: readonly Part[]): Decimal {
  return parts.reduce((total, { converted }) => total.plus(converted), new Decimal(0));
}

/**
 * The strongest lines that go beyond a limit by themselves, of the sum or of a partner: what the weaker ones add is not
 * needed to show it.
 */
export function showing({ parts, partners }: Reading, limits: Limits): SettledSeries[] {
  const shown = EVIDENCE_GRADES.map((_, rank) => {
    const strong = (part: Part) => EVIDENCE_GRADES.indexOf(weakestGrade(part.series.spec.evidence)!) <= rank;
    const some = parts.filter(strong);
    const ofPartners = partners.map(({ parts: own }) => own.filter(strong));
    return sum(some).gt(limits.all) ? some : ofPartners.filter((own) => sum(own).gt(limits.each)).flat();
  }).find((some) => some.length > 0);
  return (shown ?? parts).map(({ series }) => series);
}
