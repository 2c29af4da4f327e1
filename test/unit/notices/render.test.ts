import { expect, test } from 'vitest';
import { TRANSITION_KINDS } from '../../../config/vocabulary/transition.ts';
import type { NoticeContent, NoticeFigure } from '../../../services/notices/content.ts';
import type { MessageNotice } from '../../../services/notices/message-content.ts';
import { toldWhole } from '../../support/mail-contents.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { imports2024, rawOreBan } from '../../support/notice-content.ts';
import { seenIn as seen, unescaped, unsaidInHtml } from '../../support/seen-html.ts';

const changed = (change: Partial<NoticeContent>): NoticeContent => ({ ...rawOreBan, ...change });
const moved = (change: Partial<NoticeContent['transition']>): NoticeContent =>
  changed({ transition: { ...rawOreBan.transition, ...change } });
const firstLine = (content: NoticeContent, about: Partial<MessageNotice> = {}) =>
  mailOf(content, about).text.split('\n', 1)[0];
const QUALITY = toldWhole.quality!;

test('text and HTML hold every number, hash, locator and name that the notice rests on', () => {
  const { text, html } = mailOf(rawOreBan);
  for (const said of [
    '▲ AT RISK',
    'MYUS-04 Raw rare-earth ore stays in Malaysia',
    // China-reported imports of HS 2846 from Malaysia, 2024 and 2023: UN Comtrade.
    '16,344,687 kg',
    '19,084,528.174 kg',
    '-16,344,687 kg, on the wrong side',
    '0 kg',
    'ed6d85192eabbbca713d0e4eef790ffd6288c1ad27c6858e16bc937b7027859a',
    'fc6f445805ee10091f43da71e737b5daac7a1d7a2c8f6b4f3b54ee073cdf9867',
    '#/data/21/netWgt',
    '#/data/19/netWgt',
    imports2024.url!,
    imports2024.citation!,
    imports2024.note!,
    'UN Comtrade, published 4 July 2025, 18:20 UTC, retrieved 10 July 2026, 21:38 UTC',
    'estimated',
    'No export of unprocessed rare earths to anyone.',
    'Letter to the states of 2023-12-20, in effect from 2024-01-01',
    "the obligor's own policy",
    "mirror, the statistics of the obligor's partners",
    'proxy, a line that also holds other goods',
    rawOreBan.evidence.cautions[0]!,
    rawOreBan.remarks[0]!,
    rawOreBan.legal.words,
    rawOreBan.reason,
    rawOreBan.wayBack!,
    'prohibited-flow/1, deal file us-malaysia-2025 version 1, judged on the known clock',
    '12, transition 1: opened at 24 November 2026, 06:15 UTC',
    'npx pactwatch explain raw-ore-ban',
  ]) {
    expect(text).toContain(said);
    expect(seen(html)).toContain(said);
  }
});

test('text and HTML say the same, word for word', () => {
  expect(unsaidInHtml(mailOf(rawOreBan))).toEqual([]);
});

test('a mail says how good its figures are, as old as they were on the day of the transition', () => {
  const { text, html } = mailOf(changed({ quality: QUALITY }));
  for (const said of [
    'Newest figure: 2024, published 4 July 2025, 18:20 UTC, 508 days ago',
    'Figures it rests on: 1 estimated of 2, 54% of their sum',
    'Converted by: kg-to-t/1 (exact)',
    `Gaps: ${imports2024.series}: no figure for 2021 and 2022`,
  ]) {
    expect(text).toContain(said);
    expect(seen(html)).toContain(said.replace(': ', ' '));
  }
  expect(text.indexOf('HOW GOOD THE FIGURES ARE')).toBeLessThan(text.indexOf('Newest figure'));
  expect(mailOf(rawOreBan).text).not.toContain('Newest figure');
});

