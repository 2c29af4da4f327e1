import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import { boundRule, ruleTerms } from '../../../services/commitments/registry.ts';
import type { KnownMeasure, KnownRegister } from '../../../services/commitments/rule.ts';
import { AT, assess, before, commitment, judged, status } from '../../support/evidence.ts';
import { ban, listed, register } from '../../support/registers.ts';

// All measures are made up. Today is 24 November 2026.

const rule = (more: Record<string, unknown> = {}) => ({
  kind: 'prohibited-measure',
  registers: ['gta'],
  implementer: 'MYS',
  kinds: ['export_ban', 'export_quota'],
  products: ['2846', '850511'],
  against: ['USA'],
  ...more,
});
const given = (registers: readonly KnownRegister[], more: Record<string, unknown> = {}, at = AT) =>
  assess({ rule: rule(more), series: {}, reports: [], registers, at });
const found = (measures: Parameters<typeof register>[0], more: Record<string, unknown> = {}) =>
  given([register(measures)], more);
const standingOf = (more: Partial<KnownMeasure>, terms: Record<string, unknown> = {}) =>
  found([ban('a', more)], terms).standing;

describe('a measure that a promise rules out', () => {
  it('is a breach before the gates where an official source has it in force, and tells what, since when and on what', () => {
    const finding = found([ban('a')]);
    expect(finding).toMatchObject({
      standing: 'breached',
      value: { value: '1', unit: 'in force' },
      target: { value: '0', unit: 'in force' },
      margin: { value: '-1', unit: 'in force' },
      period: '2026-11',
      evidence: ['official'],
      measures: ['a'],
      reason:
        '1 measure is in force that the promise rules out: Ban a (export ban, listed by Register), since 1 February 2026.',
    });
    expect(finding.wayBack).toMatch(
      /^The end of Ban a \(export ban, listed by Register\), as the register states it, or an exception/,
    );
    expect(finding.steps).toEqual([
      {
        what: 'gta a',
        arithmetic: 'Ban a; export ban; HS 284690 for USA; since 1 February 2026',
        result: 'in force, and ruled out',
      },
      { what: 'measures in force', arithmetic: '1 > 0', result: 'there is a measure in force that it rules out' },
    ]);
  });

  it.each([
    ['no source of it is known to be official', { isOfficial: null }],
    ['its source is not official', { isOfficial: false }],
    ['it only probably restricts trade', { effect: 'probably_restricting' }],
    ['what it does to trade is not stated', { effect: null }],
    ['it names no goods', { products: [] }],
    ['it names no partner', { affected: [] }],
  ] as const)('is no more than a risk where %s', (doubt, more) => {
    const finding = found([ban('a', more)]);
    expect(finding.standing).toBe('at_risk');
    expect(finding.remarks).toContain(`Ban a (export ban, listed by Register): ${doubt}.`);
  });

  it('rests on those that are sure, where others are in doubt', () => {
    const finding = found([ban('a'), ban('b', { isOfficial: false })]);
    expect(finding).toMatchObject({ standing: 'breached', evidence: ['official'], value: { value: '2' } });
    expect(found([ban('b', { isOfficial: false })]).evidence).toEqual(['reported']);
  });

  it('against whomever it is: one for all partners touches each of them, one for others does not', () => {
    expect(standingOf({ affected: 'all' })).toBe('breached');
    expect(standingOf({ affected: ['CHN', 'USA'] })).toBe('breached');
    expect(standingOf({ affected: ['CHN'] })).toBe('unknown');
    expect(standingOf({ affected: ['CHN'] }, { against: 'all' })).toBe('breached');
    expect(standingOf({ affected: [] }, { against: 'all' })).toBe('breached');
  });

  it('on goods of the promise: a chapter touches its headings, and a line its heading', () => {
    const on = (...codes: readonly string[]) =>
      standingOf({ products: codes.map((code) => ({ code, inForceFrom: null, removed: null })) });
    expect([on('28'), on('2846'), on('2846909910'), on('8505')]).toEqual(Array(4).fill('breached'));
    expect([on('2845'), on('850519'), on('72')]).toEqual(Array(3).fill('unknown'));
    expect(on('72', '2846')).toBe('breached');
  });

  it('is of the implementer and of a kind that the promise names', () => {
    expect(standingOf({ implementer: 'THA' })).toBe('unknown');
    expect(standingOf({ kind: 'export_quota' })).toBe('breached');
    expect(standingOf({ kind: 'export_tax' })).toBe('unknown');
  });

  it('is none where it frees trade, nor where nobody said what a legal event does to it', () => {
    expect(standingOf({ effect: 'liberalising' })).toBe('unknown');
    const events = { kinds: ['legal_event'] };
    expect(standingOf({ kind: 'legal_event', effect: null }, events)).toBe('unknown');
    expect(standingOf({ kind: 'legal_event' }, events)).toBe('breached');
  });

  it('that is announced is a risk, with the day on which it begins', () => {
    const finding = found([ban('a', { inForceFrom: '2027-01-01' })]);
    expect(finding).toMatchObject({ standing: 'at_risk', value: null, evidence: ['official'] });
    expect(finding.reason).toContain('1 measure is announced that the promise would rule out');
    expect(finding.reason).toContain('from 1 January 2027');
    expect(found([ban('a', { inForceFrom: null })]).reason).toContain('no first day stated');
  });

  it('is in force from its first day, by the calendar alone', () => {
    const on = (day: string) => given([register([ban('a')])], {}, Temporal.Instant.from(`${day}T12:00:00Z`)).standing;
    expect([on('2026-01-31'), on('2026-02-01')]).toEqual(['at_risk', 'breached']);
  });

  it('is read by the days of the goods themselves, where the register states them', () => {
    const stages = (inForceFrom: string | null, removed: string | null = null) => ({
      products: [
        { code: '720110', inForceFrom: '2026-02-01', removed: null },
        { code: '284690', inForceFrom, removed },
      ],
    });
    expect(standingOf(stages('2027-03-01'))).toBe('at_risk');
    expect(standingOf(stages(null))).toBe('breached');
    expect(standingOf(stages(null, '2026-10-01'))).toBe('on_track');
    expect(standingOf({ ...stages(null), removed: '2026-10-01' })).toBe('on_track');
  });
});

