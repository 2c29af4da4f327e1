import { sayDate, sayWord } from '../commitments/words.ts';
import { instantText, periodText } from './format.ts';
import type { LargeNumber, Letter } from './letter.ts';
import type { SourceNoticeContent } from './source-content.ts';
import { sourceCheck, sourceSections } from './source-sections.ts';
import { situation, standingsSentence, STATE_LOOKS, stateSentence } from './source-words.ts';

const RECORDED = 'Recorded figures: no publisher was asked for this mail.';

/** The letter about a source. It rests on no figure, and so lists none. */
export function sourceLetterOf(content: SourceNoticeContent): Letter {
  const { source, deal, transition } = content;
  const { shape, tone } = STATE_LOOKS[transition.to];
  const word = sayWord(transition.to).toUpperCase();
  const numbers = numbersOf(content);
  return {
    tone,
    shape,
    word,
    sentence: stateSentence(content),
    aside: standingsSentence(content),
    preheader: [
      word,
      ...numbers.map(({ label, amount }) => `${label.charAt(0).toLowerCase()}${label.slice(1)}: ${amount}`),
    ].join(', '),
    title: source.title,
    deal: `${deal.title}. Publisher: ${source.publisher}.`,
    recorded: content.figuresMode === 'recorded' ? RECORDED : null,
    reason: situation(content),
    numbers,
    sections: sourceSections(content),
    figures: null,
    check: sourceCheck(content),
  };
}

function numbersOf({ lacking, quietSince, failing, newest, next, transition }: SourceNoticeContent): LargeNumber[] {
  const known = { label: 'Newest period known', amount: newest === null ? 'none' : periodText(newest) };
  if (transition.to === 'in_order') {
    return next === null
      ? [known]
      : [known, { label: `Expected by ${sayDate(next.by)}`, amount: periodText(next.period) }];
  }
  const [first] = lacking;
  return [
    ...(first ? [{ label: `Expected by ${sayDate(first.by)}`, amount: periodText(first.period) }] : []),
    ...(quietSince === null ? [] : [{ label: 'Nothing new since', amount: instantText(quietSince) }]),
    ...(failing ? [{ label: 'Pulls failed in a row', amount: String(failing.failures) }] : []),
    known,
  ];
}
