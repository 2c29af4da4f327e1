import { isAboutSource } from '../any-content.ts';
import { commitmentParts, type Setting } from './commitment-letter.ts';
import { filled, type LargeNumber, type Letter, type Part, type Story } from './letter.ts';
import { sourceParts } from './source-letter.ts';
import { beforeSection, headOf, recordedIn, subjectOf, type Told } from './told.ts';

/** The letter about one incident. Its subject is the same for all mails of the incident: the state is in the first line. */
export function singleLetter(told: Told, setting: Setting): Letter {
  const { notice } = told;
  const { content } = notice;
  const head = headOf(notice, setting.formats);
  const [story, ...parts] = isAboutSource(content)
    ? sourceParts(content, notice, setting.formats)
    : commitmentParts(content, notice, setting);
  return {
    subject: subjectOf(content),
    head,
    preheader: [head.word, ...numbersIn(story).map(labelled)].join(', '),
    recorded: recordedIn([content]),
    parts: filled([...(story ? [story] : []), beforeSection(told, setting.formats), ...parts]),
  };
}

const numbersIn = (part: Part | undefined): Story['numbers'] => (part?.is === 'story' ? part.numbers : []);

const labelled = ({ label, amount }: LargeNumber): string =>
  `${label.charAt(0).toLowerCase()}${label.slice(1)}: ${amount}`;
