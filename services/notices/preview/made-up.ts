import { isDrift, severity, type Standing } from '../../../config/vocabulary/standing.ts';
import type { TransitionReason } from '../../../config/vocabulary/transition.ts';
import { sayWord } from '../../commitments/words.ts';

/** The moves of a commitment that a mail can be previewed of. */
export const PREVIEW_MOVES = ['opened', 'worsened', 'closed', 'corrected'] as const;
export type PreviewMove = (typeof PREVIEW_MOVES)[number];

/** A transition that there was not, and what of it is made up. */
export interface MadeUp {
  readonly seq: number;
  readonly kind: PreviewMove;
  readonly reason: TransitionReason;
  readonly from: Standing;
  readonly to: Standing;
  /** For the mail to say. */
  readonly words: string;
}

/** A transition of some kind for a commitment as it stands. Where its standing does not fit the kind, that is made up too. */
export function madeUpMove(kind: PreviewMove, standing: Standing): MadeUp {
  const { from, to } = standings(kind, standing);
  const also = to === standing ? '' : `, and so is that it is ${sayWord(to)}: it is ${sayWord(standing)}`;
  return {
    seq: kind === 'opened' ? 1 : 2,
    kind,
    reason: kind === 'corrected' ? 'data_revised' : 'new_figure',
    from,
    to,
    words: `Preview: this mail tells of nothing. Its figures are real; that the drift has ${DONE[kind]} is made up${also}.`,
  };
}

const DONE: Readonly<Record<PreviewMove, string>> = {
  opened: 'opened',
  worsened: 'become worse',
  closed: 'closed',
  corrected: 'been corrected',
};

function standings(kind: PreviewMove, standing: Standing): { from: Standing; to: Standing } {
  const drift = isDrift(standing) ? standing : 'at_risk';
  switch (kind) {
    case 'opened':
      return { from: 'on_track', to: drift };
    case 'worsened':
      return { from: 'at_risk', to: severity(drift) > severity('at_risk') ? drift : 'off_track' };
    case 'closed':
      return { from: drift, to: isDrift(standing) || standing === 'unknown' ? 'on_track' : standing };
    case 'corrected':
      return { from: drift, to: drift };
  }
}
