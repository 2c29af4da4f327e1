import { describe, expect, test } from 'vitest';
import { compareAssessments } from '../../../services/replay/compare.ts';

const AT = Temporal.Instant.from('2026-11-24T09:00:00Z');
const ONE = {
  standing: 'on_track',
  legal: 'unknown',
  value: '0',
  target: null,
  margin: null,
  unit: 't',
  period: '2026-01',
  evidence: 'official',
  reason: 'All is well.',
  inputs: ['1', '2'],
  measureInputs: [],
  method: 'quantity-per-period/1',
  since: AT,
  judgement: { steps: [{ what: 'sum', result: '0' }], remarks: [] },
} as const;

describe('two assessments', () => {
  test('that say the same are the same, whatever the order of the names in the judgement', () => {
    const turned = { ...ONE, judgement: { remarks: [], steps: [{ result: '0', what: 'sum' }] } };
    expect(compareAssessments(ONE, turned)).toBeNull();
  });

  test.each([
    [
      { standing: 'at_risk', reason: 'Another.' } as const,
      { field: 'standing', stored: '"on_track"', made: '"at_risk"' },
    ],
    [{ value: null }, { field: 'value', stored: '"0"', made: 'null' }],
    [{ value: '0.0' }, { field: 'value', stored: '"0"', made: '"0.0"' }],
    [{ inputs: ['1'] }, { field: 'inputs.1', stored: '"2"', made: null }],
    [{ inputs: ['1', '2', '3'] }, { field: 'inputs.2', stored: null, made: '"3"' }],
    [{ since: AT.add({ seconds: 1 }) }, { field: 'since', stored: `"${AT}"`, made: '"2026-11-24T09:00:01Z"' }],
    [
      { judgement: { ...ONE.judgement, steps: [{ what: 'sum', result: '1' }] } },
      { field: 'judgement.steps.0.result', stored: '"0"', made: '"1"' },
    ],
    [{ judgement: { ...ONE.judgement, remarks: {} } }, { field: 'judgement.remarks', stored: '[]', made: '{}' }],
  ])('that differ in %j are told apart at the first place', (changed, difference) => {
    expect(compareAssessments(ONE, { ...ONE, ...changed })).toEqual(difference);
  });
});