describe('a measure of before the promise', () => {
  it('that had ended by then is none of it', () => {
    const old = { inForceFrom: '2020-01-01', removed: '2025-10-26' };
    expect(standingOf(old, { since: '2025-10-26' })).toBe('unknown');
    expect(standingOf(old, { since: '2025-10-25' })).toBe('on_track');
    expect(standingOf(old)).toBe('on_track');
  });

  it('that still restricts is one, and the reader is told how old it is', () => {
    const finding = found([ban('a', { inForceFrom: '2024-01-01' })], { since: '2025-10-26' });
    expect(finding.standing).toBe('breached');
    expect(finding.remarks).toContain(
      'Ban a (export ban, listed by Register) was in force before the promise held, on 26 October 2025, and still restricts.',
    );
  });
});

describe('the way back', () => {
  it('is the day on which the measure ends; the register proves no more than that', () => {
    const finding = found([ban('a', { removed: '2026-11-24' })]);
    expect(finding).toMatchObject({ standing: 'on_track', value: null, wayBack: null });
    expect(finding.reason).toContain('ended on 24 November 2026');
    expect(finding.reason).toContain('That no other is listed does not say that there is none.');
    expect(standingOf({ removed: '2026-11-25' })).toBe('breached');
  });

  it('is none where the register lists it no more: that does not say that it was lifted', () => {
    const finding = found([ban('a', { listing: 'unlisted' })]);
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('as its register lists it no more');
    expect(standingOf({ listing: 'unlisted', removed: '2026-10-01' })).toBe('on_track');
  });

  it('is a correction of the register, which was wrong about it', () => {
    const corrected = listed(ban('a'), ban('a', { vintage: 'a2', effect: 'liberalising' }));
    expect(found([corrected])).toMatchObject({ standing: 'on_track', measures: ['a2'] });
    expect(found([ban('a', { effect: 'liberalising' })]).standing).toBe('unknown');
  });

  it('is an exception that the owner of the deal makes of this very measure, with the reason', () => {
    const exceptions = [{ register: 'gta', measure: 'a', reason: 'It is on ore alone', source: 'made up' }];
    const finding = found([ban('a')], { exceptions });
    expect(finding.standing).toBe('on_track');
    expect(finding.remarks).toContain(
      'Ban a (export ban, listed by Register) is none of those ruled out, as the deal file has it: It is on ore alone.',
    );
    expect(found([ban('a'), ban('b')], { exceptions })).toMatchObject({ standing: 'breached', value: { value: '1' } });
  });
});

describe('a register that lists no such measure', () => {
  it('leaves the promise unknown, and the reason says what was read and when', () => {
    const finding = given([register([]), register([], { id: 'wto', title: 'The other', readAt: null })], {
      registers: ['gta', 'wto'],
    });
    expect(finding).toMatchObject({ standing: 'unknown', value: null, period: null, evidence: [] });
    expect(finding.reason).toBe(
      'No such measure is listed by The register (last read in November 2026). That none is listed does not say that there is none. Never read: The other.',
    );
  });

  it('and was never read leaves nothing to say at all', () => {
    expect(given([register([], { readAt: null })]).reason).toBe(
      'No register was read, so nothing is known of such measures: The register.',
    );
  });

  it('does not hide a measure that another one lists', () => {
    const both = [register([], { readAt: null }), register([ban('b', { source: 'wto' })], { id: 'wto' })];
    const finding = given(both, { registers: ['gta', 'wto'] });
    expect(finding.standing).toBe('breached');
    expect(finding.remarks).toContain('The register was never read.');
  });
});

