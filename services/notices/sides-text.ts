import type { SidesSay } from '../../config/vocabulary/sides.ts';
import { capital } from '../commitments/words.ts';

/** What the two sides of a trade say of each other, told by a word and by a shape. */
export const SIDES_SHAPES: Readonly<Record<SidesSay, string>> = {
  agree: '✓',
  disagree: '▲',
  one_sided: '▲',
  unknown: '○',
};

export const SIDES_WORDS: Readonly<Record<SidesSay, string>> = {
  agree: 'the sides agree',
  disagree: 'the sides disagree',
  one_sided: 'one side alone reports a flow',
  unknown: 'the sides cannot be compared',
};

/** `▲ The sides disagree`. */
export function sidesHeading(says: SidesSay): string {
  const words = SIDES_WORDS[says];
  return `${SIDES_SHAPES[says]} ${capital(words)}`;
}
