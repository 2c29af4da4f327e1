import { describe, expect, test } from 'vitest';
import type { Recipient, recipientOf } from '../../../../config/recipients/schema.ts';
import { followedBy, followsSource, leastStandingOf } from '../../../../services/notices/decide/followed.ts';
import { recipient } from '../../../support/tin-incidents.ts';
import { pact } from '../../../support/tin-looks.ts';

type Follows = Parameters<typeof recipientOf>[0]['follows'];

const desk = (follows: Follows, least: Recipient['least_standing'] = 'at_risk') =>
  recipient('desk@example.org', least, { follows });

describe('a commitment is followed', () => {
  test('by those who list it, in any deal or in this one', () => {
    const least = (follows: Follows) => leastStandingOf(desk(follows), 'tin-pact', 'tin-floor');
    expect(least([{}])).toBe('at_risk');
    expect(least([{ deal: 'tin-pact', commitments: 'all' }])).toBe('at_risk');
    expect(least([{ commitments: ['tin-ban'] }, { commitments: ['tin-floor'] }])).toBe('at_risk');
    expect(least([{ commitments: ['tin-ban'] }])).toBeNull();
    expect(least([{ deal: 'zinc-pact' }])).toBeNull();
  });

  test('from the mildest standing on that any of their entries asks for', () => {
    const follows: Follows = [
      { commitments: 'all' },
      { commitments: ['tin-ban'], least_standing: 'at_risk' },
      { commitments: ['tin-floor'], least_standing: 'breached' },
    ];
    const least = (commitment: string) => leastStandingOf(desk(follows, 'off_track'), 'tin-pact', commitment);
    expect(['tin-ban', 'tin-floor', 'tin-talks'].map(least)).toEqual(['at_risk', 'off_track', 'off_track']);
  });
});

describe('a source is followed', () => {
  const follows = (given: Follows, feeds = ['tin-floor', 'tin-ban']) =>
    followsSource(desk(given, 'breached'), 'tin-pact', 'ledger', feeds);

  test('by those who follow what rests on it, however mild the standing that they want to hear of', () => {
    expect(follows([{ commitments: ['tin-floor', 'tin-talks'] }])).toBe(true);
    expect(follows([{ commitments: ['tin-talks'] }])).toBe(false);
    expect(follows([{ deal: 'zinc-pact' }])).toBe(false);
  });

  test('if nothing rests on it, by those who follow the whole deal', () => {
    expect(follows([{}], [])).toBe(true);
    expect(follows([{ commitments: ['tin-floor'] }], [])).toBe(false);
  });

  test('as they say, where they say so', () => {
    expect(follows([{ sources: 'none' }])).toBe(false);
    expect(follows([{ commitments: ['tin-talks'], sources: 'all' }])).toBe(true);
    expect(follows([{ commitments: ['tin-talks'], sources: ['ledger'] }])).toBe(true);
    expect(follows([{ sources: ['gas'] }])).toBe(false);
    expect(follows([{ sources: 'none' }, { commitments: ['tin-floor'] }])).toBe(true);
  });
});

test('all that is followed of a deal is its commitments, with the sources that feed them', () => {
  const at = Temporal.Instant.from('2026-11-24T00:00:00Z');
  const { commitment, source } = followedBy(desk([{ commitments: ['tin-ban'] }]), pact, at);
  expect([[...commitment], [...source]]).toEqual([['tin-ban'], ['ledger']]);
  const all = followedBy(desk([{}]), pact, at);
  expect([[...all.commitment], [...all.source]]).toEqual([
    ['tin-floor', 'tin-ban', 'tin-talks'],
    ['ledger', 'gas'],
  ]);
});
