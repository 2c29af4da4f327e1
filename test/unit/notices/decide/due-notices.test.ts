import { describe, expect, test } from 'vitest';
import type { Recipient } from '../../../../config/recipients/schema.ts';
import type { NoticeRow } from '../../../../db/notices.ts';
import type { SilenceRow } from '../../../../db/silences.ts';
import { addresseesIn } from '../../../../services/notices/decide/addressee.ts';
import { dueNotices } from '../../../../services/notices/decide/due-notices.ts';
import type { IncidentState, Surroundings } from '../../../../services/notices/decide/incident-state.ts';
import type { Move } from '../../../../services/notices/decide/notice-case.ts';
import { courseOf, hours, NOON } from '../../../support/notice-cases.ts';
import { DESK, recipient } from '../../../support/tin-incidents.ts';
import { pact } from '../../../support/tin-looks.ts';

const around = (recipients: readonly Recipient[], more: Partial<Surroundings> = {}): Surroundings => ({
  deal: pact,
  addressees: addresseesIn({ recipients, webhooks: [] }, new Map()),
  silences: [],
  refused: new Set(),
  lateSources: [],
  groupWait: { minutes: 5 },
  now: NOON,
  ...more,
});

const stateOf = (
  kind: 'commitment' | 'source',
  subject: string,
  moves: readonly Move[],
  notices: readonly NoticeRow[] = [],
): IncidentState => ({
  incident: { id: 'one', kind, subject },
  moves: moves.map((move) => ({
    ...move,
    incidentId: 'one',
    transitionId: `t${move.seq}`,
    fromStanding: null,
    fromState: null,
  })),
  notices,
  acknowledged: null,
});

/** A notice that went to an address at a transition. */
const went = (address: string, move: Move, more: Partial<NoticeRow> = {}): NoticeRow => ({
  id: `${move.seq}`,
  incidentId: 'one',
  dedupKey: `one:${move.seq}:${move.kind}:${address.toLowerCase()}`,
  seq: move.seq,
  kind: move.kind,
  toStanding: move.toStanding,
  toState: move.toState,
  channel: 'mail',
  address,
  name: 'Of then',
  language: 'ms',
  timeZone: 'Asia/Kuala_Lumpur',
  reason: 'first',
  cause: null,
  silence: null,
  state: 'written',
  notBefore: move.at,
  messageState: 'sent',
  ...more,
});

const silenceOver = (id: string, subjectKind: SilenceRow['subjectKind'], subject: string): SilenceRow => ({
  id,
  deal: pact.id,
  subjectKind,
  subject,
  reason: 'Made up.',
  by: 'A. Officer',
  fromAt: hours(-1),
  until: hours(1),
  endedAt: null,
  endedBy: null,
});

const texts = (state: IncidentState, surroundings: Surroundings) =>
  dueNotices(state, surroundings).map(
    ({ address, reason, cause }) => `${address}: ${reason}${cause ? `, ${cause}` : ''}`,
  );

const opened = courseOf('commitment', ['opened', 'at_risk']);
const byTime = courseOf('commitment', ['opened', 'at_risk', 'time_passed']);
const closed = courseOf('commitment', ['opened', 'at_risk'], ['closed', 'on_track']);

test('a notice names its transition, its recipient as the file has them, and what makes it one', () => {
  const desk = recipient('Desk@example.org', 'at_risk', { language: 'en-GB', time_zone: 'Asia/Kuala_Lumpur' });
  expect(dueNotices(stateOf('commitment', 'tin-floor', opened), around([desk]))).toEqual([
    {
      transitionId: 't1',
      dedupKey: 'one:1:opened:desk@example.org',
      channel: 'mail',
      address: 'Desk@example.org',
      name: 'Desk',
      language: 'en-GB',
      timeZone: 'Asia/Kuala_Lumpur',
      reason: 'first',
      cause: null,
      silence: null,
      notBefore: NOON.add({ minutes: 5 }),
    },
  ]);
});

