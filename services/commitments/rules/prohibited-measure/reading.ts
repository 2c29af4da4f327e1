import { type Match, matchOf } from './match.ts';
import type { MeasureScope } from './scope.ts';
import type { KnownMeasure, KnownRegister, ListedMeasure } from '../../rule.ts';

/**
 * Where a measure leaves a promise. `restricts`: it is in force, and surely what the text rules out. `may_restrict`: it is
 * in force, and something about it is not sure. `announced`: it is not in force yet, or no first day is stated.
 * `unlisted`: its register lists it no more, which does not say that it was lifted. The others leave the promise alone:
 * it `ended`, the register `corrected` it into none of those ruled out, or the deal makes it an `exception`.
 */
export type MeasureState =
  | 'restricts'
  | 'may_restrict'
  | 'announced'
  | 'unlisted'
  | 'ended'
  | 'corrected'
  | 'exception';

export interface WeighedMeasure {
  readonly register: KnownRegister;
  readonly measure: KnownMeasure;
  readonly state: MeasureState;
  readonly match: Match;
  /** Why it is no measure of those ruled out; null unless it is an exception. */
  readonly excepted: string | null;
}

/** What one reading of the text makes of the registers. */
export interface MeasureReading {
  readonly scope: MeasureScope;
  readonly weighed: readonly WeighedMeasure[];
  /** `silent`: no register lists such a measure. `unclear`: whether one that was listed still holds is not known. */
  readonly result: 'breached' | 'at_risk' | 'on_track' | 'unclear' | 'silent';
}

/** Weighs every measure of the registers under one reading of the text, on a day such as `2026-11-24`. */
export function readRegisters(registers: readonly KnownRegister[], scope: MeasureScope, day: string): MeasureReading {
  const weighed = registers.flatMap((register) =>
    register.measures.flatMap((measure) => weigh(register, measure, scope, day) ?? []),
  );
  const some = (...states: readonly MeasureState[]) => weighed.some(({ state }) => states.includes(state));
  const result = some('restricts')
    ? 'breached'
    : some('may_restrict', 'announced')
      ? 'at_risk'
      : some('unlisted')
        ? 'unclear'
        : weighed.length > 0
          ? 'on_track'
          : 'silent';
  return { scope, weighed, result };
}

function weigh(
  register: KnownRegister,
  { now, before }: ListedMeasure,
  scope: MeasureScope,
  day: string,
): WeighedMeasure | null {
  const current = matchOf(now, scope, day);
  const match = current ?? before.map((form) => matchOf(form, scope, day)).findLast((earlier) => earlier !== null);
  if (!match) return null;
  const exception = scope.exceptions.find((one) => one.register === register.id && one.measure === now.key);
  const about = { register, measure: now, match, excepted: exception?.reason ?? null };
  if (exception) return { ...about, state: 'exception' };
  return { ...about, state: current === null ? 'corrected' : stateOf(now, current) };
}

function stateOf({ listing }: KnownMeasure, { force, doubts }: Match): MeasureState {
  if (force === 'ended') return 'ended';
  if (listing === 'unlisted') return 'unlisted';
  if (force !== 'in_force') return 'announced';
  return doubts.length === 0 ? 'restricts' : 'may_restrict';
}
