import { sayWord } from '../../commitments/words.ts';
import type { DigestContent } from '../digest-content.ts';
import { LEGAL_WORDS, STANDING_SHAPES, TARGET_WORDS } from '../words.ts';
import type { Formats } from './formats.ts';
import type { Entry, Listing } from './letter.ts';

/** Every commitment that the recipient follows, worst first, with what was reported against what is required. */
export function standingsListing({ commitments, status }: DigestContent, most: number, formats: Formats): Listing {
  const entries = commitments.slice(0, most).map((commitment): Entry => {
    const { ref, title, standing, legal, value, target, targetIs, period, since } = commitment;
    const when = since === null ? 'Not judged yet.' : `Since ${formats.dayOf(since)}.`;
    const bound = targetIs ? TARGET_WORDS[targetIs] : 'Required';
    return {
      mark: { tone: standing, shape: STANDING_SHAPES[standing], word: sayWord(standing) },
      title: `${ref} ${title}`,
      notes: [
        `In law: ${LEGAL_WORDS[legal]}. ${when}`,
        ...(value === null || period === null ? [] : [`Reported for ${formats.period(period)}.`]),
      ],
      amount: value === null ? 'no value' : formats.quantity(value),
      beside: target && `${bound}: ${formats.quantity(target)}`,
    };
  });
  const hidden = commitments.length - entries.length;
  const more = hidden > 0 ? `and ${hidden} more, printed by ${status}` : null;
  return { is: 'listing', title: 'How each stands', heads: ['Commitment', 'Reported'], entries, more };
}
