import type { NewAssessment } from '../../db/assessments.ts';
import type { Judgement } from './judge.ts';

/** The judgement of a stored assessment. It was written as JSON by the version of the code that `method` names. */
export function judgementOf({ judgement }: Pick<NewAssessment, 'judgement'>): Judgement {
  return judgement as unknown as Judgement;
}
