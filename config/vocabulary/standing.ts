/** Where the figures of a commitment point: the trajectory reading, best first; `unknown` stands outside the order. */
export const STANDINGS = ['compliant', 'on_track', 'at_risk', 'off_track', 'breached', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the text binds on a date. */
export const LEGAL_READINGS = [
  'compliant',
  'breached',
  'not_due',
  'not_in_force',
  'not_binding',
  'disputed',
  'unknown',
] as const;
export type LegalReading = (typeof LEGAL_READINGS)[number];

/** The standings that a person has to be told of: an incident is open while a commitment has one of them. */
const DRIFTING: ReadonlySet<Standing> = new Set(['at_risk', 'off_track', 'breached']);

export function isDrift(standing: Standing): boolean {
  return DRIFTING.has(standing);
}

/**
 * How bad a standing is, 0 for `compliant` to 4 for `breached`.
 * @throws for `unknown`, which is neither better nor worse than anything.
 */
export function severity(standing: Standing): number {
  if (standing === 'unknown') throw new RangeError('unknown has no severity');
  return STANDINGS.indexOf(standing);
}
