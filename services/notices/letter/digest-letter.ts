import { isDrift, type Standing } from '../../../config/vocabulary/standing.ts';
import type { DigestContent } from '../digest-content.ts';
import { STANDING_SHAPES } from '../words.ts';
import { dueListing, incidentsListing, movedListing, revisionsListing, sourcesListing } from './digest-listings.ts';
import type { Formats } from './formats.ts';
import { filled, type Letter, line, section } from './letter.ts';
import { standingsListing } from './digest-standings.ts';
import { counted } from './several-letter.ts';

const RECORDED = 'Recorded figures: real ones, as their publishers gave them. No publisher was asked for this mail.';

/** The weekly letter: how all stands, what moved, what is late, and what is due next. Without news it is short. */
export function digestLetter(content: DigestContent, { most, formats }: { most: number; formats: Formats }): Letter {
  const { deal, week, from, to, commitments, figuresMode } = content;
  const drifting = commitments.filter(({ standing }) => isDrift(standing)).length;
  const worst: Standing = commitments[0]?.standing ?? 'unknown';
  const tone = drifting === 0 ? 'compliant' : worst;
  const word =
    drifting === 0 ? 'NO DRIFT' : `${drifting} OF ${commitments.length} ${drifting === 1 ? 'DRIFTS' : 'DRIFT'}`;
  const [year, number] = week.split('-W');
  const news = newsOf(content);
  return {
    subject: `[${deal.short}] Weekly digest, week ${Number(number)} of ${year}`,
    head: {
      tone,
      shape: STANDING_SHAPES[tone],
      word,
      sentence: `Weekly digest of ${counted(commitments.length, 'commitment')}, ${formats.span(from, to)}.`,
      aside: news,
    },
    preheader: `${word.toLowerCase()}. ${news}`,
    recorded: figuresMode === 'recorded' ? RECORDED : null,
    parts: filled([
      standingsListing(content, most, formats),
      movedListing(content, formats),
      incidentsListing(content, formats),
      sourcesListing(content, formats),
      revisionsListing(content, formats),
      dueListing(content, formats),
      section('How to check this', [
        line('How all of it stands', content.status, 'code'),
        ...(content.incidents.length === 0
          ? []
          : [line('To take one on', 'npx pactwatch incident ack COMMITMENT --by NAME --why REASON', 'code')]),
        line('Deal', `${deal.title}, deal file ${deal.id} version ${deal.version}`),
        line('Known by', formats.instant(to)),
      ]),
    ]),
  };
}

/** What the week brought, in a sentence or two. */
function newsOf({ moved, sources, revisionCount, incidents }: DigestContent): string {
  const parts = [
    moved.length === 0 ? 'Nothing moved this week.' : `${counted(moved.length, 'move')} this week.`,
    ...(incidents.length === 0 ? [] : [`${counted(incidents.length, 'incident')} open.`]),
    ...(sources.length === 0 ? ['All sources are in order.'] : [`${counted(sources.length, 'source')} in trouble.`]),
    ...(revisionCount === 0 ? [] : [`${counted(revisionCount, 'figure')} revised.`]),
  ];
  return parts.join(' ');
}
