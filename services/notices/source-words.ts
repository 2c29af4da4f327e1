import type { SourceState } from '../../config/vocabulary/source-state.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import type { SourceFault } from '../sources/errors.ts';
import type { Formats } from './letter/formats.ts';
import type { SourceNoticeContent } from './source-content.ts';

/** A state is told by its word and by a shape, and has the colours of a standing. */
export const STATE_LOOKS: Readonly<Record<SourceState, { readonly shape: string; readonly tone: Standing }>> = {
  in_order: { shape: '✓', tone: 'compliant' },
  late: { shape: '▲', tone: 'at_risk' },
  failing: { shape: '◆', tone: 'off_track' },
  late_and_failing: { shape: '◆', tone: 'off_track' },
};

export const FAULT_WORDS: Readonly<Record<SourceFault, string>> = {
  unreachable: 'no answer: the connection was refused, broke off or timed out',
  throttled: 'it asks to be left alone for a while: too many calls, or a quota that is used up',
  unavailable: 'it answers with an error of its own',
  refused: 'it refuses: a key is missing or not accepted, or what is asked is not allowed',
  no_content: 'its answer held nothing',
  format: 'its answer cannot be read: not in its format, or cut off',
  wrong_subject: 'its answer is about something else than what was asked',
};

/** What the transition did, and why. */
export function stateSentence(content: SourceNoticeContent, formats: Formats): string {
  const why = reasonWords(content, formats);
  switch (content.transition.kind) {
    case 'opened':
      return `A source has trouble: ${why}.`;
    case 'worsened':
      return `The trouble with a source has become worse: ${why}.`;
    case 'improved':
      return `Part of the trouble with a source is over: ${why}.`;
    case 'closed':
      return `The trouble with a source is over: ${why}.`;
  }
}

/** What the trouble does not mean, or what its end does not. */
export function standingsSentence({ transition }: SourceNoticeContent): string {
  return transition.kind === 'closed'
    ? 'What new figures mean for a commitment is told in a mail about that commitment.'
    : 'No standing has moved: figures that are missing say nothing about a commitment.';
}

function reasonWords({ transition, lacking, quietSince, failing }: SourceNoticeContent, formats: Formats): string {
  switch (transition.reason) {
    case 'period_overdue': {
      const [first] = lacking;
      return first ? `${formats.period(first.period)} was expected by ${formats.day(first.by)}` : 'a period is overdue';
    }
    case 'quiet_too_long':
      return quietSince === null
        ? 'nothing new comes'
        : `nothing new has come since ${formats.dayOrInstant(quietSince)}`;
    case 'pulls_failing':
      return failing ? `its last ${failing.failures} pulls have failed` : 'its pulls fail';
    case 'figures_came':
      return 'the figures that were expected have come';
    case 'pulls_succeed':
      return 'it answers again';
    case 'calendar_changed':
      return 'its calendar in the deal file no longer expects what was missing';
    case 'no_longer_watched':
      return 'it is no longer watched';
  }
}

/** How the source stands now, in whole sentences. */
export function situation(
  { transition, lacking, quietSince, failing, next }: SourceNoticeContent,
  formats: Formats,
): string {
  if (transition.to === 'in_order') {
    return next === null
      ? 'Nothing is missing.'
      : `Nothing is missing. ${formats.period(next.period)} is expected by ${formats.day(next.by)}.`;
  }
  const [first] = lacking;
  return [
    ...(first ? [`${formats.period(first.period)} has not come, and the grace that it had is over.`] : []),
    ...(quietSince === null
      ? []
      : ['For longer than its calendar allows, nobody has entered or released anything new.']),
    ...(failing ? [`It has failed since ${formats.instant(failing.since)}: ${FAULT_WORDS[failing.fault]}.`] : []),
  ].join(' ');
}
