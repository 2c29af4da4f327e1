import { expect, test } from 'vitest';
import type { Recipient } from '../../../config/recipients.ts';
import { TRANSITION_KINDS, TRANSITION_REASONS } from '../../../config/vocabulary/transition.ts';
import { type RoutedTransition, recipientsOf, whyUntold } from '../../../services/notices/routing.ts';

const desk = (name: string, rest: Partial<Recipient> = {}): Recipient => ({
  address: `${name}@example.org`,
  name,
  follows: [{ commitments: 'all' }],
  least_standing: 'at_risk',
  ...rest,
});

const opened: RoutedTransition = {
  deal: 'us-malaysia-2025',
  commitment: 'raw-ore-ban',
  kind: 'opened',
  to: 'at_risk',
};

const names = (recipients: readonly Recipient[], transition: RoutedTransition, told: readonly string[] = []) =>
  recipientsOf(
    recipients,
    transition,
    told.map((name) => ({ name, address: `${name}@example.org` })),
  ).map(({ name }) => name);

test('a drift goes to those who follow its commitment, in any deal or in this one', () => {
  const recipients = [
    desk('all'),
    desk('deal', { follows: [{ deal: 'us-malaysia-2025', commitments: 'all' }] }),
    desk('listed', { follows: [{ commitments: ['lng-purchases', 'raw-ore-ban'] }] }),
    desk('second-entry', { follows: [{ commitments: ['lng-purchases'] }, { commitments: ['raw-ore-ban'] }] }),
    desk('other-commitment', { follows: [{ commitments: ['lng-purchases'] }] }),
    desk('other-deal', { follows: [{ deal: 'other', commitments: 'all' }] }),
  ];
  expect(names(recipients, opened)).toEqual(['all', 'deal', 'listed', 'second-entry']);
});

test('a drift milder than a recipient wants to hear of is not told to them', () => {
  const recipients = [desk('early'), desk('late', { least_standing: 'off_track' })];
  expect(names(recipients, opened)).toEqual(['early']);
  expect(names(recipients, { ...opened, kind: 'worsened', to: 'off_track' }, ['early'])).toEqual(['early', 'late']);
});

test('an improvement is told to those who were told that it was worse, even below what they want to hear of', () => {
  const recipients = [
    desk('early'),
    desk('late', { least_standing: 'breached' }),
    desk('never', { least_standing: 'breached' }),
  ];
  const improved: RoutedTransition = { ...opened, kind: 'improved', to: 'at_risk' };
  expect(names(recipients, improved, ['late'])).toEqual(['early', 'late']);
});

test('that figures flap is told to those who want to hear of where they are held, and to those who were told before', () => {
  const recipients = [desk('early'), desk('late', { least_standing: 'breached' }), desk('never', { follows: [] })];
  const unstable: RoutedTransition = { ...opened, kind: 'unstable', to: 'off_track' };
  expect(names(recipients, unstable)).toEqual(['early']);
  expect(names(recipients, unstable, ['late', 'never'])).toEqual(['early', 'late']);
});

test('a changed rule restates, which is told to nobody but at the end of an incident that was told', () => {
  expect(TRANSITION_KINDS.filter((kind) => whyUntold(kind, 'rule_changed') === null)).toEqual(['closed']);
  const others = TRANSITION_REASONS.filter((reason) => reason !== 'rule_changed');
  expect(others.filter((reason) => whyUntold('opened', reason) !== null)).toEqual([]);
});

test('a closing goes to all who were told of the incident, also to those who are no longer listed', () => {
  const closed: RoutedTransition = { ...opened, kind: 'closed', to: 'on_track' };
  expect(names([desk('early'), desk('new')], closed, ['early', 'gone'])).toEqual(['early', 'gone']);
});

test('a closing is not told to those who never heard of the drift', () => {
  expect(names([desk('early')], { ...opened, kind: 'closed', to: 'compliant' })).toEqual([]);
});

test('one address gets one mail, however it is written', () => {
  const told = [
    { name: 'A', address: 'Desk@example.org' },
    { name: 'B', address: 'desk@EXAMPLE.org' },
  ];
  expect(recipientsOf([], { ...opened, kind: 'closed', to: 'on_track' }, told)).toEqual([told[0]]);
});
