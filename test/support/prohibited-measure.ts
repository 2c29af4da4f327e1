import type { KnownMeasure, KnownRegister } from '../../services/commitments/rule.ts';
import { AT, assess } from './evidence.ts';
import { ban, register } from './registers.ts';

// All measures are made up. Today is 24 November 2026.

export const rule = (more: Record<string, unknown> = {}) => ({
  kind: 'prohibited-measure',
  registers: ['gta'],
  implementer: 'MYS',
  kinds: ['export_ban', 'export_quota'],
  products: ['2846', '850511'],
  against: ['USA'],
  ...more,
});
export const given = (registers: readonly KnownRegister[], more: Record<string, unknown> = {}, at = AT) =>
  assess({ rule: rule(more), series: {}, reports: [], registers, at });
export const found = (measures: Parameters<typeof register>[0], more: Record<string, unknown> = {}) =>
  given([register(measures)], more);
export const standingOf = (more: Partial<KnownMeasure>, terms: Record<string, unknown> = {}) =>
  found([ban('a', more)], terms).standing;
