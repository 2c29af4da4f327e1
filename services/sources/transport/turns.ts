import type { Db } from '../../../db/connection.ts';
import {
  giveBackTurn,
  isLeftAloneBeyond,
  leaveAlone,
  type NoTurn,
  type TakenTurn,
  takeTurn,
  type TurnTerms,
} from '../../../db/publisher-turns.ts';

/** The turns in which hosts are asked: all who share them keep their distance together. */
export interface Turns {
  take(host: string, terms: TurnTerms): Promise<TakenTurn | NoTurn>;
  /** Of one that was not used. */
  giveBack(host: string, turn: TakenTurn, terms: TurnTerms): Promise<void>;
  /** The host has asked for it; a shorter time does not take back a longer one. */
  leaveAlone(host: string, ms: number): Promise<void>;
  /** Whether the host has asked, since the turn was taken, to be left alone beyond it. */
  isLeftAloneBeyond(host: string, turn: TakenTurn): Promise<boolean>;
}

/** Turns of all processes on one database, by its clock. */
export function sharedTurns(db: Db): Turns {
  return {
    take: (host, terms) => takeTurn(db, host, terms),
    giveBack: (host, turn, terms) => giveBackTurn(db, host, turn, terms),
    leaveAlone: (host, ms) => leaveAlone(db, host, ms),
    isLeftAloneBeyond: (host, turn) => isLeftAloneBeyond(db, host, turn),
  };
}
