import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { printReplay } from '../../../cli/print-replay.ts';
import { styleOf } from '../../../cli/style.ts';
import type { Replay } from '../../../services/replay/schema.ts';
import { commitment, dealWith } from '../../support/evidence.ts';

// All figures are made up.

const style = styleOf(new PassThrough() as unknown as NodeJS.WriteStream);
const deal = dealWith({ commitment: commitment({ title: 'A promise' }) });
const reading = { standing: 'on_track', legal: 'unknown', value: '1', period: '2026-01' } as const;
const AT = '2026-11-24T09:00:00.123456Z';
const of = { commitment: 'promise', at: AT, assessment: '7' };

const IDENTICAL: Replay = {
  schema: 'pactwatch.replay/1',
  deal: 'test-deal',
  dealDigest: '0'.repeat(64),
  clock: 'known',
  step: 'release',
  from: '2024-01-01T00:00:00Z',
  to: '2026-11-24T23:59:59.999999Z',
  result: 'identical',
  instants: 4,
  compared: 19,
  firstRelease: AT,
  lastRelease: AT,
  differences: [],
  restatements: [],
  overtaken: [],
  unjudged: [],
  gone: [],
  moves: [],
};
const printed = (more: Partial<Replay> = {}) =>
  printReplay({ ...IDENTICAL, ...more }, deal, style).replaceAll(/\s+/g, ' ');

describe('a replay says', () => {
  test('that all is identical, and no more', () => {
    expect(printed()).toBe(
      'A deal Identical: 19 assessments made afresh, each as it is stored, byte for byte. Walked 4 instants at which something became known. ',
    );
  });

  test('the first difference in its first sentence, and each with both sides', () => {
    const differences = [{ ...of, field: 'value', stored: '"0.5"', made: null }];
    const text = printed({ result: 'different', differences });
    expect(text).toContain(`Different: 1 of 19 assessments made afresh. The first is promise at ${AT}, in value.`);
    expect(text).toContain('promise, 2026-11-24T09:00:00Z, assessment 7: value stored: "0.5" made: nothing');
  });

  test('what is restated, by what, and whether it reads otherwise', () => {
    const other = { ...reading, standing: 'at_risk' } as const;
    expect(
      printed({
        restatements: [
          { ...of, by: 'deal', field: 'standing', stored: reading, made: other },
          { ...of, by: 'method', field: 'judgement.steps.0.what', stored: reading, made: reading },
        ],
      }),
    ).toMatch(
      /the deal file has changed; stored on track, .*; today at risk, .* the method has changed; still on track, .*, other in judgement.steps.0.what/,
    );
  });

  test('which commitments wait for a judgement, and which are no longer in the deal', () => {
    const text = printed({ unjudged: [{ commitment: 'promise', at: AT, stored: null, made: reading }], gone: ['old'] });
    expect(text).toContain('stands unjudged; would be on track');
    expect(text).toContain('No longer in the deal, and not replayed old');
  });

  test('when anything was known, where there is nothing to compare', () => {
    expect(printed({ result: 'nothing', compared: 0 })).toContain(
      'In all, something became known between 24 November 2026, 09:00 UTC and',
    );
    expect(printed({ result: 'nothing', compared: 0, firstRelease: null, lastRelease: null })).toContain(
      'Nothing became known yet.',
    );
  });

  test('how a commitment moved on the published clock, and that nothing is stored of it', () => {
    const before = { ...reading, standing: 'unknown' } as const;
    const text = printed({
      result: 'made',
      clock: 'published',
      moves: [{ commitment: 'promise', at: '2025-07-04T00:00:00Z', from: before, to: reading, reason: 'Because.' }],
    });
    expect(text).toContain('Nothing is stored of that to compare with.');
    expect(text).toContain('A promise promise 4 July 2025: ● on track, before unknown; in law');
    expect(text).toContain('Because.');
  });

  test('no control character of a stored text', () => {
    const differences = [{ ...of, field: 'reason', stored: '"\u001b[2Jgone"', made: '"x"' }];
    expect(printed({ result: 'different', differences })).not.toContain('\u001b[2J');
  });
});
