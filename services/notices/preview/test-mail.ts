import { formatsFor } from '../letter/formats.ts';
import { htmlOf } from '../letter/html-document.ts';
import { line, section, type WholeLetter } from '../letter/letter.ts';
import { textOf } from '../letter/text.ts';
import type { RenderedMail } from '../render.ts';

export interface TestMailOf {
  readonly deal: { readonly short: string; readonly title: string };
  readonly sender: string;
  /** How it leaves, without any secret. */
  readonly way: string;
  readonly at: Temporal.Instant;
}

/** The mail by which one sees that mail arrives. It looks like the others and tells of nothing. */
export function testMail({ deal, sender, way, at }: TestMailOf): RenderedMail {
  const formats = formatsFor({ language: 'en', timeZone: 'UTC' });
  const letter: WholeLetter = {
    subject: `[${deal.short}] Test mail`,
    head: {
      tone: 'compliant',
      shape: '✓',
      word: 'MAIL ARRIVES',
      sentence: 'This is a test mail: pactwatch reaches this address.',
      aside: 'It tells of no commitment, and nobody else got it.',
    },
    preheader: 'Test mail of pactwatch',
    preview: null,
    recorded: null,
    parts: [
      section('How it came here', [
        line('Sent', formats.instant(at.toString())),
        line('From', sender),
        line('By', way),
        line('Deal', deal.title),
      ]),
    ],
    note: null,
  };
  return { subject: letter.subject, text: textOf(letter), html: htmlOf(letter), images: [] };
}
