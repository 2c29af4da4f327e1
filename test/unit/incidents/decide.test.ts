import { describe, expect, test } from 'vitest';
import { STANDINGS, type Standing } from '../../../config/vocabulary/standing.ts';
import type { Figure } from '../../../services/commitments/rule.ts';
import { type Assessed, decide, transitionReason } from '../../../services/incidents/decide.ts';

/** A figure of tin, by the vintages that it rests on. */
const figure = (period: string, vintages: readonly string[], series = 'tin'): Figure => ({
  series,
  period,
  value: '1',
  unit: 't',
  status: 'reported',
  vintages,
});

const assessed = (standing: Standing, more: Partial<Assessed> = {}): Assessed => ({
  standing,
  value: null,
  target: null,
  unstable: false,
  dealDigest: 'digest',
  definition: 'definition',
  figures: [],
  inputs: (more.figures ?? []).flatMap(({ vintages }) => vintages),
  ...more,
});

const SEQ = 4;
/** What the standing does to an incident of another standing, or to none. */
function outcome(incident: Standing | null, current: Standing): string {
  const open = incident === null ? null : { standing: incident, seq: SEQ };
  const decision = decide(open, assessed(incident ?? 'compliant'), assessed(current));
  return decision.transition ?? decision.because;
}

describe('what a standing does to the incident of its commitment', () => {
  const NONE = {
    compliant: 'no_drift',
    on_track: 'no_drift',
    at_risk: 'opened',
    off_track: 'opened',
    breached: 'opened',
  };

  test('where none is open, each drift opens one and nothing else does', () => {
    const all = Object.fromEntries(STANDINGS.map((standing) => [standing, outcome(null, standing)]));
    expect(all).toEqual({ ...NONE, unknown: 'nothing_judged' });
  });

  test.each([
    [
      'at_risk',
      {
        compliant: 'closed',
        on_track: 'closed',
        at_risk: 'same_standing',
        off_track: 'worsened',
        breached: 'worsened',
      },
    ],
    [
      'off_track',
      {
        compliant: 'closed',
        on_track: 'closed',
        at_risk: 'improved',
        off_track: 'same_standing',
        breached: 'worsened',
      },
    ],
    [
      'breached',
      {
        compliant: 'closed',
        on_track: 'closed',
        at_risk: 'improved',
        off_track: 'improved',
        breached: 'same_standing',
      },
    ],
  ] as const)('an incident that is %s', (incident, expected) => {
    const all = Object.fromEntries(STANDINGS.map((standing) => [standing, outcome(incident, standing)]));
    expect(all).toEqual({ ...expected, unknown: 'nothing_judged' });
  });

  test('missing figures are no news: unknown opens nothing, closes nothing and moves nothing', () => {
    for (const incident of [null, 'at_risk', 'off_track', 'breached'] as const) {
      const open = incident === null ? null : { standing: incident, seq: SEQ };
      const previous = assessed(incident ?? 'on_track', { figures: [figure('2026-01', ['1'])] });
      for (const current of [assessed('unknown'), assessed('unknown', { figures: [figure('2026-02', ['2'])] })]) {
        expect(decide(open, previous, current)).toEqual({ transition: null, because: 'nothing_judged' });
      }
    }
  });

  test('the first transition has the number 1, whatever incidents there were before', () => {
    expect(decide(null, assessed('on_track'), assessed('at_risk'))).toMatchObject({
      transition: 'opened',
      seq: 1,
      from: 'on_track',
    });
  });

  test('each further one counts on, and says what the incident stood at', () => {
    expect(decide({ standing: 'at_risk', seq: SEQ }, assessed('unknown'), assessed('breached'))).toMatchObject({
      transition: 'worsened',
      seq: SEQ + 1,
      from: 'at_risk',
    });
    expect(decide({ standing: 'breached', seq: SEQ }, assessed('breached'), assessed('compliant'))).toMatchObject({
      transition: 'closed',
      seq: SEQ + 1,
      from: 'breached',
    });
  });

  test('a drift in the very first assessment opens, from no standing at all', () => {
    expect(decide(null, null, assessed('off_track'))).toEqual({
      transition: 'opened',
      seq: 1,
      reason: 'first_assessment',
      from: null,
    });
  });

  describe('where the standing stays', () => {
    const open = { standing: 'at_risk', seq: SEQ } as const;
    const before = assessed('at_risk', { value: '10', target: '12', figures: [figure('2026-01', ['1'])] });
    const after = (vintage: string, value: string, target = '12') =>
      decide(open, before, assessed('at_risk', { value, target, figures: [figure('2026-01', [vintage])] }));

    test('a revision of what was judged, or of what it is judged against, is a correction', () => {
      const corrected = { transition: 'corrected', seq: SEQ + 1, reason: 'data_revised', from: 'at_risk' };
      expect(after('2', '9')).toEqual(corrected);
      expect(after('2', '10', '13')).toEqual(corrected);
    });

    test('a revision that leaves the number as it was is none, nor is a new number that nobody revised', () => {
      const same = { transition: null, because: 'same_standing' };
      expect(after('2', '10')).toEqual(same);
      expect(after('1', '9')).toEqual(same);
      const news = [figure('2026-01', ['1']), figure('2026-02', ['2'])];
      expect(decide(open, before, assessed('at_risk', { value: '9', figures: news }))).toEqual(same);
    });

    test('a revision without an incident corrects nothing', () => {
      const fine = assessed('on_track', { value: '10', figures: [figure('2026-01', ['1'])] });
      const revised = assessed('on_track', { value: '9', figures: [figure('2026-01', ['2'])] });
      expect(decide(null, fine, revised)).toEqual({ transition: null, because: 'no_drift' });
    });
  });

  test('what is measured is the incident, not the assessment before: an unknown in between hides no change', () => {
    expect(decide({ standing: 'at_risk', seq: 1 }, assessed('unknown'), assessed('at_risk'))).toEqual({
      transition: null,
      because: 'same_standing',
    });
  });
});