test('what is written already, sent or held back, is not written again, in whatever case the address is', () => {
  const state = (notice: NoticeRow) => stateOf('commitment', 'tin-floor', opened, [notice]);
  expect(texts(state(went('DESK@example.org', opened[0]!)), around([DESK]))).toEqual([]);
  const key = 'one:1:opened:desk@example.org:silenced';
  const held = went('desk@example.org', opened[0]!, { dedupKey: key, cause: 'silenced', state: 'suppressed' });
  const silences = [silenceOver('7', 'commitment', 'tin-floor')];
  expect(texts(state(held), around([DESK], { silences }))).toEqual([]);
  expect(texts(state(held), around([DESK]))).toEqual(['desk@example.org: first']);
});

test('the end goes also to who was told and is in the file no more, as they were written to then', () => {
  const notices = [went('former@example.org', closed[0]!), went('held@example.org', closed[0]!, { cause: 'silenced' })];
  expect(dueNotices(stateOf('commitment', 'tin-floor', closed, notices), around([DESK]))).toMatchObject([
    { address: 'former@example.org', name: 'Of then', language: 'ms', timeZone: 'Asia/Kuala_Lumpur', reason: 'closed' },
  ]);
});

describe('a late source mutes', () => {
  const late = (source: string) => around([DESK], { lateSources: [source] });

  test('what only time has moved of a commitment that rests on it', () => {
    const state = stateOf('commitment', 'tin-ban', byTime);
    expect(texts(state, late('ledger'))).toEqual(['desk@example.org: first, source_late']);
    expect(texts(state, late('gas'))).toEqual(['desk@example.org: first']);
  });

  test('not what is said of itself', () => {
    const state = stateOf('source', 'ledger', courseOf('source', ['opened', 'late']));
    expect(texts(state, late('ledger'))).toEqual(['desk@example.org: first']);
  });
});

describe('a source is silent', () => {
  const state = stateOf('source', 'ledger', courseOf('source', ['opened', 'late']));
  const silent = (...silences: SilenceRow[]) => texts(state, around([DESK], { silences }));

  test('when it is silenced itself', () => {
    expect(silent(silenceOver('1', 'source', 'ledger'))).toEqual(['desk@example.org: first, silenced']);
    expect(silent(silenceOver('1', 'source', 'gas'))).toEqual(['desk@example.org: first']);
  });

  test('while every commitment that rests on it is silent', () => {
    const floor = silenceOver('1', 'commitment', 'tin-floor');
    const ban = silenceOver('2', 'commitment', 'tin-ban');
    expect(silent(floor)).toEqual(['desk@example.org: first']);
    expect(silent(floor, ban)).toEqual(['desk@example.org: first, silenced']);
  });

  test('and says nothing of a commitment by that', () => {
    const silences = [silenceOver('1', 'source', 'ledger')];
    expect(texts(stateOf('commitment', 'tin-floor', opened), around([DESK], { silences }))).toEqual([
      'desk@example.org: first',
    ]);
  });

  test('of which no commitment rests on it, is not silent by that', () => {
    const alone = stateOf('source', 'register', courseOf('source', ['opened', 'failing']));
    expect(texts(alone, around([DESK]))).toEqual(['desk@example.org: first']);
  });
});

test('two who would tell the same person above them tell them once, as the file names them', () => {
  const escalate = { after_working_days: 1, to: 'head@example.org' };
  const head = recipient('head@example.org', 'breached', { language: 'fr' });
  const two = ['a@example.org', 'b@example.org'].map((address) => recipient(address, 'at_risk', { escalate }));
  const notices = two.map(({ address }) => went(address, opened[0]!));
  const state = stateOf('commitment', 'tin-floor', opened, notices);
  expect(dueNotices(state, around([...two, head], { now: hours(30) }))).toMatchObject([
    {
      address: 'head@example.org',
      reason: 'escalation',
      language: 'fr',
      dedupKey: 'one:1:escalation:head@example.org',
    },
  ]);
  expect(dueNotices(state, around(two, { now: hours(30) }))).toMatchObject([
    { address: 'head@example.org', name: 'head@example.org', language: 'en' },
  ]);
});
