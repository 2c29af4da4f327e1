import { describe, expect, test } from 'vitest';
import { Steady } from '../../../config/deal/steady.ts';
import { STANDINGS, type Standing } from '../../../config/vocabulary/standing.ts';
import { follow, type Stood } from '../../../services/commitments/steady/follow.ts';
import type { Shown } from '../../../services/commitments/steady/steadiness.ts';

/** What a publication shows: one standing, or two where the thresholds to close are others. */
type Shows = Standing | readonly [opening: Standing, closing: Standing];
const shown = (shows: Shows): Shown =>
  typeof shows === 'string' ? { opening: shows, closing: shows } : { opening: shows[0], closing: shows[1] };

const look = (terms: object, stood: Stood | null, shows: Shows, sources: readonly string[] = []) =>
  follow(Steady.parse(terms), stood, shown(shows), sources);

/** Where publications of one source lead, each with what it shows. */
const course = (terms: object, ...publications: readonly Shows[]): Stood[] =>
  publications.reduce<Stood[]>((all, shows) => [...all, look(terms, all.at(-1) ?? null, shows, ['press'])], []);
const standings = (terms: object, ...publications: readonly Shows[]): string =>
  course(terms, ...publications)
    .map(({ standing }) => standing)
    .join(' ');
const last = (terms: object, ...publications: readonly Shows[]): Stood => course(terms, ...publications).at(-1)!;

describe('without counts', () => {
  test('each publication is followed at once, as before there were any', () => {
    const every = STANDINGS.filter((standing) => standing !== 'unknown');
    const pairs = every.flatMap((from) => every.map((to) => standings({}, from, to)));
    expect(pairs).toEqual(every.flatMap((from) => every.map((to) => `${from} ${to}`)));
  });

  test('and so is a day on which a date passes, with no publication at all', () => {
    expect(look({}, last({}, 'on_track'), 'off_track').standing).toBe('off_track');
  });
});

describe('to confirm', () => {
  const two = { confirm: 2 };

  test('the first bad publication moves nothing, the second does', () => {
    expect(standings(two, 'on_track', 'off_track', 'off_track')).toBe('on_track on_track off_track');
    expect(standings({ confirm: 3 }, 'on_track', 'off_track', 'off_track', 'off_track')).toBe(
      'on_track on_track on_track off_track',
    );
  });

  test('they have to be in a row: a good one between them begins anew', () => {
    expect(standings(two, 'on_track', 'off_track', 'on_track', 'off_track')).not.toContain('off_track');
  });

  test('the very first judgement is taken at once', () => {
    expect(standings(two, 'off_track')).toBe('off_track');
  });

  test('what is taken is the mildest that they showed, and what was worse counts on', () => {
    expect(standings(two, 'on_track', 'off_track', 'at_risk')).toBe('on_track on_track at_risk');
    expect(standings(two, 'on_track', 'at_risk', 'off_track', 'off_track')).toBe('on_track on_track at_risk off_track');
  });

  test('a breach is a fact, and taken at once', () => {
    expect(standings({ confirm: 5 }, 'compliant', 'breached')).toBe('compliant breached');
    expect(look({ confirm: 5 }, last({}, 'compliant'), 'breached').standing).toBe('breached');
  });

  test('an improvement is not held back by it', () => {
    expect(standings(two, 'off_track', 'at_risk')).toBe('off_track at_risk');
  });
});

describe('to recover', () => {
  const two = { recover: 2 };

  test('the first good publication moves nothing, the second does', () => {
    expect(standings(two, 'off_track', 'on_track', 'on_track')).toBe('off_track off_track on_track');
  });

  test('what is taken is the least good that they showed', () => {
    expect(standings(two, 'off_track', 'compliant', 'at_risk')).toBe('off_track off_track at_risk');
    expect(standings(two, 'off_track', 'at_risk', 'compliant', 'compliant')).toBe(
      'off_track off_track at_risk compliant',
    );
  });

  test('a breach ends after as many good publications as any standing', () => {
    expect(standings(two, 'breached', 'compliant', 'compliant')).toBe('breached breached compliant');
  });
});

describe('between the thresholds to open and to close', () => {
  const between = ['on_track', 'at_risk'] as const;

  test('nothing moves, from either side', () => {
    expect(standings({}, 'on_track', between)).toBe('on_track on_track');
    expect(standings({}, 'at_risk', between)).toBe('at_risk at_risk');
  });

  test('a count that had begun begins anew', () => {
    expect(standings({ confirm: 2 }, 'on_track', 'at_risk', between, 'at_risk')).not.toContain(' at_risk');
    expect(standings({ recover: 2 }, 'at_risk', 'on_track', between, 'on_track')).not.toContain('on_track');
  });

  test('what lies beyond both comes as far as the thresholds to close carry it', () => {
    expect(standings({}, 'off_track', between)).toBe('off_track at_risk');
  });
});

