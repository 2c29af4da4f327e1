import type { SuppressionCause } from '../../../config/vocabulary/notice.ts';
import { capital, sayWord } from '../../commitments/words.ts';
import type { DigestContent } from '../digest-content.ts';
import { revisionText } from '../revision-text.ts';
import { STATE_LOOKS } from '../source-words.ts';
import { REASON_WORDS, STANDING_SHAPES } from '../words.ts';
import type { Formats } from './formats.ts';
import type { Entry, Listing, Mark } from './letter.ts';

/** How many rows a table of a digest has at most. */
const MOST = 12;

const HELD_BACK: Readonly<Record<SuppressionCause, string>> = {
  refused: 'No mail: the server refuses this address.',
  digest_only: 'No mail: this digest alone was asked for.',
  silenced: 'No mail: it was silenced.',
  source_late: 'No mail: only time moved it, while a source is late.',
  restated: 'No mail: only its rule or deal file has changed.',
  acknowledged: 'No reminder: it is acknowledged.',
  overtaken: 'No mail: something newer took its place.',
};

/** What moved in the week, newest first. */
export function movedListing({ moved }: DigestContent, formats: Formats): Listing {
  const entries = moved.map(({ ref, title, at, kind, change, heldBack }): Entry => {
    const why = change.of === 'commitment' ? `: ${REASON_WORDS[change.reason]}` : '';
    const before = change.from === null ? '' : `, ${sayWord(change.from)} before`;
    return {
      mark: change.of === 'commitment' ? markOf(change.to) : stateMark(change.to),
      title: named(ref, title),
      notes: [`${capital(kind)}${why}${before}.`, ...(heldBack === null ? [] : [HELD_BACK[heldBack]])],
      amount: formats.dayOf(at),
      beside: null,
    };
  });
  return listing('What moved', ['What', 'When'], entries);
}

/** What is open, and who has it in hand. */
export function incidentsListing({ incidents }: DigestContent, formats: Formats): Listing {
  const entries = incidents.map(({ ref, title, standing, state, openedAt, acknowledged, silenced }): Entry => ({
    mark: standing !== null ? markOf(standing) : state !== null ? stateMark(state) : null,
    title: named(ref, title),
    notes: [
      acknowledged === null
        ? 'Nobody has acknowledged it.'
        : `Acknowledged by ${acknowledged.by}${untilText(acknowledged.until, formats)}: ${acknowledged.why}`,
      ...(silenced === null
        ? []
        : [`Silenced by ${silenced.by}${untilText(silenced.until, formats)}: ${silenced.why}`]),
    ],
    amount: formats.dayOf(openedAt),
    beside: null,
  }));
  return listing('Open incidents', ['What', 'Open since'], entries);
}

/** The sources that are late or fail, and what rests on them. */
export function sourcesListing({ sources }: DigestContent, formats: Formats): Listing {
  const entries = sources.map(
    ({ title, publisher, state, lacking, quietSince, failingSince, newest, feeds }): Entry => ({
      mark: stateMark(state),
      title,
      notes: [
        publisher,
        ...(lacking === null ? [] : [`${formats.period(lacking.period)} was expected by ${formats.day(lacking.by)}.`]),
        ...(quietSince === null ? [] : [`Nothing new since ${formats.dayOf(quietSince)}.`]),
        ...(failingSince === null ? [] : [`It has failed since ${formats.dayOf(failingSince)}.`]),
        ...(feeds.length === 0 ? [] : [`Rests on it: ${feeds.join(', ')}`]),
      ],
      amount: newest === null ? 'none' : formats.period(newest),
      beside: null,
    }),
  );
  return listing('Sources in trouble', ['Source', 'Newest known'], entries);
}

/** The figures that were revised in the week. */
export function revisionsListing({ revisions, revisionCount, status }: DigestContent, formats: Formats): Listing {
  const entries = revisions.slice(0, MOST).map((revision): Entry => ({
    mark: null,
    title: `${revision.series}, ${formats.period(revision.period)}`,
    notes: [revisionText(revision, formats), `By ${revision.reportedBy}`],
    amount: formats.dayOf(revision.knownFrom),
    beside: null,
  }));
  const hidden = revisionCount - entries.length;
  const more = hidden > 0 ? `and ${hidden} more, printed by ${status}` : null;
  return { is: 'listing', title: 'Figures that were revised', heads: ['Figure', 'Known since'], entries, more };
}

/** What comes next. */
export function dueListing({ next }: DigestContent, formats: Formats): Listing {
  const entries = next.map(({ title, period, by, feeds }): Entry => ({
    mark: null,
    title,
    notes: [formats.period(period), ...(feeds.length === 0 ? [] : [`For ${feeds.join(', ')}`])],
    amount: formats.day(by),
    beside: null,
  }));
  return listing('Due next', ['Source and period', 'By'], entries);
}

function listing(title: string, heads: Listing['heads'], entries: readonly Entry[]): Listing {
  const hidden = entries.length - MOST;
  const more = hidden > 0 ? `and ${hidden} more` : null;
  return { is: 'listing', title, heads, entries: entries.slice(0, MOST), more };
}

const named = (ref: string | null, title: string): string => (ref === null ? title : `${ref} ${title}`);

const untilText = (until: string | null, { dayOf }: Formats): string =>
  until === null ? '' : ` until ${dayOf(until)}`;

const markOf = (standing: keyof typeof STANDING_SHAPES): Mark => ({
  tone: standing,
  shape: STANDING_SHAPES[standing],
  word: sayWord(standing),
});

const stateMark = (state: keyof typeof STATE_LOOKS): Mark => ({ ...STATE_LOOKS[state], word: sayWord(state) });
