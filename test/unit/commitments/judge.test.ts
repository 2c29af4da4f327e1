import { describe, expect, it } from 'vitest';
import type { CommitmentSpec } from '../../../config/deal/schema.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { boundRule, rules, ruleTerms } from '../../../services/commitments/registry.ts';
import { evidenceOf } from '../../../services/commitments/evidence/evidence.ts';
import { AT, before, commitment, dealWith, judged, report, series } from '../../support/evidence.ts';

const ban = (more: Partial<CommitmentSpec> = {}) =>
  commitment({
    due: { from: '2024-01-01' },
    rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '0', unit: 't' } },
    ...more,
  });
const imports = { imports: series('Imports', { frequency: 'year', evidence: ['mirror', 'proxy'] }) };
const official = { imports: series('Imports', { frequency: 'year', evidence: ['official'] }) };

describe('a judgement', () => {
  it('has all that an assessment stores, and the same every time', () => {
    // China's imports of HS 2846 from Malaysia, net weight: UN Comtrade, 2023 and 2024.
    const reports = [
      report('imports', '2023', '19084.528174', { status: 'estimated' }),
      report('imports', '2024', '16344.687'),
    ];
    const given = { commitment: ban(), series: imports, reports };
    const judgement = judged(given);
    expect(judgement).toMatchObject({
      commitment: 'promise',
      method: 'prohibited-flow/2',
      standing: 'at_risk',
      found: 'at_risk',
      legal: 'unknown',
      value: { value: '16344.687', unit: 't' },
      target: { value: '0', unit: 't' },
      targetIs: 'ceiling',
      margin: { value: '-16344.687', unit: 't' },
      period: '2024',
      evidence: ['mirror', 'proxy'],
      grade: 'mirror',
      proxy: true,
      inputs: ['imports@2023#Publisher', 'imports@2024#Publisher'],
    });
    expect(judgement.steps.at(-1)).toMatchObject({ arithmetic: 'off_track -> at_risk' });
    const again = judged({ ...given, reports: reports.toReversed() });
    expect(JSON.stringify(again)).toBe(JSON.stringify(judgement));
    expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
  });

  it('on the official record, in force and due, a breach is a breach in both readings', () => {
    const judgement = judged({ commitment: ban(), series: official, reports: [report('imports', '2024', '1')] });
    expect(judgement).toMatchObject({ standing: 'breached', legal: 'breached', grade: 'official', proxy: false });
  });

  it('the same figures against a pledge that binds nobody are drift and no breach', () => {
    const pledge = ban({ class: 'joint_statement' });
    const judgement = judged({ commitment: pledge, series: official, reports: [report('imports', '2024', '1')] });
    expect(judgement).toMatchObject({ standing: 'off_track', legal: 'not_binding' });
  });

  it('keeps the vintages of all that the rule was given, sorted, used or not', () => {
    const both = { b: official.imports, a: official.imports };
    const sum = ban({ rule: { kind: 'prohibited-flow', series: ['b', 'a'], de_minimis: { value: '9', unit: 't' } } });
    const reports = [
      report('b', '2024', '1'),
      report('a', '2024', '2', { superseded: 'a slip' }),
      report('a', '2024', '3', { reportedBy: 'Other' }),
      report('elsewhere', '2024', '4'),
    ];
    expect(judged({ commitment: sum, series: both, reports }).inputs).toEqual([
      'a@2024#Other',
      'a@2024#Publisher',
      'b@2024#Publisher',
    ]);
  });

  it('a proxy that stands alone shows as a proxy', () => {
    const specs = { imports: series('Imports', { frequency: 'year', evidence: ['proxy'] }) };
    expect(judged({ commitment: ban(), series: specs, reports: [report('imports', '2024', '1')] })).toMatchObject({
      grade: 'proxy',
      proxy: true,
      standing: 'at_risk',
    });
  });

  it('an unconfirmed conversion that a figure passed through is told', () => {
    const conversions = {
      'kt-to-t': {
        from: 'kt',
        to: 't',
        factor: '1000',
        version: 2,
        standing: 'unconfirmed' as const,
        source: 'a page',
        note: 'About right',
      },
      'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact' as const, source: 'the tonne' },
    };
    const judgement = judged({
      commitment: ban(),
      series: { imports: { ...imports.imports, unit: 'kt' } },
      reports: [report('imports', '2024', '1', { unit: 'kt' })],
      conversions,
    });
    expect(judgement.remarks).toEqual(['The conversion kt-to-t from kt to t is unconfirmed (a page): About right.']);
    const exact = judged({
      commitment: ban(),
      series: { imports: { ...imports.imports, unit: 'kg' } },
      reports: [report('imports', '2024', '1', { unit: 'kg' })],
      conversions,
    });
    expect(exact.remarks).toEqual([]);
  });
});