describe('figures that begin to flap', () => {
  const flapping = assessed('off_track', { unstable: true });

  test('are one transition of their own, whatever they do to the standing', () => {
    for (const standing of ['at_risk', 'off_track'] as const) {
      expect(decide({ standing, seq: SEQ }, assessed(standing), flapping)).toMatchObject({
        transition: 'unstable',
        seq: SEQ + 1,
        from: standing,
      });
    }
  });

  test('open an incident where there is none', () => {
    expect(decide(null, assessed('on_track'), flapping)).toMatchObject({
      transition: 'unstable',
      seq: 1,
      from: 'on_track',
    });
  });

  test('are told once: while they flap only a move for the worse is one', () => {
    const open = { standing: 'off_track', seq: SEQ } as const;
    expect(decide(open, flapping, flapping)).toEqual({ transition: null, because: 'same_standing' });
    expect(decide(open, flapping, assessed('breached', { unstable: true }))).toMatchObject({ transition: 'worsened' });
    const revised = (vintage: string, value: string) =>
      assessed('off_track', { unstable: true, value, target: '12', figures: [figure('2026-01', [vintage])] });
    expect(decide(open, revised('1', '9'), revised('2', '8'))).toEqual({ transition: null, because: 'same_standing' });
  });

  test('that have settled close it by their first good standing', () => {
    expect(decide({ standing: 'off_track', seq: SEQ }, flapping, assessed('on_track'))).toMatchObject({
      transition: 'closed',
    });
  });
});

