import { describe, expect, it } from 'vitest';
import type { CommitmentSpec, InstrumentSpec } from '../../../config/deal/schema.ts';
import type { EvidenceGrade } from '../../../config/vocabulary/evidence.ts';
import type { LegalReading, Standing } from '../../../config/vocabulary/standing.ts';
import { bindingOn } from '../../../services/commitments/law/binding.ts';
import { legalReading } from '../../../services/commitments/law/legal.ts';
import { commitment, dealWith, status } from '../../support/evidence.ts';

const instrument = (short: string, ...intervals: InstrumentSpec['status']): InstrumentSpec => ({
  title: short,
  short,
  status: intervals,
});

// Dates of the agreement: signed 2025-10-26 (USTR fact sheet, October 2025), reported as no longer valid 2026-03-16
// (diffwire.com, citing Malay Mail, Berita Harian and Kosmo).
const agreement = instrument(
  'agreement',
  status('2025-10-26', 'signed_not_in_force', { checked: '2026-02-23' }),
  status('2026-03-16', 'disputed', { claimed: ['signed_not_in_force', 'terminated'] }),
);
const statement = instrument('joint statement', status('2025-10-26', 'political', { checked: '2026-03-05' }));
const order = instrument(
  'order',
  status('2023-09-11', 'announced'),
  status('2024-01-01', 'in_force', { checked: '2026-02-05' }),
);

interface Given {
  readonly spec: Partial<CommitmentSpec>;
  readonly instruments?: Readonly<Record<string, InstrumentSpec>>;
  readonly on?: string;
  readonly standing?: Standing;
  readonly evidence?: EvidenceGrade[];
  readonly earlier?: LegalReading;
}

function read({
  spec,
  instruments = { agreement, statement, order },
  on = '2026-11-24',
  standing = 'on_track',
  evidence = ['official'],
  earlier,
}: Given) {
  const promise = commitment({ instruments: ['order'], ...spec });
  const binding = bindingOn(dealWith({ commitment: promise, instruments }), promise, Temporal.PlainDate.from(on));
  return legalReading(binding, { standing, evidence }, earlier ?? null);
}

describe('a treaty', () => {
  const spec: Partial<CommitmentSpec> = { class: 'treaty', instruments: ['agreement', 'statement'] };

  it('that is signed and not in force binds no one', () => {
    expect(read({ spec: { ...spec, instruments: ['agreement'] }, on: '2026-01-20' })).toEqual({
      legal: 'not_in_force',
      words:
        'The agreement has been signed but not in force since 26 October 2025 (last checked 23 February 2026). It binds no one on this date.',
    });
  });

  it('whose status is disputed, with nobody claiming it in force, binds no one either, and says since when', () => {
    expect(read({ spec, standing: 'breached' })).toEqual({
      legal: 'not_in_force',
      words:
        'The agreement was signed but not in force from 26 October 2025, and has had a disputed status since 16 March 2026: ' +
        'the claims are "signed but not in force" and "terminated", and none has it in force (last checked 16 March 2026). ' +
        'The joint statement has stood as a political statement since 26 October 2025 (last checked 5 March 2026). ' +
        'It binds no one on this date.',
    });
  });

  it('that one side claims to be in force is disputed', () => {
    const claimed = instrument('agreement', status('2026-01-01', 'disputed', { claimed: ['in_force', 'terminated'] }));
    expect(read({ spec, instruments: { agreement: claimed, statement } })).toMatchObject({
      legal: 'disputed',
      words: expect.stringContaining('Whether it binds on this date is disputed.'),
    });
  });

  it('is unknown on a date that no status covers: nothing is carried back', () => {
    const early = read({ spec: { ...spec, instruments: ['agreement'] }, on: '2025-10-25' });
    expect(early).toEqual({
      legal: 'unknown',
      words: 'No status of the agreement is known for 25 October 2025. Whether it binds on this date is unknown.',
    });
    expect(read({ spec: { ...spec, instruments: ['agreement'] }, on: '2025-10-26' }).legal).toBe('not_in_force');
  });

  it('in force is read by its figures', () => {
    const forced = instrument(
      'agreement',
      status('2025-10-26', 'signed_not_in_force'),
      status('2026-06-01', 'in_force'),
    );
    const instruments = { agreement: forced, statement };
    expect(read({ spec, instruments, on: '2026-05-31' }).legal).toBe('not_in_force');
    expect(read({ spec, instruments, standing: 'compliant' }).legal).toBe('compliant');
  });

  it('that was terminated binds no longer', () => {
    const over = instrument('agreement', status('2025-10-26', 'in_force'), status('2026-06-01', 'terminated'));
    expect(read({ spec, instruments: { agreement: over, statement }, standing: 'breached' }).legal).toBe(
      'not_in_force',
    );
  });

  it('without an instrument is unknown', () => {
    expect(read({ spec: { ...spec, instruments: [] } }).legal).toBe('unknown');
  });
});

