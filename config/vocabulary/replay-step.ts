/**
 * Where a replay of history looks: at each instant at which something came out; with `day` also at the start of each day
 * in UTC, since time itself makes promises late.
 */
export const STEPS = ['release', 'day'] as const;
export type ReplayStep = (typeof STEPS)[number];
