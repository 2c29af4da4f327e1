import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { evidenceOf } from '../../../services/commitments/evidence/evidence.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { observationAt, settle } from '../../../services/commitments/settle.ts';
import { AT, dealWith, report, series } from '../../support/evidence.ts';

const specs = { output: series('Output', { unit: 't REO', frequency: 'quarter' }) };
const settled = (reports: readonly KnownObservation[], counts?: 'begun') => {
  const evidence = evidenceOf(dealWith({ series: specs }), [{ series: 'output' }], reports);
  const { observations, remarks } = settle(evidence.series('output'), AT, counts);
  return { observations: observations.map(({ value, status }) => [value?.toFixed() ?? null, status]), remarks };
};
const tell = (value: string | null, more: Partial<KnownObservation> = {}, period = '2025-Q3') =>
  report('output', period, value, { unit: 't REO', ...more });

// Lynas, July to September 2025: 3,993 t REO by Argus (argusmedia.com 2748095), 3,933 by nrinvesting.com ?p=447477.
const argus = tell('3993', { reportedBy: 'Argus' });
const other = tell('3933', { reportedBy: 'nrinvesting.com' });

describe('one figure a period from all that was reported', () => {
  it('a report that is marked superseded steps back, and the conflict is told with both values and both reporters', () => {
    const { observations, remarks } = settled([{ ...other, superseded: 'likely a transposition' }, argus]);
    expect(observations).toEqual([['3993', 'reported']]);
    expect(remarks).toEqual([
      'Output, 2025-Q3: 3933 t REO by nrinvesting.com steps back before 3993 t REO by Argus (likely a transposition).',
    ]);
  });

  it('reports that disagree leave the period contested, and neither value is used', () => {
    const { observations, remarks } = settled([other, argus]);
    expect(observations).toEqual([[null, 'contested']]);
    expect(remarks).toEqual([
      'Output, 2025-Q3 is contested: 3993 t REO by Argus and 3933 t REO by nrinvesting.com; no value is used.',
    ]);
  });

  describe('where the series prefers a reporter', () => {
    const prefer = [
      { reporter: 'The company', why: 'it counted them' },
      { reporter: 'Argus', why: 'two others agree with it' },
    ];
    const judge = (reports: readonly KnownObservation[]) => {
      const deal = dealWith({ series: { output: { ...specs.output, prefer } } });
      const { observations, remarks } = settle(evidenceOf(deal, [{ series: 'output' }], reports).series('output'), AT);
      return { observations, remarks };
    };

    it('its report is used and the other is shown, with the reason', () => {
      const { observations, remarks } = judge([other, argus]);
      expect(observations).toMatchObject([{ vintages: ['output@2025-Q3#Argus'], status: 'reported' }]);
      expect(remarks).toEqual([
        'Output, 2025-Q3: 3933 t REO by nrinvesting.com steps back before 3993 t REO by Argus (Argus is preferred: two others agree with it).',
      ]);
    });

    it('the first of them that gives a value counts; one that gives none leaves the figure to the next', () => {
      const company = tell('4000', { reportedBy: 'The company' });
      expect(judge([other, argus, company]).observations).toMatchObject([{ vintages: [company.vintage] }]);
      const silent = tell(null, { reportedBy: 'The company' });
      const { observations, remarks } = judge([argus, silent]);
      expect(observations).toMatchObject([{ vintages: [argus.vintage] }]);
      expect(remarks).toEqual(['Output, 2025-Q3: no value (missing) by The company, while 3993 t REO by Argus.']);
    });

    it('those that agree with it are one figure with it, and nothing is said where nobody disagrees', () => {
      const agreeing = tell('3993.0', { reportedBy: 'rawmaterials.net' });
      expect(judge([other, argus, agreeing]).observations).toMatchObject([
        { vintages: [argus.vintage, agreeing.vintage] },
      ]);
      expect(judge([argus, agreeing]).remarks).toEqual([]);
    });

    it('a preferred report that is marked superseded steps back all the same', () => {
      const { observations } = judge([other, { ...argus, superseded: 'a misprint' }]);
      expect(observations).toMatchObject([{ vintages: [other.vintage] }]);
    });

    it('a conflict between others stays one: no value is used', () => {
      const { observations, remarks } = judge([other, tell('3993', { reportedBy: 'rawmaterials.net' })]);
      expect(observations).toMatchObject([{ value: null, status: 'contested' }]);
      expect(remarks).toHaveLength(1);
    });
  });

  it('reports that agree are one figure, with the vintages of both and the less firm status', () => {
    const agreeing = [argus, tell('3993', { reportedBy: 'rawmaterials.net', status: 'estimated' })];
    const evidence = evidenceOf(dealWith({ series: specs }), [{ series: 'output' }], agreeing);
    const [only] = settle(evidence.series('output'), AT).observations;
    expect(only).toMatchObject({
      status: 'estimated',
      vintages: ['output@2025-Q3#Argus', 'output@2025-Q3#rawmaterials.net'],
    });
    expect(settled(agreeing).remarks).toEqual([]);
  });

  it('a superseded report that agrees is no conflict', () => {
    expect(settled([argus, { ...other, value: '3993', superseded: 'restated' }]).remarks).toEqual([]);
  });

  it('when every report has stepped back, no value is left', () => {
    const { observations, remarks } = settled([{ ...argus, superseded: 'withdrawn' }]);
    expect(observations).toEqual([[null, 'missing']]);
    expect(remarks).toEqual(['Output, 2025-Q3: 3993 t REO by Argus steps back (withdrawn).']);
  });

  it('zero, missing and suppressed stay three different things', () => {
    const { observations } = settled([
      tell('0', {}, '2025-Q1'),
      tell(null, {}, '2025-Q2'),
      tell(null, { status: 'suppressed' }, '2025-Q3'),
    ]);
    expect(observations).toEqual([
      ['0', 'reported'],
      [null, 'missing'],
      [null, 'suppressed'],
    ]);
  });

  it('a report without a value contradicts nothing, and is told', () => {
    const { observations, remarks } = settled([argus, tell(null, { reportedBy: 'Company', status: 'suppressed' })]);
    expect(observations).toEqual([['3993', 'reported']]);
    expect(remarks).toEqual(['Output, 2025-Q3: no value (suppressed) by Company, while 3993 t REO by Argus.']);
  });

  it('a report in another unit is not used: two units are never compared', () => {
    const { observations, remarks } = settled([tell('3.993', { unit: 'kt REO', reportedBy: 'Press' })]);
    expect(observations).toEqual([[null, 'missing']]);
    expect(remarks).toEqual(['Output, 2025-Q3: 3.993 kt REO by Press is not used, as the series is in t REO.']);
  });

  it('the flow of a period that is not over does not count; a level may be of a period that has begun', () => {
    const early = [tell('1000', {}, '2026-Q4')];
    expect(settled(early).observations).toEqual([]);
    expect(settled(early).remarks).toEqual(['Output, 2026-Q4 had not ended, and is not counted.']);
    expect(settled(early, 'begun').observations).toEqual([['1000', 'reported']]);
    expect(settled([tell('12', {}, '2030-Q4')], 'begun').observations).toEqual([]);
  });

  it('a month counts from the first instant after it', () => {
    const flow = { flow: series('Flow') };
    const counted = (at: string) =>
      settle(
        evidenceOf(dealWith({ series: flow }), [{ series: 'flow' }], [report('flow', '2026-10', '1')]).series('flow'),
        Temporal.Instant.from(at),
      ).observations.length;
    expect(counted('2026-10-31T23:59:59.999Z')).toBe(0);
    expect(counted('2026-11-01T00:00:00Z')).toBe(1);
  });

  it('a period is found among those that begin with it, and one that was not reported is not', () => {
    const periods = ['2024', '2024-Q1', '2024-Q2', '2025', '2025-Q1', '2025-Q4'];
    const reports = periods.map((period, index) => tell(String(index), {}, period));
    const all = settle(evidenceOf(dealWith({ series: specs }), [{ series: 'output' }], reports).series('output'), AT);
    const at = (period: string) => observationAt(all, parsePeriod(period))?.value?.toFixed();
    expect(periods.map(at)).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(['2023', '2024-Q3', '2025-01', '2025-Q2', '2026'].map(at)).toEqual(Array(5).fill(undefined));
  });

  it('the order in which reports arrive changes nothing', () => {
    const reports = [argus, other, tell('1', {}, '2025-Q1'), tell('2', {}, '2024-Q4')];
    expect(settled(reports.toReversed())).toEqual(settled(reports));
  });
});

describe('what a rule may look at', () => {
  const deal = dealWith({ series: specs });

  it('a series that the rule did not name is refused', () => {
    expect(() => evidenceOf(deal, [], [argus]).series('output')).toThrow(/"output" without naming it/);
  });

  it('a need that the deal has no series for is refused by name', () => {
    expect(() => evidenceOf(deal, [{ series: 'elsewhere' }], [])).toThrow(/"elsewhere"/);
    expect(() => evidenceOf(deal, [{ series: 'constructor' }], [])).toThrow(/"constructor"/);
  });

  it('reports from before the window are left out, however many were loaded', () => {
    const from = Temporal.PlainYearMonth.from('2025-07');
    const evidence = evidenceOf(deal, [{ series: 'output', from }], [tell('1', {}, '2025-Q2'), argus]);
    expect(evidence.series('output').reports.map(({ value }) => value)).toEqual(['3993']);
  });
});
