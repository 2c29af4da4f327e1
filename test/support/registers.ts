import type { KnownMeasure, KnownRegister, ListedMeasure } from '../../services/commitments/rule.ts';

/** A ban of Malaysia on HS 284690 for the US, in force, by an official source; made up. Its vintage is its key. */
export const ban = (key: string, more: Partial<KnownMeasure> = {}): KnownMeasure => ({
  vintage: key,
  source: 'gta',
  key,
  listing: 'listed',
  title: `Ban ${key}`,
  kind: 'export_ban',
  kindInRegister: null,
  effect: 'restricting',
  implementer: 'MYS',
  isOfficial: true,
  announced: '2026-01-15',
  inForceFrom: '2026-02-01',
  removed: null,
  products: [{ code: '284690', inForceFrom: null, removed: null }],
  affected: ['USA'],
  reportedBy: 'Register',
  page: null,
  note: null,
  publishedAt: null,
  knownFrom: Temporal.Instant.from('2026-11-01T00:00:00Z'),
  document: '0'.repeat(64),
  locator: '#/0/id',
  ...more,
});

/** A measure by its forms, oldest first. */
export const listed = (...forms: readonly KnownMeasure[]): ListedMeasure => ({
  now: forms.at(-1)!,
  before: forms.slice(0, -1),
});

/** A register that was read on 23 November 2026 and lists these. */
export const register = (
  measures: readonly (KnownMeasure | ListedMeasure)[],
  more: Partial<KnownRegister> = {},
): KnownRegister => ({
  id: 'gta',
  title: 'The register',
  readAt: Temporal.Instant.from('2026-11-23T05:00:00Z'),
  measures: measures.map((measure) => ('now' in measure ? measure : listed(measure))),
  ...more,
});
