import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Binds } from '../../terms.ts';
import type { TargetTerms } from './terms.ts';

/** What a promise aims at, whichever way its level is to go. */
export interface Aims {
  /** The level that is due; undefined where the promise is only "up to", or "down to". */
  readonly due: Decimal | undefined;
  /** The level that is hoped for. */
  readonly hoped: Decimal | undefined;
  readonly direction: 1 | -1;
  /** How far a level is beyond an aim in the direction that it is to go; negative when it falls short of it. */
  lead(level: Decimal, aim: Decimal): Decimal;
  /** What the target, due or hoped for, is to the level. */
  readonly binds: Binds;
}

export function aimsOf({ direction, low, high }: Pick<TargetTerms, 'direction' | 'low' | 'high'>): Aims {
  return direction === 'rise'
    ? {
        due: low,
        hoped: high,
        direction: 1,
        lead: (level, aim) => level.minus(aim),
        binds: low === undefined ? 'ceiling' : 'floor',
      }
    : {
        due: high,
        hoped: low,
        direction: -1,
        lead: (level, aim) => aim.minus(level),
        binds: high === undefined ? 'floor' : 'ceiling',
      };
}
