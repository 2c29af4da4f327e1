import { expect, test } from 'vitest';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { AnyNoticeContent } from '../../../services/notices/any-content.ts';
import { worstFirst } from '../../../services/notices/worst-first.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { lateLng, lngInOrder } from '../../support/source-notice-content.ts';

const about = (incident: string, to: Standing, seq = 1): { content: AnyNoticeContent } => ({
  content: { ...rawOreBan, incident, transition: { ...rawOreBan.transition, to, seq } },
});
const order = (...notices: { content: AnyNoticeContent }[]) =>
  worstFirst(notices).map(({ content }) => `${content.incident}:${content.transition.seq}`);

test('what is worst comes first, then sources in trouble, then what has ended well', () => {
  const late = { content: { ...lateLng, incident: 'late' } };
  const over = { content: { ...lngInOrder, incident: 'over' } };
  expect(
    order(
      over,
      about('kept', 'compliant'),
      late,
      about('mild', 'at_risk'),
      about('bad', 'breached'),
      about('off', 'off_track'),
    ),
  ).toEqual([
    'bad:1',
    'off:1',
    'mild:1',
    `late:${lateLng.transition.seq}`,
    'kept:1',
    `over:${lngInOrder.transition.seq}`,
  ]);
});

test('an incident stands where it has come to, with its newest transition first', () => {
  expect(order(about('a', 'breached', 1), about('b', 'off_track'), about('a', 'on_track', 2))).toEqual([
    'b:1',
    'a:2',
    'a:1',
  ]);
});

test('of two that are as bad, the one that was written first', () => {
  expect(order(about('a', 'at_risk'), about('b', 'at_risk'))).toEqual(['a:1', 'b:1']);
});
