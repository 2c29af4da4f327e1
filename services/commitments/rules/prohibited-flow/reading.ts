import type { Measured } from '../../../../config/vocabulary/basis.ts';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { EVIDENCE_GRADES, weakestGrade } from '../../../../config/vocabulary/evidence.ts';
import { type Period, formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { newestFirst } from '../../clock.ts';
import type { Step } from '../../rule.ts';
import { type Settled, type SettledSeries, type Valued, isValued, observationAt } from '../../settle.ts';
import { exact } from '../../words.ts';

/** The most that may flow. */
export interface Limit extends Measured {
  readonly value: Decimal;
}

/** One line's flow in the judged period, in the unit of the limit. */
interface Part {
  readonly series: SettledSeries;
  readonly observation: Valued;
  readonly converted: Decimal;
  readonly step: Step;
}

/** A period as far as the lines report it. */
export interface Reading {
  readonly period: Period;
  readonly parts: readonly Part[];
  readonly unreported: readonly SettledSeries[];
  readonly valueless: readonly { readonly series: SettledSeries; readonly status: string }[];
  readonly sum: Decimal;
  readonly above: boolean;
}

/** Every period that any line reports, newest first, each read over all lines. */
export function readPeriods(lines: readonly SettledSeries[], limit: Limit, convert: Converter): Reading[] {
  const periods = lines.flatMap(({ observations }) => observations.map(({ period }) => period));
  return [...new Map(periods.map((period) => [formatPeriod(period), period])).values()]
    .toSorted(newestFirst)
    .map((period) => read(lines, period, limit, convert));
}

function read(lines: readonly SettledSeries[], period: Period, limit: Limit, convert: Converter): Reading {
  const found = lines.map((series) => ({ series, observation: observationAt(series, period) }));
  const parts = found.flatMap(({ series, observation }) =>
    isValued(observation) && !lacksRate(series, observation, limit, convert)
      ? partOf(series, observation, limit, convert)
      : [],
  );
  const total = sum(parts);
  return {
    period,
    parts,
    unreported: found.filter(({ observation }) => observation === undefined).map(({ series }) => series),
    valueless: found.flatMap(({ series, observation }) => statusOf(series, observation, limit, convert)),
    sum: total,
    above: parts.length > 0 && total.gt(limit.value),
  };
}

/** Why a line that reports the period gives no value in the unit of the limit. */
function statusOf(series: SettledSeries, observation: Settled | undefined, limit: Limit, convert: Converter) {
  if (observation === undefined) return [];
  if (observation.value === null) return [{ series, status: observation.status }];
  return lacksRate(series, observation, limit, convert)
    ? [{ series, status: `no rate to convert it to ${limit.unit}` }]
    : [];
}

function lacksRate({ spec }: SettledSeries, { period }: Valued, limit: Limit, convert: Converter): boolean {
  return convert.isYearly(spec, limit) && !convert.can(spec, limit, period);
}

function partOf(series: SettledSeries, observation: Valued, limit: Limit, convert: Converter): Part {
  const { unit } = limit;
  const converted = convert.convert(observation.value, series.spec, limit, observation.period);
  const { value, arithmetic, conversion } = converted;
  const what = `${series.spec.title}, ${formatPeriod(observation.period)}`;
  const step: Step = {
    what: conversion === null ? what : `${what}, by ${conversion}`,
    arithmetic: arithmetic ?? exact(observation.value, unit),
    result: exact(value, unit),
  };
  return { series, observation, converted: value, step };
}

/** The sum of the lines and its comparison with the limit, as done. */
export function sumSteps({ parts, sum: total, above }: Reading, { value, unit }: Limit): Step[] {
  const added = parts.map(({ converted }) => exact(converted, unit)).join(' + ');
  return [
    ...parts.map(({ step }) => step),
    ...(parts.length > 1 ? [{ what: 'sum of the lines', arithmetic: added, result: exact(total, unit) }] : []),
    {
      what: 'against the limit',
      arithmetic: `${exact(total, unit)} ${above ? '>' : '<='} ${exact(value, unit)}`,
      result: above ? 'above' : 'not above',
    },
  ];
}

function sum(parts: readonly Part[]): Decimal {
  return parts.reduce((total, { converted }) => total.plus(converted), new Decimal(0));
}

/** The strongest lines that go beyond the limit by themselves: what the weaker ones add is not needed to show it. */
export function showing({ parts }: Reading, limit: Limit): SettledSeries[] {
  const strongest = EVIDENCE_GRADES.map((_, rank) =>
    parts.filter(({ series }) => EVIDENCE_GRADES.indexOf(weakestGrade(series.spec.evidence)!) <= rank),
  ).find((some) => sum(some).gt(limit.value));
  return (strongest ?? parts).map(({ series }) => series);
}