test('a mail says what the two sides of a trade say of each other, in text and HTML alike', () => {
  const words = 'Ore from B to A, 2023: 19,081 t by the importer, 3,000 t by the exporter.';
  const sides = [{ says: 'disagree' as const, words, why: 'made up' }];
  const { text, html } = mailOf(changed({ sides }));
  expect(text).toContain(`THE TWO SIDES\n▲ The sides disagree: ${words} Tolerated: made up\n`);
  expect(seen(html)).toContain(`The two sides ▲ The sides disagree ${words} Tolerated: made up`);
  expect(mailOf(rawOreBan).text).not.toContain('THE TWO SIDES');
});

test('a mail reads its values from its text alone: nothing is loaded, and nothing runs', () => {
  const { html } = mailOf(rawOreBan);
  expect(html).not.toMatch(/<(img|script|link|iframe|object|embed|form|svg)\b|url\(|@import|\bsrc=|\bon\w+=/i);
  expect(html).toContain('<meta name="color-scheme" content="light dark"');
  expect(html.match(/<style>([^]*?)<\/style>/)![1]).not.toMatch(/&\w+;/);
});

test('the subject is one for the whole incident, so that clients keep its mails together', () => {
  const subjects = TRANSITION_KINDS.map(
    (kind, index) => mailOf(moved({ kind, seq: index + 1, to: 'at_risk' })).subject,
  );
  expect(new Set(subjects)).toEqual(new Set(['[US-Malaysia] MYUS-04 Raw rare-earth ore stays in Malaysia']));
});

test('the first line tells the state by shape and word, what happened, why, and what was before', () => {
  expect(firstLine(rawOreBan)).toBe(
    '▲ AT RISK (recorded figures). A drift has opened: a new figure was reported. It was on track before.',
  );
  expect(firstLine(moved({ seq: 2, kind: 'worsened', from: 'at_risk', to: 'off_track' }))).toBe(
    '◆ OFF TRACK (recorded figures). The drift has become worse: a new figure was reported. It was at risk before.',
  );
  expect(firstLine(moved({ seq: 3, kind: 'improved', from: 'off_track', to: 'at_risk' }))).toContain(
    'The drift has become smaller and is still open',
  );
  expect(firstLine(moved({ seq: 4, kind: 'closed', from: 'at_risk', to: 'on_track' }))).toBe(
    '● ON TRACK (recorded figures). The drift is closed: a new figure was reported. It was at risk before.',
  );
  expect(firstLine(moved({ from: null, reason: 'first_assessment' }))).toContain('There was no standing before.');
});

test('figures that flap are told as that, with what is told from then on', () => {
  expect(firstLine(moved({ seq: 2, kind: 'unstable', from: 'at_risk', to: 'off_track' }))).toBe(
    '◆ OFF TRACK (recorded figures). The figures are flapping, and a drift stays open: a new figure was reported. It was at risk before. Until they settle, no further move is told unless it is for the worse.',
  );
  expect(firstLine(moved({ kind: 'unstable' }))).toContain('The figures are flapping, and a drift has opened');
});

test('a standing that a publisher turned by revising its figures is told as a correction', () => {
  expect(firstLine(moved({ reason: 'data_revised' }))).toContain('Correction. A drift has opened: a publisher revised');
});

test.each([
  ['reminder', 'Reminder: this drift is still open. It last moved on 24 November 2026: a new figure was reported.'],
  ['escalation', 'Nobody has acknowledged this drift, and so it comes to you. It last moved on 24 November 2026'],
] as const)('a mail that comes for another reason than a move says so first: %s', (reason, words) => {
  expect(firstLine(rawOreBan, { reason })).toContain(`▲ AT RISK (recorded figures). ${words}`);
});

test('who hears of an incident only now is told that it is open, and who had silenced it until when', () => {
  const worse = moved({ seq: 2, kind: 'worsened', from: 'at_risk', to: 'off_track' });
  const silenced = { until: '2026-11-23T23:59:59Z', by: 'Desk (made up)' };
  expect(firstLine(worse, { reason: 'first', silenced })).toBe(
    '◆ OFF TRACK (recorded figures). A drift is open that you have not been told of: a new figure was reported. ' +
      'It was at risk before. You were not told earlier: it was silenced by Desk (made up) until 23 November 2026, 23:59 UTC.',
  );
});

test('a correction that moves no standing says that the drift stands, and does not repeat the standing', () => {
  const corrected = moved({ seq: 2, kind: 'corrected', from: 'at_risk', reason: 'data_revised' });
  expect(firstLine(corrected)).toBe(
    '▲ AT RISK (recorded figures). Correction. The drift stands, on other figures: a publisher revised its figures.',
  );
});

test('the state and both numbers stand in the line that clients show beside the subject', () => {
  expect(mailOf(rawOreBan).html).toContain('>AT RISK, reported in 2024: 16,344,687 kg, required: 0 kg</div>');
});

test('recorded figures are marked at the top, live ones are not', () => {
  const { text, html } = mailOf(rawOreBan);
  expect(text.split('\n')[3]).toMatch(/^Recorded figures: /);
  expect(seen(html).indexOf('Recorded figures: ')).toBeLessThan(seen(html).indexOf('MYUS-04'));
  const live = mailOf(changed({ figuresMode: 'live' }));
  expect(live.text + live.html).not.toMatch(/recorded figures/i);
});

test.each(['not_in_force', 'not_binding'] as const)(
  'a drift from a promise that is %s is a drift against a pledge',
  (reading) => {
    const { text, html } = mailOf(changed({ legal: { reading, words: 'The agreement is signed, not in force.' } }));
    for (const shown of [text, seen(html)]) {
      expect(shown).toContain('A drift against a pledge has opened');
      expect(shown).toContain(`In law: ${reading.replaceAll('_', ' ')}. No breach of the text is claimed.`);
      expect(shown).toContain('The agreement is signed, not in force.');
    }
  },
);

test('a breach in law is not talked down', () => {
  const content = { ...moved({ to: 'breached' }), legal: { reading: 'breached' as const, words: 'In force and due.' } };
  expect(mailOf(content).text).toContain('In law: breached.\n');
});

test('where a text is disputed, each reading is shown with who holds it and what it would mean', () => {
  const { text, html } = mailOf(rawOreBan);
  for (const { heldBy, says, source } of rawOreBan.readings) {
    for (const shown of [text, seen(html)]) {
      for (const part of [`Reading of ${heldBy}`, says, source]) expect(shown).toContain(part);
    }
  }
  expect(text).toContain('Under it: at risk.');
  expect(text).toContain('Under it: on track.');
  expect(mailOf(changed({ readings: [] })).text).not.toContain('HOW THE TEXT IS READ');
});

test('a ceiling is not printed as something that has to be reached', () => {
  // "Up to 5 Mt a year" of LNG: the deal's register, MYUS-05.
  const target = { value: '5000000', unit: 't LNG' };
  expect(mailOf(changed({ target, targetIs: 'ceiling' })).text).toContain('Allowed at most: 5,000,000 t LNG');
  expect(mailOf(changed({ target, targetIs: 'floor' })).text).toContain('Required at least: 5,000,000 t LNG');
  expect(mailOf(changed({ target, targetIs: 'expectation' })).text).toContain('Expected: 5,000,000 t LNG');
});

test.each(['missing', 'suppressed'] as const)('a %s value is named as that and never as zero', (status) => {
  const figures: NoticeFigure[] = [{ ...imports2024, value: null, status }];
  const { text, html } = mailOf(changed({ figures, value: null, margin: null }));
  for (const shown of [text, seen(html)]) {
    expect(shown).toContain(`2024: ${status} (kg)`);
    expect(shown).toContain('which is not zero');
    expect(shown).toMatch(/Reported in 2024:? no value \(not zero\)/);
  }
});

test('a promise that has no number shows none', () => {
  const { text } = mailOf(changed({ value: null, target: null, margin: null, period: null }));
  expect(text).not.toMatch(/Reported|no value|Required/);
});

test('a zero that was reported is a zero', () => {
  // US LNG by vessel to Malaysia, 2026-07: EIA.
  const figures: NoticeFigure[] = [{ ...imports2024, period: '2026-07', value: '0', unit: 'MMcf' }];
  expect(mailOf(changed({ figures })).text).toContain('July 2026: 0 MMcf');
});

test('of many figures the newest six are shown, newest first, and the rest is counted', () => {
  const figures = Array.from({ length: 30 }, (_, index) => ({ ...imports2024, period: String(1995 + index) }));
  const { text, html } = mailOf(changed({ figures }));
  const shown = [...text.matchAll(/^ {3}(\d{4}): /gm)].map(([, year]) => Number(year));
  expect(shown).toEqual(Array.from({ length: 6 }, (_, index) => 2024 - index));
  for (const said of [text, seen(html)]) {
    expect(said).toContain('24 more figures were used, printed by npx pactwatch explain raw-ore-ban');
  }
});

test('months, quarters and years are ordered by when they end', () => {
  const figures = ['2025', '2026-Q2', '2026-07', '2026-01/2026-04'].map((period) => ({ ...imports2024, period }));
  const shown = [...mailOf(changed({ figures })).text.matchAll(/^ {3}(.+): 16,344,687 kg$/gm)].map(
    ([, period]) => period,
  );
  expect(shown).toEqual(['July 2026', 'Q2 2026', 'January\u2009–\u2009April 2026', '2025']);
});

test('a mail without figures says so', () => {
  const { text, html } = mailOf(changed({ figures: [] }));
  expect(text).toContain('FIGURES USED\nnone');
  expect(seen(html)).toContain('Figures used none');
});

test('a value that looks like markup or like a line of the mail stays a value', () => {
  const hostile = '</p><script>x</script>\n\n■ BREACHED. "quoted" & \u202egnp';
  const content = changed({
    reason: hostile,
    remarks: [hostile],
    commitment: { ...rawOreBan.commitment, title: hostile },
    figures: [{ ...imports2024, locator: hostile, url: 'javascript:alert(1)' }],
  });
  const { subject, text, html } = mailOf(content);
  expect(html).not.toMatch(/<script|href="javascript/);
  expect(text).not.toMatch(/^■/m);
  expect(subject).not.toMatch(/[\r\n\u202e]/);
  expect(seen(html)).toContain('</p><script>x</script> ■ BREACHED. "quoted" & gnp');
});

test('only an address of the web becomes a link', () => {
  const linked = (url: string) =>
    /<a [^>]*href="([^"]*)"/.exec(mailOf(changed({ figures: [{ ...imports2024, url }] })).html);
  expect(unescaped(linked(imports2024.url!)![1]!)).toBe(imports2024.url);
  expect(linked('file:figures/lynas-quarterly.csv')).toBeNull();
});

