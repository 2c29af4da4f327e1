import { expect, test } from 'vitest';
import type { ObservationStatus } from '../../../../config/vocabulary/evidence.ts';
import { evidenceOf } from '../../../../services/commitments/evidence/evidence.ts';
import { registerOf } from '../../../../services/commitments/evidence/listed-measures.ts';
import { judge } from '../../../../services/commitments/judge.ts';
import { boundRule, rules } from '../../../../services/commitments/registry.ts';
import type { KnownMeasure, KnownObservation } from '../../../../services/commitments/rule.ts';
import { windowsOf } from '../../../../services/commitments/windows.ts';
import { fc } from '../../../support/drawn.ts';
import { AT, assess, commitment, dealWith } from '../../../support/evidence.ts';
import { ban } from '../../../support/registers.ts';
import { CONVERSIONS, figureIn, type RuleWorld } from '../../../support/rule-world.ts';
import { RULE_WORLDS } from '../../../support/rule-worlds.ts';

const REPORTERS = ['A paper', 'B bureau', 'C customs'];
const STATUSES: readonly ObservationStatus[] = [
  'reported',
  'reported',
  'provisional',
  'estimated',
  'missing',
  'suppressed',
];

/** Reports of a world by any reporters, some of which disagree, step back, or give no value. */
function reportsOf(world: RuleWorld): fc.Arbitrary<KnownObservation[]> {
  const cells = Object.entries(world.periods).flatMap(([id, periods]) =>
    periods.map((period) => [id, period] as const),
  );
  const cell = fc.record({
    reporters: fc.subarray(REPORTERS, { minLength: 0, maxLength: 2 }),
    value: fc.integer({ min: 0, max: world.most }),
    differs: fc.integer({ min: 0, max: 5 }),
    status: fc.constantFrom(...STATUSES),
    stepsBack: fc.integer({ min: 0, max: 7 }),
  });
  return fc.tuple(...cells.map(() => cell)).map((drawn) =>
    drawn.flatMap(({ reporters, value, differs, status, stepsBack }, index) => {
      const [id, period] = cells[index]!;
      const isValued = status !== 'missing' && status !== 'suppressed';
      return reporters.map((reportedBy, place) =>
        figureIn(world, id, period, isValued ? value + (differs === 0 ? place : 0) : null, {
          reportedBy,
          status,
          vintage: `${id}@${period}#${reportedBy}`,
          superseded: stepsBack === 0 && place === 0 ? 'a slip' : null,
        }),
      );
    }),
  );
}

/** The judgement of the one commitment, as the database would keep it. */
function judgedText(world: RuleWorld, reports: readonly KnownObservation[]): string {
  const { at = AT, fixed = [] } = world;
  const promise = commitment({ rule: world.rule });
  const deal = dealWith({
    commitment: promise,
    series: world.series,
    conversions: CONVERSIONS,
  });
  const evidence = evidenceOf(deal, windowsOf(deal, boundRule(promise), at), [...fixed, ...reports]);
  return JSON.stringify(judge({ deal, commitment: 'promise', evidence, at, previous: null }));
}

test.each(Object.entries(RULE_WORLDS))('of %s, the order of rows changes no byte of the judgement', (_, world) => {
  fc.assert(
    fc.property(
      reportsOf(world).chain((reports) =>
        fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
      ),
      ([reports, shuffled]) => {
        expect(judgedText(world, shuffled)).toBe(judgedText(world, reports));
      },
    ),
    { numRuns: 25 },
  );
});

const FORMS: readonly Partial<KnownMeasure>[] = [
  {},
  { isOfficial: false },
  { removed: '2026-03-01' },
  { inForceFrom: '2027-01-01' },
  { listing: 'unlisted' },
  { kind: 'export_quota' },
];

test('of measures that must not be taken, the order of the register changes no byte of the finding', () => {
  const rule = {
    kind: 'prohibited-measure',
    registers: ['gta'],
    implementer: 'MYS',
    kinds: ['export_ban', 'export_quota'],
    products: ['2846'],
    against: ['USA'],
    interpretations: [
      { id: 'A', held_by: 'one', says: 'Bans alone', source: 'made up', kinds: ['export_ban'] },
      { id: 'B', held_by: 'another', says: 'Both', source: 'made up' },
    ],
  };
  const measures = fc.array(fc.constantFrom(...FORMS), { minLength: 1, maxLength: 5 });
  const textOf = (listed: readonly KnownMeasure[]) =>
    JSON.stringify(assess({ rule, series: {}, reports: [], registers: [registerOf(dealWith({}), 'gta', listed, AT)] }));
  fc.assert(
    fc.property(
      measures.chain((forms) => {
        const listed = forms.map((form, index) => ban(`${index}`, form));
        return fc.tuple(fc.constant(listed), fc.shuffledSubarray(listed, { minLength: listed.length }));
      }),
      ([listed, shuffled]) => {
        expect(textOf(shuffled)).toBe(textOf(listed));
      },
    ),
    { numRuns: 60 },
  );
});

test('worlds are there for every kind of rule that reads figures', () => {
  const kinds = new Set(Object.values(RULE_WORLDS).map(({ rule }) => rule.kind));
  const others = new Set(['prohibited-measure', 'unmeasured']);
  expect(kinds.union(others)).toEqual(new Set(Object.keys(rules)));
});
