import { describe, expect, it } from 'vitest';
import { severity } from '../../../../config/vocabulary/standing.ts';
import type { KnownMeasure } from '../../../../services/commitments/rule.ts';
import { before, commitment, judged, status } from '../../../support/evidence.ts';
import { found, rule } from '../../../support/prohibited-measure.ts';
import { ban, listed, register } from '../../../support/registers.ts';

describe('the whole judgement', () => {
  const promise = (more: Parameters<typeof commitment>[0] = {}) => commitment({ rule: rule(), ...more });
  const judge = (measures: Parameters<typeof register>[0], more: Partial<Parameters<typeof judged>[0]> = {}) =>
    judged({ commitment: promise(), series: {}, reports: [], registers: [register(measures)], ...more });

  it('says breached where the text binds, and drift where it does not', () => {
    expect(judge([ban('a')])).toMatchObject({ standing: 'breached', legal: 'breached', grade: 'official' });
    const announced = { order: { title: 'An order', short: 'order', status: [status('2026-01-01', 'announced')] } };
    expect(judge([ban('a')], { instruments: announced })).toMatchObject({
      standing: 'off_track',
      legal: 'not_in_force',
    });
  });

  it('has the law disputed where readings of the text come to different results, one of them a breach', () => {
    const interpretations = [
      { id: 'A', held_by: 'one', says: 'Quotas alone', source: 'made up', kinds: ['export_quota'] },
      { id: 'B', held_by: 'another', says: 'Both', source: 'made up' },
    ];
    const read = { commitment: promise({ rule: rule({ kinds: ['export_ban', 'export_quota'], interpretations }) }) };
    const disputed = judge([ban('a')], read);
    expect(disputed).toMatchObject({ standing: 'at_risk', legal: 'disputed' });
    expect(disputed.legalWords).toContain('Whether it is kept depends on which reading of the text holds.');
    expect(judge([ban('a', { kind: 'export_quota' })], read)).toMatchObject({
      standing: 'breached',
      legal: 'breached',
    });
    expect(judge([ban('a', { inForceFrom: '2027-01-01' })], read)).toMatchObject({
      standing: 'at_risk',
      legal: 'unknown',
    });
  });

  it('has no headroom for one more measure, once the last one ended', () => {
    const ended = judge([ban('a', { removed: '2026-10-01' })]);
    expect(ended.headroom).toEqual({ to: 'breached', quantity: { value: '0', unit: 'in force' } });
    expect(judge([ban('a')]).headroom).toBeNull();
  });

  it('names every form of every measure that it was given, apart from vintages of figures', () => {
    const judgement = judge([listed(ban('1'), ban('1', { vintage: '2' })), ban('3', { implementer: 'THA' })]);
    expect(judgement.inputs).toEqual(['measure/1', 'measure/2', 'measure/3']);
    expect(judgement.measures).toEqual(['2']);
    expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
  });

  it('keeps its earlier standing while the register is silent, and gives it up when the measure ends', () => {
    const previous = before('at_risk', 'unknown', 'prohibited-measure/1');
    expect(judge([], { previous })).toMatchObject({ standing: 'at_risk', found: 'unknown' });
    expect(judge([ban('a', { removed: '2026-10-01' })], { previous }).standing).toBe('on_track');
  });
});

it('worse measures never make a better standing', () => {
  // Every measure that differs in how bad it is, and every pair of them: adding one, or making one worse, helps nobody.
  const forms: readonly Partial<KnownMeasure>[] = [
    { removed: '2026-03-01' },
    { listing: 'unlisted' },
    { inForceFrom: null },
    { inForceFrom: '2027-01-01' },
    { effect: null },
    { effect: 'probably_restricting' },
    { isOfficial: null },
    { isOfficial: false },
    { affected: [] },
    { products: [] },
    {},
  ];
  const disputed = {
    interpretations: [
      { id: 'A', held_by: 'one', says: 'Less', source: 'made up', kinds: ['export_quota'] },
      { id: 'B', held_by: 'another', says: 'All', source: 'made up' },
    ],
  };
  const kinds = ['export_ban', 'export_quota'] as const;
  const all = forms.flatMap((form) => kinds.map((kind) => ({ ...form, kind })));
  const severe = (measures: readonly Partial<KnownMeasure>[], terms: Record<string, unknown>) => {
    const { standing } = found(
      measures.map((more, index) => ban(`${index}`, more)),
      terms,
    );
    return standing === 'unknown' ? null : severity(standing);
  };
  let compared = 0;
  for (const terms of [{}, disputed]) {
    for (const first of all) {
      const alone = severe([first], terms);
      for (const second of all) {
        const both = severe([first, second], terms);
        if (alone === null || both === null) continue;
        expect(both, JSON.stringify([first, second])).toBeGreaterThanOrEqual(alone);
        compared += 1;
      }
      for (const restricts of kinds.map((kind) => ({ kind }))) {
        expect(severe([first, restricts], terms), JSON.stringify(first)).toBeGreaterThanOrEqual(severity('at_risk'));
      }
    }
  }
  expect(compared).toBeGreaterThan(700);
});