describe('what is counted', () => {
  const two = { confirm: 2 };
  const pending = last(two, 'on_track', 'off_track');

  test('are publications and not looks: the same figures again, on any day, count for nothing', () => {
    const again = look(two, pending, 'off_track');
    expect(again).toEqual(pending);
    expect(look(two, again, 'off_track', ['press']).standing).toBe('off_track');
  });

  test('are publications and not looks: a day on which they show better breaks no row', () => {
    expect(look(two, look(two, pending, 'on_track'), 'off_track', ['press']).standing).toBe('off_track');
  });

  test('is one publication that comes in parts, from sources side by side, by what it shows in the end', () => {
    const whole = look(two, pending, 'off_track', ['survey']);
    expect(whole.standing).toBe('on_track');
    expect(look(two, whole, 'off_track', ['wire']).standing).toBe('on_track');
    expect(look(two, whole, 'off_track', ['survey']).standing).toBe('off_track');
    const taken = look(two, pending, 'on_track', ['survey']);
    expect(look(two, taken, 'off_track', ['press']).standing).toBe('on_track');
  });
});

describe('figures that flap', () => {
  const terms = { confirm: 1, flapping: { moves: 3, publications: 6 } };
  const flap = ['on_track', 'off_track', 'on_track', 'off_track', 'on_track'] as const;

  test('are unstable from the fourth move among six publications on, and the worst of them stands', () => {
    expect(course(terms, ...flap).map(({ steadiness }) => steadiness.unstable)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(standings(terms, ...flap)).toBe('on_track off_track on_track off_track off_track');
  });

  test('are so too where none of the moves was ever taken, since nobody would hear of them', () => {
    expect(standings({ ...terms, confirm: 2 }, ...flap)).toBe('on_track on_track on_track on_track off_track');
  });

  test('stay where they are held while they flap, and a move for the worse goes through at once', () => {
    expect(last({ ...terms, confirm: 3 }, ...flap, 'at_risk', 'on_track').standing).toBe('off_track');
    expect(last({ ...terms, confirm: 3 }, ...flap, 'breached').standing).toBe('breached');
    expect(look({ ...terms, confirm: 3 }, last(terms, ...flap), 'breached').standing).toBe('breached');
  });

  test('end when no more than one move is left among the six, and stand where they settled', () => {
    const calm = course(terms, ...flap, 'on_track', 'on_track', 'on_track', 'on_track').map(
      ({ standing, steadiness }) => `${standing}${steadiness.unstable ? ', unstable' : ''}`,
    );
    expect(calm.slice(4)).toEqual([
      'off_track, unstable',
      'off_track, unstable',
      'off_track, unstable',
      'off_track, unstable',
      'on_track',
    ]);
  });

  test('may settle at the worst', () => {
    const settled = last(terms, ...flap, 'off_track', 'off_track', 'off_track', 'off_track', 'off_track');
    expect([settled.standing, settled.steadiness.unstable]).toEqual(['off_track', false]);
  });

  test('do not flap where nobody is told of the moves: kept and on track are no drift', () => {
    const calm = ['compliant', 'on_track', 'compliant', 'on_track', 'compliant', 'on_track', 'compliant'] as const;
    expect(last(terms, ...calm).steadiness.unstable).toBe(false);
  });

  test('do not flap between the thresholds', () => {
    const between = ['on_track', 'at_risk'] as const;
    const around = ['on_track', between, 'on_track', between, 'on_track', between, 'on_track'] as const;
    expect(last(terms, ...around).steadiness.unstable).toBe(false);
  });

  test('are never unstable where the deal does not say what flapping is', () => {
    expect(last({}, ...flap, ...flap, ...flap).steadiness.unstable).toBe(false);
  });
});

test('what the state keeps does not grow with the history', () => {
  const terms = { confirm: 2, recover: 3, flapping: { moves: 3, publications: 6 } };
  const many = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? 'at_risk' : 'compliant'));
  const { openings, closings, trail, sources } = last(terms, 'off_track', ...(many as Standing[])).steadiness;
  expect([openings, closings, trail, sources].map(({ length }) => length)).toEqual([2, 3, 6, 1]);
});

describe('the terms', () => {
  test.each([
    [{ confirm: 0 }, /confirm/],
    [{ recover: 1.5 }, /recover/],
    [{ flapping: { moves: 3, publications: 4 } }, /too few/],
    [{ flapping: { moves: 3 } }, /publications/],
    [{ after: 'P2D' }, /after/],
  ])('%j are refused', (terms, why) => {
    expect(() => Steady.parse(terms)).toThrow(why);
  });
});