describe('why a standing changed', () => {
  const before = assessed('on_track', { figures: [figure('2026-01', ['1']), figure('2026-02', ['2'])] });
  const because = (figures: readonly Figure[], more: Partial<Assessed> = {}, previous = before) =>
    transitionReason(previous, assessed('at_risk', { figures, ...more }));

  test('nothing was judged before: first assessment', () => {
    expect(transitionReason(null, assessed('at_risk', { figures: [figure('2026-01', ['1'])] }))).toBe(
      'first_assessment',
    );
  });

  test('a figure of a period that had none: new figure', () => {
    expect(because([...before.figures, figure('2026-03', ['3'])])).toBe('new_figure');
  });

  test('a figure of the same period in another vintage: revised', () => {
    expect(because([figure('2026-01', ['1']), figure('2026-02', ['9'])])).toBe('data_revised');
  });

  test('a revision beside a new figure is a revision: that is what surprises', () => {
    expect(because([figure('2026-01', ['8']), figure('2026-02', ['2']), figure('2026-03', ['3'])])).toBe(
      'data_revised',
    );
  });

  test('another vintage that joins a sum: new figure; one that left it for another: revised', () => {
    const sum = assessed('on_track', { figures: [figure('2026', ['1', '2'])] });
    expect(because([figure('2026', ['1', '2', '3'])], {}, sum)).toBe('new_figure');
    expect(because([figure('2026', ['1', '9'])], {}, sum)).toBe('data_revised');
    expect(because([figure('2026', ['2', '1'])], {}, sum)).toBe('time_passed');
  });

  test('the window moved on with a new figure and lost its oldest: new figure, nobody revised anything', () => {
    expect(because([figure('2026-02', ['2']), figure('2026-03', ['3'])])).toBe('new_figure');
  });

  test('the window moved on and only lost its oldest: time passed, nobody revised anything', () => {
    expect(because([figure('2026-02', ['2'])])).toBe('time_passed');
  });

  test('a figure that was withdrawn left a vintage without a value: revised, wherever it stood', () => {
    const without = { inputs: ['1', '2', '3'] };
    expect(because([figure('2026-01', ['1'])], without)).toBe('data_revised');
    expect(because([figure('2026-02', ['2'])], without)).toBe('data_revised');
    expect(because([], without)).toBe('data_revised');
  });

  test('a sum that falls in two because a month was withdrawn: revised, though both parts have new names', () => {
    const sum = assessed('on_track', { figures: [figure('2026-Q1', ['1', '2', '3'])] });
    const parts = [figure('2026-01', ['1']), figure('2026-03', ['3'])];
    expect(because(parts, { inputs: ['1', '4', '3'] }, sum)).toBe('data_revised');
  });

  test('a sum that takes in the next month has a new name and a new figure', () => {
    const sum = assessed('on_track', { figures: [figure('2026-01/2026-02', ['1', '2'])] });
    expect(because([figure('2026-Q1', ['1', '2', '3'])], {}, sum)).toBe('new_figure');
  });

  test('a vintage without a value that takes no figure away explains nothing', () => {
    expect(because(before.figures, { inputs: ['1', '2', '3'] })).toBe('time_passed');
  });

  test('the same period of another series is another figure', () => {
    expect(because([...before.figures, figure('2026-02', ['7'], 'zinc')])).toBe('new_figure');
  });

  test('the same figures by another rule: rule changed', () => {
    expect(because(before.figures, { definition: 'another', dealDigest: 'another' })).toBe('rule_changed');
  });

  test('the same figures by the same rule, and another deal file: the deal was updated, as with the status of a text', () => {
    expect(because(before.figures, { dealDigest: 'another' })).toBe('deal_updated');
  });

  test('fewer figures of the same, by another rule: rule changed, nobody revised anything', () => {
    expect(because([figure('2026-01', ['1'])], { definition: 'another' })).toBe('rule_changed');
  });

  test('figures that another rule reads for the first time, and that are not new: rule changed', () => {
    const current = assessed('at_risk', { figures: [figure('2020-01', ['0'])], definition: 'another' });
    expect(decide(null, before, current, true)).toMatchObject({ transition: 'opened', reason: 'rule_changed' });
    expect(decide(null, before, current, false)).toMatchObject({ transition: 'opened', reason: 'new_figure' });
  });

  test('figures go before rules: an alarm that a figure raised is not blamed on an edit of the file', () => {
    expect(
      because([...before.figures, figure('2026-03', ['3'])], { definition: 'another', dealDigest: 'another' }),
    ).toBe('new_figure');
    expect(
      because([figure('2026-01', ['1']), figure('2026-02', ['9'])], { definition: 'another', dealDigest: 'another' }),
    ).toBe('data_revised');
  });

  test('a measure that a register lists in a form that was not there before: the register changed', () => {
    const listed = { measureInputs: ['1', '2'], measures: ['1'] };
    const then = assessed('on_track', listed);
    const now = (more: Partial<Assessed>) => because([], { ...listed, ...more }, then);
    expect(now({ measureInputs: ['1', '2', '3'], measures: ['1', '3'] })).toBe('register_changed');
    expect(now({ measureInputs: ['1', '2', '3'], measures: ['3'], definition: 'another', dealDigest: 'another' })).toBe(
      'register_changed',
    );
    expect(now({ measureInputs: ['1', '2', '3'] })).toBe('time_passed');
    expect(now({ measures: ['1', '2'], definition: 'another' })).toBe('rule_changed');
    expect(now({ measures: [] })).toBe('time_passed');
  });

  test('nothing changed but the date: time passed', () => {
    expect(because(before.figures)).toBe('time_passed');
    expect(because(before.figures.toReversed())).toBe('time_passed');
  });
});
