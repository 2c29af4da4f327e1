import { describe, expect, test } from 'vitest';
import type { CommitmentSpec, SeriesSpec } from '../../../config/deal/schema.ts';
import { Steady } from '../../../config/deal/steady.ts';
import type { Judgement } from '../../../services/commitments/judge.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { before, commitment, judged, report, series } from '../../support/evidence.ts';

// All figures are made up: a ceiling of 10 tonnes a month, which nobody has yet reported officially.

const ceiling = (more: Partial<CommitmentSpec> = {}): CommitmentSpec =>
  commitment({
    due: { from: '2024-01-01' },
    rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '10', unit: 't' } },
    steady: Steady.parse({ confirm: 2, recover: 2 }),
    ...more,
  });
const mirror: Readonly<Record<string, SeriesSpec>> = { imports: series('Imports', { evidence: ['mirror'] }) };

let counted = 0;
/** A report of imports in a vintage of its own. */
const imports = (period: string, value: string | null, of = 'imports'): KnownObservation => {
  counted += 1;
  return report(of, period, value, { vintage: `v${counted}` });
};

interface Look {
  readonly reports: readonly KnownObservation[];
  readonly commitment?: CommitmentSpec;
  readonly series?: Readonly<Record<string, SeriesSpec>>;
  readonly at?: string;
}

/** Judges look after look, each as it follows on the one before. */
const looks = (...given: readonly Look[]): Judgement[] =>
  given.reduce<Judgement[]>((all, { reports, commitment: spec = ceiling(), series: specs = mirror, at }) => {
    const instant = at === undefined ? {} : { at: Temporal.Instant.from(`${at}T00:00:00Z`) };
    return [...all, judged({ commitment: spec, series: specs, reports, previous: all.at(-1) ?? null, ...instant })];
  }, []);
const standings = (judgements: readonly Judgement[]) =>
  judgements.map(({ standing, found }) => (standing === found ? standing : `${standing} (${found})`));

const june = imports('2026-06', '4');
const july = imports('2026-07', '40');
const august = imports('2026-08', '50');

describe('a standing that has to be confirmed', () => {
  const [kept, pending, taken] = looks(
    { reports: [june] },
    { reports: [june, july] },
    { reports: [june, july, august] },
  ) as [Judgement, Judgement, Judgement];

  test('moves with the second publication that shows it', () => {
    expect(standings([kept, pending, taken])).toEqual(['on_track', 'on_track (off_track)', 'off_track']);
  });

  test('says what it waits for, and what the publications showed', () => {
    expect(pending.reason).toMatch(
      / The figures show off track, worse than on track, for 1 of 2 publications in a row: not taken yet\.$/,
    );
    expect(pending.wayBack).toBeNull();
    expect(pending.steps.at(-1)).toEqual({
      what: 'publications, oldest first',
      arithmetic: 'on_track, off_track',
      result: 'on_track',
    });
    expect(taken.reason).not.toContain('not taken');
  });

  test('is the same when it is looked at again, on that day and on another', () => {
    const again = { commitment: ceiling(), series: mirror, reports: [july, june], previous: pending };
    expect(judged(again)).toEqual(pending);
    expect(judged({ ...again, at: Temporal.Instant.from('2026-12-30T00:00:00Z') })).toEqual(pending);
    expect(judged({ ...again, reports: [june, july, august], previous: taken })).toEqual(taken);
  });

  test('a revision counts as a publication', () => {
    const revised = looks(
      { reports: [june] },
      { reports: [june, july] },
      { reports: [june, imports('2026-07', '41')] },
    );
    expect(standings(revised).at(-1)).toBe('off_track');
  });

  test('figures that show nothing neither count nor reset what was counted', () => {
    const through = looks(
      { reports: [june] },
      { reports: [june, july] },
      { reports: [june, imports('2026-07', null)] },
      { reports: [june, imports('2026-07', '42')] },
    );
    expect(standings(through).slice(2)).toEqual(['on_track (unknown)', 'off_track']);
    expect(through[2]!.steadiness).toEqual(through[1]!.steadiness);
  });

  test('improves with the second publication that is better, and says so until then', () => {
    const back = looks({ reports: [july] }, { reports: [july, imports('2026-08', '1')] });
    expect(standings(back)).toEqual(['off_track', 'off_track (on_track)']);
    expect(back[1]!.reason).toContain('better than off track, for 1 of 2 publications in a row');
    expect(back[1]!.wayBack).toBe('1 more publication in a row better than off track.');
  });

  test('a breach by the official record is taken at once', () => {
    const official = { imports: series('Imports') };
    const found = looks({ reports: [june], series: official }, { reports: [june, july], series: official });
    expect(standings(found)).toEqual(['compliant', 'breached']);
  });
});

