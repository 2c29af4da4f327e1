import { describe, expect, test } from 'vitest';
import type { DigestContent } from '../../../services/notices/digest-content.ts';
import { render } from '../../../services/notices/render.ts';
import { week } from '../../support/mail-contents.ts';
import { desk } from '../../support/notice-mail.ts';
import { unsaidInHtml } from '../../support/seen-html.ts';

const mail = (content: DigestContent = week, recipient = desk) => render({ kind: 'digest', recipient, content });

describe('the weekly digest', () => {
  test('says in its first lines how many drift, of which week it is, and what the week brought', () => {
    const { subject, text } = mail();
    expect(subject).toBe('[US-Malaysia] Weekly digest, week 48 of 2026');
    expect(text.split('\n').slice(0, 2)).toEqual([
      '◆ 2 OF 4 DRIFT (recorded figures). Weekly digest of 4 commitments, 16\u2009–\u200923 November 2026.',
      '1 move this week. 2 incidents open. 1 source in trouble. 3 figures revised.',
    ]);
  });

  test('has every commitment, worst first, with what is reported, what is required, and the law', () => {
    const table = /HOW EACH STANDS\n([^]*?)\n\n/.exec(mail().text)![1]!;
    expect(table.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      '◆ off track: TIN-02 Tin worth 40 million dollars a year (made up)',
      '▲ at risk: MYUS-04 Raw rare-earth ore stays in Malaysia',
      '● on track: TIN-03 A meeting each quarter (made up)',
      '○ unknown: TIN-04 Capital for tin smelters (made up)',
    ]);
    expect(table).toContain(
      'Reported: 16,344,687 kg\n   Required: 0 kg\n   In law: disputed. Since 24 November 2026.\n   Reported for 2024.',
    );
    expect(table).toContain('Reported: no value\n   In law: not binding. Not judged yet.');
  });

  test('tells what moved and why no mail told it, who has what in hand, what is late, revised and due next', () => {
    const { text } = mail();
    for (const said of [
      'WHAT MOVED\n◆ off track: TIN-02',
      'Worsened: a new figure was reported, at risk before.\n   No mail: it was silenced.',
      'Acknowledged by Desk (made up): The seller was asked',
      'Nobody has acknowledged it.',
      'October 2026 was expected by 15 November 2026.',
      'Rests on it: TIN-02',
      '2,250,000 USD, was 2,300,000 USD (-50,000 USD, -2.174%)',
      'and 2 more, printed by npx pactwatch status',
      'DUE NEXT\n- Tin ledger (made up)\n   By: 15 December 2026\n   October 2026\n   For TIN-02',
    ]) {
      expect(text).toContain(said);
    }
  });

  test('says the same in text and HTML', () => {
    expect(unsaidInHtml(mail())).toEqual([]);
  });

  test('of a quiet week is short, and says that all is in order', () => {
    const commitments = week.commitments.filter(({ standing }) => standing === 'on_track');
    const { text } = mail({
      ...week,
      commitments,
      moved: [],
      sources: [],
      revisions: [],
      revisionCount: 0,
      next: [],
      incidents: [],
    });
    expect(text.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^✓ NO DRIFT \(recorded figures\)\. Weekly digest of 1 commitment, /),
      'Nothing moved this week. All sources are in order.',
    ]);
    expect(text).not.toMatch(/WHAT MOVED|OPEN INCIDENTS|TROUBLE|REVISED|DUE NEXT/);
  });

  test('of a hundred commitments names the worst, counts the others, and stays below what clients cut', () => {
    const commitments = Array.from({ length: 100 }, (_, index) => ({ ...week.commitments[0]!, ref: `TIN-${index}` }));
    const { text, html } = mail({ ...week, commitments });
    const standings = /HOW EACH STANDS\n([^]*?)\n\n/.exec(text)![1]!;
    expect(standings.match(/^◆ off track: TIN-\d+ /gm)).toHaveLength(60);
    expect(standings).toContain('and 40 more, printed by npx pactwatch status');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});
