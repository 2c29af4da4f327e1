import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadDeal } from '../../../config/deal/load.ts';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { ruleTerms } from '../../../services/commitments/registry.ts';
import { converterOf } from '../../../services/observations/convert.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { DEAL_FOLDER, dealFile, figureRows } from '../../support/us-malaysia-folder.ts';

const GrowthTerms = z.object({
  baseline: z.object({ period: z.string(), value: z.string() }),
  low: z.string(),
  high: z.string(),
});

const deal = dealFile();
const commitments = Object.entries(deal.commitments);
const studied = (series: string) =>
  figureRows('figures/refining.csv')
    .filter((row) => row.series === series)
    .map(({ period, value }) => [period, value]);

describe('what the law says', () => {
  it('the Agreement on Reciprocal Trade is in force in no interval and in no claim', () => {
    const statuses = deal.instruments.art!.status.flatMap(({ is, claimed }) => [is, ...(claimed ?? [])]);
    expect(statuses).toEqual(['signed_not_in_force', 'disputed', 'signed_not_in_force', 'terminated']);
  });

  it("Malaysia's own moratorium on raw rare earths is the one text in force, from 2024-01-01", () => {
    const inForce = Object.entries(deal.instruments).flatMap(([id, { status }]) =>
      status.filter(({ is }) => is === 'in_force').map(({ from }) => [id, from]),
    );
    expect(inForce).toEqual([['raw-moratorium', '2024-01-01']]);
    expect(deal.commitments['raw-ore-ban']).toMatchObject({ class: 'domestic', due: { from: '2024-01-01' } });
  });

  it('no status is older than the day on which a person last looked', () => {
    const intervals = Object.values(deal.instruments).flatMap(({ status }) => status);
    expect(intervals.filter(({ from, checked }) => checked < from)).toEqual([]);
  });

  it('no series is official evidence, so that nothing can be called breached from these figures', () => {
    expect(Object.values(deal.series).filter(({ evidence }) => evidence.includes('official'))).toEqual([]);
  });

  it('a promise that only the press reports belongs to no instrument', () => {
    const press = commitments.filter(([, commitment]) => commitment.class === 'press_claim');
    expect(press.map(([id]) => id)).toEqual(['refining-capacity-2030', 'refining-share-2030', 'investment']);
    expect(press.flatMap(([, { instruments }]) => instruments)).toEqual([]);
  });
});

describe('the register of promises', () => {
  it('holds every promise of the deal', () => {
    const refs = new Set(commitments.map(([, { ref }]) => ref));
    const all = Array.from({ length: 12 }, (_, index) => `MYUS-${String(index + 1).padStart(2, '0')}`);
    expect([...refs].toSorted()).toEqual([...all, 'SEED-13', 'SEED-14']);
  });

  it('is written in the terms of the rules that exist and the queries of the publishers that exist', () => {
    const queries = Object.fromEntries(Object.entries(connectors).map(([id, { query }]) => [id, query]));
    expect(loadDeal(DEAL_FOLDER, { rules: ruleTerms, queries }).id).toBe('us-malaysia-2025');
  });

  it('a promise without a date says why', () => {
    const silent = commitments.filter(([, { due }]) => !due.from && !due.by && !due.note);
    expect(silent.map(([id]) => id)).toEqual([]);
  });

  it('LNG goes from the US to Petronas: 3 Mt a year are expected, 5 Mt and US$3.4bn are ceilings', () => {
    const { 'lng-purchases': firm, 'lng-ceiling': most, 'lng-value': worth } = deal.commitments;
    expect(firm).toMatchObject({ obligor: 'Petronas (Malaysia)', rule: { expectation: '3000000', unit: 't LNG' } });
    expect(most!.rule).toMatchObject({ ceiling: '5000000', unit: 't LNG' });
    expect(worth!.rule).toMatchObject({ ceiling: '3400000000', unit: 'USD' });
    for (const commitment of [firm, most, worth]) expect(commitment!.rule).not.toHaveProperty('floor');
  });

  it('growth by 200% to 300% is three to four times the one sourced nameplate figure', () => {
    const { baseline, low, high } = GrowthTerms.parse(deal.commitments['refining-capacity-2030']!.rule);
    expect(studied('gebeng-nameplate-capacity')).toEqual([[baseline.period, baseline.value]]);
    expect(new Decimal(low).div(baseline.value).toString()).toBe('3');
    expect(new Decimal(high).div(baseline.value).toString()).toBe('4');
  });

  it('"up to 20%" is a ceiling without a floor, from the figure that has a year', () => {
    const { rule } = deal.commitments['refining-share-2030']!;
    expect(rule).toMatchObject({ high: '20', baseline: { period: '2023', value: '5' } });
    expect(rule).not.toHaveProperty('low');
    expect(studied('iea-refining-share-malaysia')).toEqual([['2023', '5']]);
  });

  it('both readings of a disputed text are kept, each with its source, and they differ', () => {
    const read = commitments.filter(([, { readings }]) => readings.length > 0);
    expect(read.map(([id]) => id)).toEqual(['no-export-restrictions', 'raw-ore-ban']);
    for (const [, { readings }] of read) {
      expect(new Set(readings.map(({ standing }) => standing)).size).toBe(2);
      expect(readings.map(({ standing }) => standing)).not.toContain('breached');
    }
  });

  it('a ban or quota on raw material is judged under both readings: A leaves raw material aside, B takes it in', () => {
    const { rule } = deal.commitments['no-export-measures']!;
    expect(rule).toMatchObject({
      kind: 'prohibited-measure',
      since: '2025-10-26',
      against: ['USA'],
      products: ['280530', '2846', '253090', '261220'],
      interpretations: [
        { id: 'A', held_by: 'the Malaysian government', products: ['280530', '2846'] },
        { id: 'B', held_by: 'WorldECR' },
      ],
    });
    const asked = Object.values(deal.sources).flatMap(({ publisher, query }) =>
      ['gta', 'wto-qr'].includes(publisher) ? [query.products] : [],
    );
    expect(asked).toHaveLength(2);
    for (const products of asked) {
      expect(products).toEqual(expect.arrayContaining(['280530', '284610', '284690', '253090', '261220']));
    }
  });

  it('every figure that a rule reads is a series, in its unit or in one that a named conversion reaches', () => {
    const converter = converterOf(deal.conversions);
    const unreachable = commitments.flatMap(([id, { rule, context }]) => {
      const judged = [rule.series, rule.beneficiary, rule.control].flat().filter((series) => series !== undefined);
      const unit = typeof rule.unit === 'string' ? rule.unit : undefined;
      return [...judged, ...context]
        .map(String)
        .filter((series, index) => {
          const spec = deal.series[series];
          return !spec || (index < judged.length && unit !== undefined && !converter.can(spec.unit, unit));
        })
        .map((series) => `${id}: ${series}`);
    });
    expect(unreachable).toEqual([]);
  });
});
