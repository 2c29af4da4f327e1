import { expect, test } from 'vitest';
import type { MoveKind } from '../../../config/vocabulary/transition.ts';
import { sourceRecipientsOf } from '../../../services/notices/routing.ts';
import { recipient } from '../../support/tin-incidents.ts';

const following = (name: string, commitments: 'all' | string[], deal?: string) => ({
  ...recipient(`${name}@example.org`, 'breached'),
  follows: [{ commitments, ...(deal === undefined ? {} : { deal }) }],
});
const recipients = [
  following('all', 'all'),
  following('one', ['tin-floor', 'tin-talks']),
  following('other', ['tin-talks']),
  following('elsewhere', 'all', 'zinc-pact'),
];
const names = (kind: MoveKind, tells = true, told: string[] = [], feeds = ['tin-floor', 'tin-ban']) =>
  sourceRecipientsOf(
    recipients,
    { deal: 'tin-pact', feeds, kind, tells },
    told.map((name) => ({ name, address: `${name}@example.org` })),
  ).map(({ address }) => address.replace('@example.org', ''));

test.each(['opened', 'worsened'] as const)(
  '%s: all who follow what the source feeds, whatever they want to hear of it',
  (kind) => {
    expect(names(kind)).toEqual(['all', 'one']);
  },
);

test('a source that feeds no commitment, such as a register: those who follow the whole deal', () => {
  expect(names('opened', true, [], [])).toEqual(['all']);
});

test('closed: all who were told, and no one else', () => {
  expect(names('closed', true, ['former', 'one'])).toEqual(['former', 'one']);
  expect(names('closed')).toEqual([]);
});

test('what has been told already is told to nobody', () => {
  for (const kind of ['worsened', 'improved', 'closed'] as const) expect(names(kind, false, ['one'])).toEqual([]);
});
