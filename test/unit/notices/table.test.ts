import { describe, expect, test } from 'vitest';
import { NoticeContent } from '../../../services/notices/content.ts';
import { toldWhole } from '../../support/mail-contents.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { unsaidInHtml } from '../../support/seen-html.ts';

/** The rows of the table, by label. */
function rowsOf(text: string): Record<string, string> {
  const table = /AT A GLANCE\n([^]*?)\n\n/.exec(text)![1]!;
  const rows = table.replaceAll('\n   ', ' / ').split('\n');
  return Object.fromEntries(rows.map((row) => row.split(/: (.*)/s, 2) as [string, string]));
}

describe('the table of a mail', () => {
  test('holds clause, promise, figure against target, margin, headroom, source, what changed, the law, the way back and what comes next', () => {
    expect(rowsOf(mailOf(toldWhole).text)).toEqual({
      Commitment: 'MYUS-04 / Letter to the states of 2023-12-20, in effect from 2024-01-01',
      Promised: "No export of unprocessed rare earths to anyone. / By Malaysia; the obligor's own policy.",
      Reported: '16,344,687 kg in 2024 / Required: 0 kg',
      Margin: '-16,344,687 kg, on the wrong side',
      Headroom: '1,200,000 kg to off track',
      Source: "UN Comtrade: China's imports of HS 2846 from Malaysia, net weight, 2024, published 4 July 2025",
      'What changed':
        "New: China's imports of HS 2846 from Malaysia, net weight, 2024: 16,344,687 kg / " +
        'Before it: 19,084,528.174 kg in 2023, judged on 17 November 2026',
      'In law': `Disputed. ${toldWhole.legal.words}`,
      'Way back': toldWhole.wayBack,
      'Next release': 'UN Comtrade, imports reported by China: 2025, by 31 March 2027',
      'Standing since': '24 November 2026, 06:15 UTC',
    });
  });

  test('is a table for those who hear it too: each row has its label as its head', () => {
    const { html } = mailOf(toldWhole);
    expect([...html.matchAll(/<th scope="row"[^>]*>([^<]*)<\/th>/g)].map(([, label]) => label)).toEqual(
      Object.keys(rowsOf(mailOf(toldWhole).text)),
    );
  });

  test('tells a reminder nothing new', () => {
    expect(rowsOf(mailOf(toldWhole, { reason: 'reminder' }).text)).not.toHaveProperty('What changed');
  });

  test('has three entries of a kind at most', () => {
    const arrived = Array.from({ length: 9 }, (_, index) => ({ ...toldWhole.arrived![0]!, period: `${2010 + index}` }));
    expect(rowsOf(mailOf({ ...toldWhole, arrived }).text)['What changed']).toMatch(
      /2012: 16,344,687 kg \/ and 6 more figures/,
    );
  });
});

describe('the chart of a mail', () => {
  test('goes along as a PNG that the HTML shows, and its sentence stands for it in the text', () => {
    const { text, html, images } = mailOf(toldWhole);
    expect(images).toHaveLength(1);
    const [{ cid, bytes, alt, fileName } = images[0]!] = images;
    expect(Buffer.from(bytes.slice(0, 8))).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    expect(fileName).toBe('raw-ore-ban.png');
    expect(html).toContain(`<img src="cid:${cid}" alt="${alt}"`);
    expect(text).toContain(`THE FIGURES OVER TIME\n${alt}\n`);
    expect(alt).toContain('16.34 million kg reported for 2024');
    expect(html.match(/\bsrc="(?!cid:)/g)).toBeNull();
  });

  test('is of what was known at the transition: the same content gives the same bytes', () => {
    const stored = NoticeContent.parse(JSON.parse(JSON.stringify(toldWhole)));
    expect(mailOf(stored).images).toEqual(mailOf(toldWhole).images);
  });

  test('is missing without harm where the content has none', () => {
    const { chart, ...without } = toldWhole;
    expect(chart).toBeDefined();
    const mail = mailOf(without);
    expect(mail.images).toEqual([]);
    expect(mail.html).not.toContain('<img');
    expect(unsaidInHtml(mail)).toEqual([]);
  });
});
