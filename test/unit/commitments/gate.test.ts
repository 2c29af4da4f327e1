import { describe, expect, it } from 'vitest';
import { EVIDENCE_GRADES, type EvidenceGrade } from '../../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { severity, type Standing, STANDINGS } from '../../../config/vocabulary/standing.ts';
import type { Binding } from '../../../services/commitments/law/binding.ts';
import { type Due, gate, type Raw } from '../../../services/commitments/law/gate.ts';

const BINDS = { binds: true as const, since: Temporal.PlainDate.from('2020-01-01'), words: '' };
const NOT_IN_FORCE: Binding = { binds: false, legal: 'not_in_force', because: 'the text is not in force', words: '' };

const through = (
  standing: Standing,
  evidence: EvidenceGrade[],
  binding: Binding = BINDS,
  more: Partial<Raw> = {},
  due: Due = {},
) => gate({ standing, evidence, period: parsePeriod('2024'), holds: 'continuous', ...more }, binding, due);
const steps = (...args: Parameters<typeof through>) =>
  through(...args).steps.map(({ arithmetic, result }) => `${arithmetic}: ${result}`);

describe('what evidence and law let pass', () => {
  it.each([
    ['breached', ['official'], 'breached', 'off_track'],
    ['breached', ['official', 'reported'], 'off_track', 'off_track'],
    ['breached', ['reported'], 'off_track', 'off_track'],
    ['breached', ['mirror'], 'off_track', 'off_track'],
    ['breached', ['proxy'], 'at_risk', 'at_risk'],
    ['breached', ['official', 'proxy'], 'at_risk', 'at_risk'],
    ['breached', [], 'off_track', 'off_track'],
    ['off_track', ['official'], 'off_track', 'off_track'],
    ['off_track', ['mirror'], 'off_track', 'off_track'],
    ['off_track', ['proxy'], 'at_risk', 'at_risk'],
    ['off_track', ['mirror', 'proxy'], 'at_risk', 'at_risk'],
    ['at_risk', ['proxy'], 'at_risk', 'at_risk'],
    ['on_track', ['proxy'], 'on_track', 'on_track'],
    ['compliant', ['mirror'], 'compliant', 'compliant'],
    ['unknown', ['official'], 'unknown', 'unknown'],
  ] as [Standing, EvidenceGrade[], Standing, Standing][])(
    '%s on %j is %s where the text binds, and %s where it does not',
    (standing, evidence, binding, free) => {
      expect(through(standing, evidence).standing).toBe(binding);
      expect(through(standing, evidence, NOT_IN_FORCE).standing).toBe(free);
    },
  );

  it('each time that a standing is held back is a step with its reason', () => {
    expect(steps('breached', ['mirror', 'proxy'])).toEqual([
      'breached -> off_track: a breach needs official evidence, and this is mirror and proxy',
      'off_track -> at_risk: a proxy alone, a line that also holds other goods, shows no more than a risk',
    ]);
    expect(steps('breached', ['official'], NOT_IN_FORCE)).toEqual([
      'breached -> off_track: no breach can be said: the text is not in force',
    ]);
    expect(steps('breached', [])).toEqual([
      'breached -> off_track: a breach needs official evidence, and there is none',
    ]);
    expect(steps('at_risk', ['proxy'])).toEqual([]);
  });

  it('a period that began before the text bound is no breach of it', () => {
    const since: Binding = { ...BINDS, since: Temporal.PlainDate.from('2024-03-01') };
    expect(steps('breached', ['official'], since)).toEqual([
      'breached -> off_track: part of 2024 lies before 1 March 2024, from when the text binds',
    ]);
    expect(through('breached', ['official'], since, { holds: 'by-deadline' }).standing).toBe('breached');
  });

  it('figures from before a ban say nothing of it', () => {
    const due = { from: '2024-01-01' };
    const before = { period: parsePeriod('2023') };
    expect(through('off_track', ['mirror'], BINDS, before, due).standing).toBe('unknown');
    expect(steps('off_track', ['mirror'], BINDS, before, due)).toEqual([
      'off_track -> unknown: 2023 lies before 1 January 2024, from when the promise holds',
    ]);
    expect(through('compliant', ['official'], BINDS, before, due).standing).toBe('unknown');
    expect(through('off_track', ['mirror'], BINDS, {}, due).standing).toBe('off_track');
    expect(through('off_track', ['mirror'], BINDS, { ...before, holds: 'by-deadline' }, due).standing).toBe(
      'off_track',
    );
  });

  it('nor do figures from after a promise ended', () => {
    expect(through('off_track', ['mirror'], BINDS, {}, { by: '2023-12-31' }).standing).toBe('unknown');
    expect(through('off_track', ['mirror'], BINDS, {}, { by: '2024-01-01' }).standing).toBe('off_track');
  });

  it('a worse raw standing never comes out better', () => {
    const ordered = STANDINGS.filter((standing) => standing !== 'unknown');
    const sets = EVIDENCE_GRADES.flatMap((a) => EVIDENCE_GRADES.map((b) => [...new Set([a, b])]));
    for (const evidence of [[], ...sets]) {
      for (const binding of [BINDS, NOT_IN_FORCE]) {
        const out = ordered.map((standing) => severity(through(standing, evidence, binding).standing));
        expect(out).toEqual(out.toSorted());
      }
    }
  });
});