describe('figures that are missing', () => {
  const nothing = { commitment: ban(), series: official, reports: [report('imports', '2024', null)] };

  it('leave a first judgement unknown', () => {
    expect(judged(nothing)).toMatchObject({ standing: 'unknown', found: 'unknown', legal: 'unknown', grade: null });
  });

  it.each(['compliant', 'on_track', 'at_risk', 'off_track', 'breached'] as const)(
    'never change an earlier %s',
    (standing) => {
      const judgement = judged({ ...nothing, previous: before(standing) });
      expect(judgement).toMatchObject({ standing, found: 'unknown' });
      expect(judgement.reason).toBe(
        `2024 cannot be judged: Imports gives no value (missing). The earlier standing, ${standing.replace('_', ' ')}, stays: figures that are missing change nothing.`,
      );
    },
  );

  it('are the same when judged again', () => {
    const first = judged({ ...nothing, previous: before('off_track') });
    expect(judged({ ...nothing, previous: first })).toEqual(first);
  });

  it('a way back is told of a drift, and not of a standing that needs none', () => {
    const capacity = commitment({
      rule: {
        kind: 'target-by-date',
        series: 'imports',
        unit: 't',
        baseline: { period: '2025', value: '10', source: 'made up' },
        low: '30',
        by: '2030',
      },
    });
    const given = { commitment: capacity, series: official, reports: [report('imports', '2025', '10')] };
    const method = 'target-by-date/1';
    expect(judged({ ...given, previous: before('compliant', 'unknown', method) }).wayBack).toBeNull();
    expect(judged({ ...given, previous: before('at_risk', 'unknown', method) }).wayBack).toContain('24.57% a year');
  });

  it('do not keep a standing that another kind of rule gave', () => {
    expect(judged({ ...nothing, previous: before('off_track', 'unknown', 'target-by-date/1') }).standing).toBe(
      'unknown',
    );
    expect(judged({ ...nothing, previous: before('off_track', 'unknown', 'prohibited-flow/7') }).standing).toBe(
      'off_track',
    );
  });

  it('figures of a time before the promise held keep the earlier standing too', () => {
    const old = {
      ...nothing,
      reports: [report('imports', '2023', '500')],
      at: Temporal.Instant.from('2024-08-01T00:00:00Z'),
    };
    expect(judged(old)).toMatchObject({ standing: 'unknown', wayBack: null });
    expect(judged(old).reason).toContain(
      'They say nothing of the promise: 2023 lies before 1 January 2024, from when the promise holds.',
    );
    expect(judged({ ...old, previous: before('on_track') }).standing).toBe('on_track');
  });
});

describe('terms that leave nothing to judge', () => {
  it('make the standing unknown, whatever it was', () => {
    const unmeasured = commitment({ rule: { kind: 'unmeasured', because: 'No quantity is stated' } });
    const judgement = judged({
      commitment: unmeasured,
      series: {},
      reports: [],
      previous: before('at_risk', 'unknown', 'unmeasured/1'),
    });
    expect(judgement).toMatchObject({
      standing: 'unknown',
      reason: 'No quantity is stated.',
      targetIs: null,
      inputs: [],
    });
  });

  it('a promise that lost its start is no longer judged by its last pace', () => {
    const undated = commitment({
      rule: {
        kind: 'quantity-per-period',
        series: 'imports',
        unit: 't',
        every: 'year',
        floor: '5',
        undated: 'no year',
      },
    });
    const given = { commitment: undated, series: imports, reports: [] };
    expect(judged({ ...given, previous: before('off_track', 'unknown', 'quantity-per-period/1') }).standing).toBe(
      'unknown',
    );
  });
});

describe('the rules of a deal', () => {
  it('are known by their kind, and say what terms they take', () => {
    expect(Object.entries(rules).map(([kind, rule]) => [kind, rule.kind])).toEqual(
      Object.keys(ruleTerms).map((kind) => [kind, kind]),
    );
  });

  it('a kind that is none of them is refused by name', () => {
    expect(() => boundRule({ rule: { kind: 'toString' } })).toThrow(/no rule "toString": use one of prohibited-flow/);
    expect(() => boundRule({ rule: { kind: 'unmeasured', because: 'x', extra: 1 } })).toThrow(/extra/);
  });

  it('the terms of a commitment are read once, however often it is judged', () => {
    const commitment = ban();
    expect(boundRule(commitment)).toBe(boundRule(commitment));
    expect(boundRule(ban())).not.toBe(boundRule(commitment));
  });

  it('a commitment that the deal does not have cannot be judged', () => {
    const deal = dealWith({});
    expect(() =>
      judge({ deal, commitment: 'other', evidence: evidenceOf(deal, [], []), at: AT, previous: null }),
    ).toThrow(/no commitment "other"/);
  });

  it('say what series they read and the units that the deal must be able to convert to', () => {
    const rule = boundRule(ban());
    expect(rule.units).toEqual([{ series: 'imports', unit: 't' }]);
    expect(rule.needs(AT).map(({ series: id, from }) => `${id} from ${from}`)).toEqual(['imports from 2016-01']);
  });
});