describe('what binds nobody', () => {
  it.each([
    ['mou', 'A memorandum of understanding is not legally binding.'],
    ['joint_statement', 'A joint statement is political and not legally binding.'],
    ['commercial', "It is a company's own deal, which binds no state."],
    ['press_claim', 'No official source states it, so nothing binds.'],
  ] as const)('%s is not binding, whatever its instrument or its figures say', (kind, words) => {
    const { legal, words: told } = read({ spec: { class: kind, instruments: ['order'] }, standing: 'breached' });
    expect(legal).toBe('not_binding');
    expect(told).toContain(words);
    expect(read({ spec: { class: kind, instruments: [] } })).toEqual({ legal: 'not_binding', words });
  });
});

describe("a state's own order", () => {
  const spec: Partial<CommitmentSpec> = { class: 'domestic', due: { from: '2024-01-01' } };

  it('is not in force while it is only announced', () => {
    expect(read({ spec, on: '2023-12-31' })).toMatchObject({
      legal: 'not_in_force',
      words: expect.stringContaining('The order has been announced but not in force since 11 September 2023'),
    });
  });

  it('asks nothing before its first day', () => {
    const later = { ...spec, due: { from: '2027-01-01' } };
    expect(read({ spec: later })).toEqual({
      legal: 'not_due',
      words:
        'The order has been in force since 1 January 2024 (last checked 5 February 2026). Nothing is due before 1 January 2027.',
    });
    expect(read({ spec: later, on: '2027-01-01' }).legal).toBe('unknown');
  });

  it('is kept or breached only by official figures', () => {
    expect(read({ spec, standing: 'breached' })).toEqual({
      legal: 'breached',
      words:
        'The order has been in force since 1 January 2024 (last checked 5 February 2026). It has been due since 1 January 2024. ' +
        'Official figures show that it is not kept.',
    });
    expect(read({ spec, standing: 'compliant' }).legal).toBe('compliant');
    for (const evidence of [['reported'], ['mirror'], ['proxy'], ['official', 'mirror'], []] as EvidenceGrade[][]) {
      expect(read({ spec, standing: 'compliant', evidence }).legal).toBe('unknown');
    }
    expect(read({ spec, standing: 'at_risk', evidence: ['mirror', 'proxy'] }).words).toContain(
      'Whether it is kept in law cannot be said: the evidence is mirror and proxy, not official.',
    );
  });

  it('official figures on their way are neither kept nor broken', () => {
    expect(read({ spec, standing: 'off_track' })).toMatchObject({
      legal: 'unknown',
      words: expect.stringContaining('Official figures have it off track, which is neither kept nor broken.'),
    });
  });

  it('is unknown without figures, unless an earlier reading stays', () => {
    expect(read({ spec, standing: 'unknown', evidence: [] }).legal).toBe('unknown');
    expect(read({ spec, standing: 'unknown', evidence: [], earlier: 'breached' }).legal).toBe('breached');
    expect(read({ spec, standing: 'unknown', evidence: [], earlier: 'disputed' }).legal).toBe('unknown');
  });

  it('two readings whose standings differ leave it disputed, and both are named', () => {
    const reading = (held_by: string, standing: Standing) => ({
      key: held_by,
      held_by,
      says: 'x',
      standing,
      source: 'made up',
    });
    const differ = [reading('one side', 'on_track'), reading('the other', 'off_track')];
    expect(read({ spec: { ...spec, readings: differ }, standing: 'breached' })).toMatchObject({
      legal: 'disputed',
      words: expect.stringContaining(
        'Its text is read in different ways: one side has it on track; the other has it off track.',
      ),
    });
    const agree = [reading('one side', 'off_track'), reading('the other', 'off_track')];
    expect(read({ spec: { ...spec, readings: agree }, standing: 'breached' }).legal).toBe('breached');
    expect(read({ spec: { class: 'treaty', instruments: ['agreement'], readings: differ } }).legal).toBe(
      'not_in_force',
    );
  });

  it('a status that was only confirmed again has held since it first began', () => {
    const renewed = instrument('order', status('2024-01-01', 'in_force'), status('2026-01-01', 'in_force'));
    expect(read({ spec, instruments: { order: renewed } }).words).toContain(
      'in force since 1 January 2024 (last checked 1 January 2026)',
    );
  });
});