describe('a text that is read in different ways', () => {
  // The dispute of the deal that ships: whether the pledge touches the ban on raw material.
  const interpretations = [
    { id: 'A', held_by: 'the obligor', says: 'Raw goods are not meant', source: 'made up', products: ['284690'] },
    { id: 'B', held_by: 'a critic', says: 'All goods are meant', source: 'made up' },
  ];
  const terms = { products: ['284690', '253090'], interpretations };
  const on = (code: string, more: Partial<KnownMeasure> = {}) =>
    ban(code, { products: [{ code, inForceFrom: null, removed: null }], ...more });

  it('stands as all read it, where they agree', () => {
    expect(found([on('284690')], terms)).toMatchObject({ standing: 'breached', value: { value: '1' } });
    expect(found([on('284690', { isOfficial: false })], terms).standing).toBe('at_risk');
    expect(found([], terms).standing).toBe('unknown');
    expect(found([on('284690', { removed: '2026-10-01' })], terms).standing).toBe('on_track');
  });

  it('is at risk where only some have it broken, and shows each of them', () => {
    const finding = found([on('253090')], terms);
    expect(finding).toMatchObject({ standing: 'at_risk', value: null, evidence: ['official'] });
    expect(finding.reason).toMatch(
      /^The promise is read in different ways: by the reading of the obligor there is none that is known; by the reading of a critic there is a measure in force that it rules out\. 1 measure is in force/,
    );
    expect(finding.remarks.slice(0, 2)).toEqual([
      'As the obligor reads it (A), there is none that is known. Raw goods are not meant. Source: made up.',
      'As a critic reads it (B), there is a measure in force that it rules out. All goods are meant. Source: made up.',
    ]);
    expect(finding.steps.map(({ what }) => what)).toEqual([
      'measures in force, as read by the obligor',
      'gta 253090, as read by a critic',
      'measures in force, as read by a critic',
    ]);
  });

  it('is at risk, the milder of two drifts, where one has it broken and one in doubt', () => {
    expect(found([on('253090'), on('284690', { isOfficial: null })], terms).standing).toBe('at_risk');
  });

  it('may leave a measure aside in one reading alone', () => {
    const aside = [{ register: 'gta', measure: '284690', reason: 'It is the ban on ore', source: 'made up' }];
    const [a, b] = interpretations;
    const finding = found([on('284690')], { ...terms, interpretations: [{ ...a, exceptions: aside }, b] });
    expect(finding.standing).toBe('at_risk');
    expect(finding.reason).toContain('by the reading of the obligor there is none in force any more');
  });

  it('is not back because one reading never had the measure that is no longer listed', () => {
    const unlisted = on('253090', { listing: 'unlisted' });
    expect(found([unlisted, on('284690', { removed: '2026-10-01' })], terms).standing).toBe('unknown');
  });
});

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

describe('terms', () => {
  const schema = ruleTerms['prohibited-measure']!;
  const { kind: _kind, ...good } = rule();
  const problems = (more: Record<string, unknown>) =>
    schema.safeParse({ ...good, ...more }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const reading = (more: Record<string, unknown>) => [
    { id: 'A', held_by: 'one', says: 'Less', source: 'made up', ...more },
    { id: 'B', held_by: 'another', says: 'All', source: 'made up' },
  ];

  it('are refused where a reading goes beyond them, or an exception names no register of theirs', () => {
    expect(problems({})).toBeUndefined();
    expect(problems({ interpretations: reading({ products: ['284690'] }) })).toBeUndefined();
    expect(problems({ interpretations: reading({ products: ['28'] }) })).toEqual([
      'interpretations.0.products: goes beyond the terms: a reading may only narrow them',
    ]);
    expect(problems({ interpretations: reading({ kinds: ['export_tax'] }) })?.[0]).toContain('.kinds');
    expect(problems({ interpretations: reading({ against: 'all' }) })?.[0]).toContain('.against');
    expect(problems({ interpretations: reading({ id: 'B' }) })?.[0]).toContain('interpretations.1.id');
    const exceptions = [{ register: 'wto', measure: 'a', reason: 'x', source: 'y' }];
    expect(problems({ exceptions })).toEqual(['exceptions.0.register: is none of registers']);
    expect(problems({ interpretations: reading({ exceptions }) })?.[0]).toContain('interpretations.0.exceptions.0');
  });

  it('are refused where a code is none', () => {
    expect(problems({ products: ['284'] })?.[0]).toContain('HS code');
    expect(problems({ against: ['US'] })).toHaveLength(1);
    expect(problems({ since: '2025-10' })?.[0]).toContain('write a day');
    expect(problems({ registers: ['gta', 'gta'] })?.[0]).toContain('twice');
  });

  it('name the registers that the rule reads, and no other can be read', () => {
    expect(boundRule({ rule: rule() }).registers).toEqual(['gta']);
    expect(() => given([])).toThrow(/register "gta" without naming it/);
  });
});
