import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A deal of which everything is made up: a floor that is judged by its pace, a ban, and a promise that nobody can
 * measure; one source that is fed by hand, one that EIA answers.
 */
export const TIN_PACT = `
id: tin-pact
title: A pact on tin
short: tin pact
version: 1
summary: Made up.
conversions:
  kg-to-t: { from: kg, to: t, divisor: "1000", version: 1, standing: exact, source: definition of the tonne }
instruments:
  order:
    title: The tin order
    short: order
    status:
      - { from: 2020-01-01, is: in_force, checked: 2026-01-01, source: gazette 1 }
commitments:
  tin-floor:
    ref: TIN-01
    title: Twelve tonnes of tin a year
    promise: The obligor delivers 12 tonnes of tin in every calendar year.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: Beneficiary
    clause: Article 1
    due: { from: 2026-01-01 }
    source: gazette 1
    context: [gas-exports]
    rule: { kind: quantity-per-period, series: tin-deliveries, unit: t, every: year, floor: "12", from: "2026-01" }
  tin-ban:
    ref: TIN-02
    title: No raw tin leaves
    promise: No raw tin is exported.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: Beneficiary
    clause: Article 2
    due: { from: 2026-01-01 }
    source: gazette 1
    rule: { kind: prohibited-flow, series: [raw-tin-exports], de_minimis: { value: "0", unit: t } }
  tin-talks:
    ref: TIN-03
    title: Talks on tin
    promise: The parties talk.
    instruments: [order]
    class: domestic
    obligor: Both
    beneficiary: Both
    clause: Article 3
    due: { note: No date is stated. }
    source: gazette 1
    rule: { kind: unmeasured, because: Nothing measurable is stated. }
series:
  tin-deliveries:
    title: Tin deliveries
    source: ledger
    frequency: month
    unit: t
    evidence: [official]
    dimensions: { measure: deliveries }
  raw-tin-exports:
    title: Raw tin exports
    source: ledger
    frequency: month
    unit: kg
    evidence: [official]
    dimensions: { measure: exports }
  gas-exports:
    title: US exports of LNG by vessel to Malaysia
    source: gas
    frequency: month
    unit: MMcf
    evidence: [mirror]
    dimensions: { indicator: NGM_EPG0_EVE_NUS-NMY_MMCF }
sources:
  ledger:
    title: The tin ledger
    publisher: hand-fed
    query: { files: [figures/ledger.csv] }
    schedule: "0 6 * * *"
    history: 2026-01
    revision_window: P1Y
    release: { every: month, lag: P1M, day: 15, source: made up }
    terms: none
  gas:
    title: LNG by vessel
    publisher: eia
    query: { frequency: month, series: [NGM_EPG0_EVE_NUS-NMY_MMCF] }
    schedule: "0 7 * * *"
    history: 2023-01
    revision_window: P3Y
    release: { irregular: made up }
    terms: none
`.trimStart();

/** Writes the deal into a folder, with parts of its text replaced; each must be there. Returns the text. */
export function writeTinPact(folder: string, ...replacements: readonly (readonly [string, string])[]): string {
  const text = replacements.reduce((before, [part, by]) => {
    if (!before.includes(part)) throw new Error(`the tin pact has no "${part}"`);
    return before.replace(part, () => by);
  }, TIN_PACT);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'deal.yaml'), text);
  return text;
}
