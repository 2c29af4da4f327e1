import { sayWord } from '../services/commitments/words.ts';
import { dayOrInstantText } from '../services/notices/format.ts';
import { STATE_LOOKS } from '../services/notices/source-words.ts';
import type { SourceTransitionSummary } from '../services/incidents/sources.ts';
import type { Scorecard } from '../services/scorecard/schema.ts';
import type { Style } from './style.ts';

type Source = Scorecard['sources'][number];
type Mail = Scorecard['notices'][number];

/** The sources as a person reads them; of each that is late or failing also since when, and who was told. */
export function printSources(
  { sources, notices }: Scorecard,
  style: Style,
  mailText: (mail: Mail) => string,
): string[] {
  return sources.flatMap((source) => [
    style.wrap(sourceText(source), 2),
    ...troubleTexts(source).map((text) => style.wrap(text, 4)),
    ...(source.incident === null ? [] : newestMails(notices, source.incident)).map((mail) =>
      style.wrap(mailText(mail), 4),
    ),
  ]);
}

/** The newest mail about an incident to each address; `incident show` prints them all. */
export function newestMails(notices: readonly Mail[], incident: string): Mail[] {
  const about = notices.filter((notice) => notice.incident === incident);
  return about.filter(({ address }, index) => about.findIndex((other) => other.address === address) === index);
}

/** How many of the sources are late or failing, as a sentence; empty when none is. */
export function sourcesInTrouble({ sources }: Scorecard): string {
  const troubled = sources.filter(({ late, incident }) => late || incident !== null).length;
  return troubled === 0 ? '' : ` ${troubled} of ${sources.length} sources late or failing.`;
}

/** What a cycle did to the incident of a source. */
export function sourceTransitionText({ source, kind, to, reason, notices }: SourceTransitionSummary): string {
  const mails = `${notices} ${notices === 1 ? 'notice' : 'notices'}`;
  return `${source}: incident ${kind}, ${STATE_LOOKS[to].shape} ${sayWord(to)} (${sayWord(reason)}), ${mails}`;
}

function sourceText({ id, outcome, detail, observations, latestPeriod, late, nextExpected }: Source): string {
  const newest = latestPeriod === null ? '' : `, newest ${latestPeriod}`;
  const next = nextExpected === null || late ? '' : `, next ${nextExpected.period} by ${nextExpected.by}`;
  return `${id}: ${outcome}, ${observations} figures${newest}${next}${detail === null ? '' : `. ${detail}`}`;
}

function troubleTexts({ late, lacking, expectedPeriod, expectedBy, quietSince, failingSince }: Source): string[] {
  return [
    ...(late && expectedPeriod !== null
      ? [`late: ${expectedPeriod} was expected by ${expectedBy}, missing of ${lacking.join(', ')}`]
      : []),
    ...(quietSince === null ? [] : [`late: nothing new since ${dayOrInstantText(quietSince)}`]),
    ...(failingSince === null ? [] : [`failing since ${dayOrInstantText(failingSince)}`]),
  ];
}
