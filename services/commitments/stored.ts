import type { NewAssessment } from '../../db/assessments.ts';
import type { Judgement } from './judge.ts';

/** What an earlier version of pactwatch did not write down yet. */
type Later = 'sides' | 'quality' | 'definition' | 'steadiness' | 'headroom';
type Written = Omit<Judgement, Later> & Partial<Pick<Judgement, Later>>;

export interface StoredJudgement extends Omit<Judgement, 'quality'> {
  readonly quality: Judgement['quality'] | null;
}

/** The judgement of a stored assessment. It was written as JSON by the version of the code that `method` names. */
export function judgementOf({ judgement }: Pick<NewAssessment, 'judgement'>): StoredJudgement {
  return {
    sides: [],
    quality: null,
    definition: '',
    steadiness: null,
    headroom: null,
    ...(judgement as unknown as Written),
  };
}
