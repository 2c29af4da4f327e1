import { describe, expect, test } from 'vitest';
import { render } from '../../../services/notices/render.ts';
import { shortfall, toldWhole } from '../../support/mail-contents.ts';
import { messageOf, noticeOf } from '../../support/notice-mail.ts';
import { unsaidInHtml } from '../../support/seen-html.ts';
import { lateLng } from '../../support/source-notice-content.ts';

const late = { ...lateLng, incident: '14' };
const all = [noticeOf(shortfall), noticeOf(toldWhole), noticeOf(late)];
const mail = render(messageOf(all));

describe('a mail about several incidents', () => {
  test('says in its first line how bad the worst is, how many have news, and how they stand', () => {
    expect(mail.text.split('\n', 1)[0]).toBe(
      '◆ OFF TRACK (recorded figures). 2 commitments and 1 source have news: 1 off track, 1 at risk, 1 late.',
    );
  });

  test('has a subject without a state, and with the day of the news', () => {
    expect(mail.subject).toBe('[US-Malaysia] 2 commitments and 1 source, 24 November 2026');
  });

  test('begins with all of them in one table, in the order of the message', () => {
    const table = /ALL AT A GLANCE\n([^]*?)\n\n/.exec(mail.text)![1]!;
    expect(table.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      '◆ off track: TIN-02 Tin worth 40 million dollars a year (made up)',
      '▲ at risk: MYUS-04 Raw rare-earth ore stays in Malaysia',
      '▲ late: EIA, US exports of LNG by vessel',
    ]);
    expect(table).toContain('Reported: 21,600,000 USD\n   Required at least: 40,000,000 USD');
  });

  test('tells each with its own state, numbers, table, and the way to its figures', () => {
    const stories = mail.text.split('----------------------------------------').slice(1);
    expect(stories).toHaveLength(3);
    for (const [index, { content }] of [noticeOf(shortfall), noticeOf(toldWhole)].entries()) {
      const said = content as typeof toldWhole;
      for (const words of [said.reason, said.commitment.promise, said.legal.words, said.wayBack!, said.explain]) {
        expect(stories[index]).toContain(words);
      }
      expect(stories[index]).toContain(`sha256 ${toldWhole.figures.at(-1)!.document}`);
    }
    expect(stories[2]).toContain('Step 1: See whether it has been released.');
  });

  test('says the same in text and HTML', () => {
    expect(unsaidInHtml(mail)).toEqual([]);
  });

  test('shows the chart of each that has one, each its own image', () => {
    const charted = { ...shortfall, chart: { ...toldWhole.chart!, title: 'Tin' } };
    const { html, images } = render(messageOf([noticeOf(charted), noticeOf(toldWhole)]));
    expect(new Set(images.map(({ cid }) => cid)).size).toBe(2);
    for (const { cid } of images) expect(html.split(`cid:${cid}`)).toHaveLength(2);
  });

  test('is one mail however many there are, and stays below what clients cut', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      noticeOf({ ...toldWhole, incident: String(100 + index), reason: `${index} ${'x'.repeat(590)}` }),
    );
    const { text, html, images, subject } = render(messageOf(many));
    expect(subject).toContain('60 commitments');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(text.match(/^▲ at risk: MYUS-04/gm)).toHaveLength(60);
    expect(images.length).toBeLessThanOrEqual(6);
    expect(text).toContain('Printed by npx pactwatch explain raw-ore-ban');
  });
});

test('moves of one incident that wait together are one mail of that incident, the newest told and the others named', () => {
  const { transition } = toldWhole;
  const worse = {
    ...toldWhole,
    transition: { ...transition, seq: 2, kind: 'worsened' as const, to: 'off_track' as const },
  };
  const { subject, text } = render(messageOf([noticeOf(worse), noticeOf(toldWhole)]));
  expect(subject).toBe('[US-Malaysia] MYUS-04 Raw rare-earth ore stays in Malaysia');
  expect(text).toMatch(/^◆ OFF TRACK/);
  expect(text).toContain(
    'BEFORE THAT, AND NOT MAILED YET\n24 November 2026, 06:15 UTC: opened, at risk: a new figure was reported\n',
  );
});

test('with an address of its own, each incident that is open has a page on which its reader acts', () => {
  const act = 'https://pactwatch.example/watch/incident/made-up.signature';
  const one = render(messageOf([noticeOf(toldWhole, { act })]));
  expect(one.text).toContain(`To take on or silence MYUS-04: ${act}`);
  expect(one.html).toContain(`href="${act}"`);
  const several = render(messageOf(all.map((notice, index) => ({ ...notice, act: `${act}${index}` }))));
  for (const index of all.keys()) expect(several.text).toContain(`${act}${index}\n`);
  expect(mail.text + mail.html).not.toContain('To take on or silence');
});
