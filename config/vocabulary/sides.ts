/**
 * What the statistics of the two sides of a trade say of each other: that they agree within a tolerance, that they do
 * not, that one of them reports a flow and the other reports none, or nothing. It is a signal of its own, and moves no
 * standing.
 */
export const SIDES = ['agree', 'disagree', 'one_sided', 'unknown'] as const;
export type SidesSay = (typeof SIDES)[number];

/** Whether a person should look at what the sides say. */
export function isDisagreement(says: SidesSay): boolean {
  return says === 'disagree' || says === 'one_sided';
}

/** Orders what the sides part over before the rest. */
export function partedFirst(a: { readonly says: SidesSay }, b: { readonly says: SidesSay }): number {
  return Number(isDisagreement(b.says)) - Number(isDisagreement(a.says));
}

/** Over what the two sides are compared. Never over a month: goods leave in one and arrive in another. */
export const COMPARED_OVER = ['year', 'rolling-year'] as const;
export type ComparedOver = (typeof COMPARED_OVER)[number];
