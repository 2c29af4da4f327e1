import { type LegalReading, isDrift } from '../../../config/vocabulary/standing.ts';
import { sayWord } from '../../commitments/words.ts';
import type { NoticeContent } from '../content.ts';
import type { MessageNotice } from '../message-content.ts';
import type { SourceNoticeContent } from '../source-content.ts';
import { standingsSentence, STATE_LOOKS, stateSentence } from '../source-words.ts';
import { LEGAL_WORDS, REASON_WORDS, STANDING_SHAPES } from '../words.ts';
import type { Formats } from './formats.ts';
import type { Head } from './letter.ts';

type Told = Pick<MessageNotice, 'reason' | 'silenced'>;

/** The first lines about a commitment: its standing, why this mail comes, what was before, and what the law says. */
export function commitmentHead(content: NoticeContent, notice: Told, formats: Formats): Head {
  const { to } = content.transition;
  return {
    tone: to,
    shape: STANDING_SHAPES[to],
    word: sayWord(to).toUpperCase(),
    sentence: [sentenceOf(content, notice, formats), ...silenceSentence(notice, formats)].join(' '),
    aside: legalSentence(content),
  };
}

/** The same of a source. */
export function sourceHead(content: SourceNoticeContent, notice: Told, formats: Formats): Head {
  const { shape, tone } = STATE_LOOKS[content.transition.to];
  return {
    tone,
    shape,
    word: sayWord(content.transition.to).toUpperCase(),
    sentence: [sourceSentence(content, notice, formats), ...silenceSentence(notice, formats)].join(' '),
    aside: standingsSentence(content),
  };
}

/** Heads what moved by a revision, and nothing else. */
const CORRECTION = 'Correction. ';
const UNTIL_SETTLED = ' Until they settle, no further move is told unless it is for the worse.';

function sentenceOf(content: NoticeContent, { reason: notice }: Told, formats: Formats): string {
  const { kind, seq, from, reason, at } = content.transition;
  const why = REASON_WORDS[reason];
  const drift = isPledge(content) ? 'drift against a pledge' : 'drift';
  const last = `It last moved on ${formats.dayOf(at)}: ${why}.`;
  if (notice === 'reminder') return `Reminder: this ${drift} is still open. ${last}`;
  if (notice === 'escalation') return `Nobody has acknowledged this ${drift}, and so it comes to you. ${last}`;
  const what = {
    first: kind === 'opened' ? `A ${drift} has opened` : `A ${drift} is open that you have not been told of`,
    worsened: `The ${drift} has become worse`,
    improved: `The ${drift} has become smaller and is still open`,
    corrected: `The ${drift} stands, on other figures`,
    unstable: `The figures are flapping, and a ${drift} ${seq === 1 ? 'has opened' : 'stays open'}`,
    closed: 'The drift is closed',
  }[kind === 'unstable' ? 'unstable' : notice];
  const before = from === null ? 'There was no standing before.' : `It was ${sayWord(from)} before.`;
  const moved = from === content.transition.to ? '' : ` ${before}`;
  const settles = kind === 'unstable' ? UNTIL_SETTLED : '';
  return `${reason === 'data_revised' ? CORRECTION : ''}${what}: ${why}.${moved}${settles}`;
}

function sourceSentence(content: SourceNoticeContent, { reason }: Told, formats: Formats): string {
  const last = `It last changed on ${formats.dayOf(content.transition.at)}.`;
  if (reason === 'reminder') return `Reminder: this source still has trouble. ${last}`;
  if (reason === 'escalation') return `Nobody has acknowledged the trouble with this source. ${last}`;
  return stateSentence(content, formats);
}

/** Whoever hears of it only now has to know why. */
function silenceSentence({ silenced }: Told, formats: Formats): string[] {
  return silenced === undefined
    ? []
    : [`You were not told earlier: it was silenced by ${silenced.by} until ${formats.instant(silenced.until)}.`];
}

/** Whether what drifts is a promise that binds nobody in law today. */
function isPledge({ transition, legal }: NoticeContent): boolean {
  return isDrift(transition.to) && PLEDGES.has(legal.reading);
}

const PLEDGES: ReadonlySet<LegalReading> = new Set(['not_in_force', 'not_binding']);

/** What the law says, beside what the figures say. */
function legalSentence({ transition, legal }: NoticeContent): string {
  const driftsOnly = isDrift(transition.to) && transition.to !== 'breached' && legal.reading !== 'breached';
  return `In law: ${LEGAL_WORDS[legal.reading]}.${driftsOnly ? ' No breach of the text is claimed.' : ''}`;
}
