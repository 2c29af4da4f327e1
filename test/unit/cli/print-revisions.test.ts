import { describe, expect, test } from 'vitest';
import { revisionLines } from '../../../cli/print-revisions.ts';
import { revisionOf, type StoredVintage } from '../../../services/observations/revision.ts';
import { openTinPact } from '../../support/tin-ledger.ts';

const deal = openTinPact();
const AT = Temporal.Instant.from('2026-11-24T09:00:00Z');

const vintage = (value: string | null, more: Partial<StoredVintage> = {}): StoredVintage => ({
  vintage: '1',
  series: 'tin-deliveries',
  period: '2026-02',
  reportedBy: 'Ledger',
  unit: 't',
  value,
  status: value === null ? 'missing' : 'reported',
  publishedAt: null,
  superseded: null,
  note: null,
  document: 'd'.repeat(64),
  locator: '#cell=2,3',
  ...more,
});
const revision = (before: string | null, after: string | null, more: Partial<StoredVintage> = {}) =>
  revisionOf(vintage(before, more), vintage(after, { ...more, vintage: '2' }));
const pulled = (...revisions: ReturnType<typeof revision>[]) => ({
  source: 'ledger',
  revised: revisions.length,
  revisions,
});
type Judged = Parameters<typeof revisionLines>[0]['assessments'];
const lines = (pull: ReturnType<typeof pulled>, assessments: Judged = []) =>
  revisionLines({ pulls: [pull], assessments }, deal, AT);

describe('what a run prints of revised figures', () => {
  test('is the figure from what to what, who reads it, and where that stands since', () => {
    const judged = [{ commitment: 'tin-floor', standing: 'at_risk', before: 'on_track', assessment: '7' }] as const;
    expect(lines(pulled(revision('1', '0.85')), judged)).toEqual([
      'revised  ledger: Tin deliveries (Ledger), 2026-02: 0.85 t, was 1 t (-0.15 t, -15%); release dates not stated; read by tin-floor (at risk, was on track)',
    ]);
  });

  test('says so when a standing stayed, was found for the first time, or was not judged again', () => {
    const said = (assessments: Judged) => lines(pulled(revision('1', '2')), assessments)[0]!.split('read by ')[1];
    expect(said([{ commitment: 'tin-floor', standing: 'on_track', before: 'on_track', assessment: null }])).toBe(
      'tin-floor (on track, as before)',
    );
    expect(said([{ commitment: 'tin-floor', standing: 'on_track', before: null, assessment: '1' }])).toBe(
      'tin-floor (on track, judged for the first time)',
    );
    expect(said([])).toBe('tin-floor (not judged again)');
  });

  test('says why a figure is missing now', () => {
    const gone = revisionOf(vintage('1'), vintage(null, { note: "no longer in the publisher's answer" }));
    expect(lines(pulled(gone))[0]).toContain("2026-02: missing, was 1 t (no longer in the publisher's answer); ");
  });

  test('says so when no rule reads the figure', () => {
    expect(lines(pulled(revision('1', '2', { series: 'gas-exports', unit: 'MMcf' })))[0]).toContain(
      'US exports of LNG by vessel to Malaysia, 2026-02: 2 MMcf, was 1 MMcf (+1 MMcf, +100%); release dates not stated; no rule reads it',
    );
  });

  test('is nothing when nothing was revised', () => {
    expect(lines(pulled())).toEqual([]);
  });

  test('is ten figures of a source, and the number of the others', () => {
    const many = Array.from({ length: 12 }, (_, index) => revision('1', '2', { period: String(2010 + index) }));
    const said = lines({ ...pulled(...many), revised: 70 });
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('revised  ledger: 60 more; status --json prints the newest of them');
  });

  test('keeps a name from a file to its line', () => {
    const [line, ...others] = lines(pulled(revision('1', null, { reportedBy: 'Ledger\u001b[2J\nrevised  other: x' })));
    expect(others).toEqual([]);
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line).toContain('missing, was 1 t');
  });
});
