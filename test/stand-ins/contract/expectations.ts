import type { SourceFault } from '../../../services/sources/errors.ts';
import type { LiveLimits } from '../../../services/sources/transport/live.ts';
import { CONTENT_TROUBLES, type Trouble, WIRE_TROUBLES } from '../stand-in.ts';
import { RETRY_AFTER_S } from '../wire-trouble.ts';

export const TROUBLES: readonly Trouble[] = [...CONTENT_TROUBLES, ...WIRE_TROUBLES];

/**
 * What has to come of a pull from a publisher in trouble: `the same` figures as ever, a register that lists its measures
 * `no more`, or the fault with which it fails alone. `unreachable` is one that left no whole answer to keep.
 */
type Outcome = 'the same' | 'no more' | SourceFault;

/** What holds for every publisher, unless it is said otherwise below. */
const USUAL: Readonly<Record<Exclude<Trouble, 'many pages'>, Outcome>> = {
  empty: 'no_content',
  'another country': 'wrong_subject',
  'columns in another order': 'the same',
  'more columns': 'the same',
  'rows doubled': 'format',
  '204': 'no_content',
  '302 to HTML': 'format',
  '401': 'refused',
  '403 quota': 'throttled',
  '429 with Retry-After': 'throttled',
  '500 then good': 'the same',
  'truncated body': 'format',
  'connection broken off': 'unreachable',
  'slow drip': 'unreachable',
  '50 MB body': 'unreachable',
  'wrong content type': 'format',
};

type Special = Partial<Record<keyof typeof USUAL, Outcome>>;

/** A list of nothing is an answer; a measure that is listed twice, as where pages moved meanwhile, is one. */
const REGISTER: Special = { empty: 'no more', 'rows doubled': 'the same' };

const SPECIAL: Readonly<Record<string, Special>> = {
  // A redirect of Census leads to a page about the key.
  census: { '302 to HTML': 'refused' },
  usgs: {
    // A file that never changes: what it does not hold it never will.
    empty: 'wrong_subject',
    // ScienceBase names the type of a file as it was uploaded: any is taken, and the bytes decide.
    'wrong content type': 'the same',
  },
  // Files of two years that hold no row are one and the same file, and no page may come twice.
  'comtrade-bulk': { empty: 'format' },
  gta: REGISTER,
  'wto-qr': REGISTER,
};

/** Why some have no pages. Those that have are tested apart, for they need more rows. */
const PAGELESS: Readonly<Record<string, string>> = {
  census: 'one product, one country and a range of months are one answer; the API has no pages',
  comtrade: 'what is beyond its cap is cut off without a next page; more than twelve periods are calls of their own',
  'data-gov-my': 'its limit is above the months that there are, and reaching it is refused',
  usgs: 'one edition is one file',
};

/** The troubles of a publisher by what has to come of them; those that cannot come about, with the reason. */
export function casesOf(publisher: string) {
  const outcomes = { ...USUAL, ...SPECIAL[publisher] };
  const cases = Object.entries(outcomes) as [Trouble, Outcome][];
  const pageless = PAGELESS[publisher];
  return {
    asEver: cases.filter(([, outcome]) => outcome === 'the same').map(([trouble]) => trouble),
    listedNoMore: cases.filter(([, outcome]) => outcome === 'no more').map(([trouble]) => trouble),
    failed: cases.filter(([, outcome]) => outcome !== 'the same' && outcome !== 'no more'),
    spared: pageless === undefined ? [] : [['many pages', pageless] as const],
  };
}

/** Limits under which a trouble shows at once. */
export function limitsFor(trouble: Trouble): Partial<LiveLimits> {
  if (trouble === 'slow drip') return { bodyMs: 150, tries: 2 };
  if (trouble === '50 MB body') return { bytes: 8 * 1024 * 1024 };
  return {};
}

/** The waits before the tries that follow the first, milliseconds; without any, it is not tried again. */
export function waitsFor(trouble: Trouble): readonly number[] {
  switch (trouble) {
    case '500 then good':
    case 'slow drip':
      return [500];
    case 'connection broken off':
      return [500, 1000, 2000];
    case '429 with Retry-After':
      return Array.from({ length: 3 }, () => RETRY_AFTER_S * 1000);
    default:
      return [];
  }
}
