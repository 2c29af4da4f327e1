import { describe, expect, test } from 'vitest';
import { forceOn } from '../../../config/vocabulary/measure.ts';

describe('whether a measure is in force on a day', () => {
  test.each([
    ['in_force', '2026-01-01', null, '2026-01-01'],
    ['in_force', '2026-01-01', null, '2030-12-31'],
    ['not_yet', '2026-01-01', null, '2025-12-31'],
    ['in_force', '2025-11-07', '2026-11-10', '2026-11-09'],
    ['ended', '2025-11-07', '2026-11-10', '2026-11-10'],
    ['ended', null, '2026-11-10', '2026-11-10'],
    ['unknown', null, '2026-11-10', '2026-11-09'],
    ['unknown', null, null, '2026-11-10'],
  ] as const)('%s: from %s, removed %s, on %s', (force, inForceFrom, removed, day) => {
    expect(forceOn({ inForceFrom, removed }, day)).toBe(force);
  });
});