describe('sources that are read side by side', () => {
  const sides = {
    imports: mirror['imports']!,
    others: series('Others', { evidence: ['mirror'], source: 'wire' }),
  };
  const both = ceiling({
    rule: { kind: 'prohibited-flow', series: ['imports', 'others'], de_minimis: { value: '10', unit: 't' } },
  });
  const before = [june, imports('2026-06', '1', 'others')];
  const look = (...reports: readonly KnownObservation[]): Look => ({ commitment: both, series: sides, reports });

  test('make one publication together, though one comes an hour after the other', () => {
    const other = imports('2026-07', '60', 'others');
    const course = looks(
      look(...before),
      look(...before, july),
      look(...before, july, other),
      look(...before, july, other, august),
    );
    expect(standings(course)).toEqual(['on_track', 'on_track (off_track)', 'on_track (off_track)', 'off_track']);
  });
});

describe('what it is judged by', () => {
  const pending = looks({ reports: [june] }, { reports: [june, july] }).at(-1)!;
  const again = (commitment: CommitmentSpec, series = mirror) =>
    judged({ commitment, series, reports: [june, july], previous: pending });

  test('restates when it is changed: the count starts anew, and what is found is taken', () => {
    const changed = ceiling({
      rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '9', unit: 't' } },
    });
    for (const judgement of [
      again(changed),
      again(ceiling({ steady: Steady.parse({ confirm: 3 }) })),
      again(ceiling(), { imports: { ...mirror['imports']!, evidence: ['reported'] } }),
    ]) {
      expect(judgement.definition).not.toBe(pending.definition);
      expect(judgement).toMatchObject({
        standing: 'off_track',
        steadiness: { openings: ['off_track'], trail: ['off_track'] },
      });
    }
  });

  test('is not changed by words, by their order, nor by another day', () => {
    const { rule } = ceiling();
    const reworded = ceiling({
      title: 'Another title',
      source: 'another page',
      rule: Object.fromEntries(Object.entries(rule).toReversed()) as CommitmentSpec['rule'],
    });
    const caution = { imports: { ...mirror['imports']!, title: 'Imports', caution: 'Beware.', ended: '2026-12' } };
    expect(again(reworded).definition).toBe(pending.definition);
    expect(again(ceiling(), caution)).toMatchObject({ definition: pending.definition, standing: 'on_track' });
    const later = looks({ reports: [june] }, { reports: [june], at: '2029-01-01' });
    expect(later[1]!.definition).toBe(later[0]!.definition);
  });

  test('of before, when nothing could be judged by the new terms at once, is no ground to wait', () => {
    const gap = imports('2026-07', null);
    const blank = judged({
      commitment: ceiling(),
      series: mirror,
      reports: [gap],
      previous: before('on_track', 'unknown', pending.method),
    });
    expect(blank).toMatchObject({ standing: 'on_track', found: 'unknown', steadiness: null });
    const next = judged({ commitment: ceiling(), series: mirror, reports: [gap, august], previous: blank });
    expect(next.standing).toBe('off_track');
  });
});

describe('figures that flap', () => {
  const flapping = ceiling({ steady: Steady.parse({ confirm: 2, flapping: { moves: 3, publications: 6 } }) });
  const values = ['4', '40', '4', '40', '4'];
  const reports = values.map((value, index) => imports(`2026-0${index + 1}`, value));
  const course = looks(...reports.map((_, index) => ({ commitment: flapping, reports: reports.slice(0, index + 1) })));
  const unstable = course.at(-1)!;

  test('are held at the worst, and the reason says that they are unstable', () => {
    expect(standings(course)).toEqual([
      'on_track',
      'on_track (off_track)',
      'on_track',
      'on_track (off_track)',
      'off_track (on_track)',
    ]);
    expect(unstable.reason).toMatch(
      / The figures are unstable: 4 moves in the last 5 publications\. Until they settle, the worst that they showed stands: off track\.$/,
    );
    expect(unstable.wayBack).toBe('Figures that settle: no more than one move in 6 publications.');
    expect(unstable.steps.at(-1)!.result).toBe('off_track, held while they are unstable');
  });

  test('are the same when they are looked at again', () => {
    expect(judged({ commitment: flapping, series: mirror, reports, previous: unstable })).toEqual(unstable);
  });
});

test('a commitment that waits for nothing is judged as before, and prints nothing of it', () => {
  const { steady: _, ...atOnce } = ceiling();
  const course = looks({ commitment: atOnce, reports: [june] }, { commitment: atOnce, reports: [june, july] });
  expect(standings(course)).toEqual(['on_track', 'off_track']);
  expect(course.flatMap(({ steps }) => steps.map(({ what }) => what))).not.toContain('publications, oldest first');
});