test('however much there is to say, the mail stays below what clients cut, in text and HTML alike', () => {
  const long = '<& "long" '.repeat(500);
  const content = changed({
    reason: long,
    wayBack: long,
    legal: { reading: 'disputed', words: long },
    remarks: Array.from({ length: 200 }, () => long),
    readings: Array.from({ length: 40 }, () => ({ ...rawOreBan.readings[0]!, says: long, source: long })),
    sides: Array.from({ length: 40 }, () => ({ says: 'disagree' as const, words: long, why: long })),
    quality: { ...QUALITY, gaps: Array.from({ length: 60 }, () => ({ series: long, periods: ['2024'] })) },
    evidence: { grades: ['proxy'], cautions: Array.from({ length: 50 }, () => long) },
    figures: Array.from({ length: 5000 }, () => ({ ...imports2024, note: long, citation: long, locator: long })),
  });
  const { text, html } = mailOf(content);
  expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  for (const said of [text, seen(html)]) {
    expect(said).toContain('… [shortened]');
    expect(said).toMatch(/(49\d\d|5000) more figures were used/);
    expect(said).toMatch(/\d+ more cautions and remarks, printed by npx pactwatch explain raw-ore-ban/);
  }
});

test('what was stored as JSON gives the same mail', () => {
  expect(mailOf(JSON.parse(JSON.stringify(rawOreBan)) as NoticeContent)).toEqual(mailOf(rawOreBan));
});

test('a content that is not one is refused, not half told', () => {
  expect(() => mailOf(changed({ figures: [{ ...imports2024, document: 'abc' }] }))).toThrow(/document/);
});
