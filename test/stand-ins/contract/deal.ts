import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Deal } from '../../../config/deal/schema.ts';
import { openDeal } from '../../../services/deal.ts';
import type { Protocol } from '../stand-in.ts';

export const SOURCE = 'watched';

/** A made-up deal that watches one stand-in, with a ban on each of its series, so that a figure has a standing to move. */
export function contractDeal({ publisher, watch }: Protocol, query: object = watch.query): Deal {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
  try {
    mkdirSync(folder, { recursive: true });
    // JSON is YAML.
    writeFileSync(path.join(folder, 'deal.yaml'), JSON.stringify(dealOf(publisher, watch, query)));
    return openDeal(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function dealOf(publisher: string, { history, series }: Protocol['watch'], query: object) {
  const texts = { promise: 'made up', obligor: 'One', beneficiary: 'Other', clause: '1', source: 'made up' };
  return {
    id: `contract-${publisher}`,
    title: `A pact that watches ${publisher}`,
    short: publisher,
    version: 1,
    summary: 'Made up.',
    conversions: {},
    instruments: {
      order: {
        title: 'An order',
        short: 'order',
        status: [{ from: '2010-01-01', is: 'in_force', checked: '2026-01-01', source: 'made up' }],
      },
    },
    commitments: Object.fromEntries([
      ...Object.entries(series).map(([id, { unit }]) => [
        `no-${id}`,
        {
          ...texts,
          ref: id.toUpperCase(),
          title: `None of ${id}`,
          instruments: ['order'],
          class: 'domestic',
          due: { from: '2010-01-01' },
          rule: { kind: 'prohibited-flow', series: [id], de_minimis: { value: '0', unit } },
        },
      ]),
      [
        'talks',
        {
          ...texts,
          ref: 'TALKS',
          title: 'They talk',
          instruments: ['order'],
          class: 'domestic',
          due: { note: 'No date is stated.' },
          rule: { kind: 'unmeasured', because: 'Nothing measurable is stated.' },
        },
      ],
    ]),
    series: Object.fromEntries(
      Object.entries(series).map(([id, fed]) => [id, { ...fed, title: id, source: SOURCE, evidence: ['official'] }]),
    ),
    sources: {
      [SOURCE]: {
        title: 'The watched source',
        publisher,
        query,
        schedule: '0 6 * * *',
        history,
        revision_window: 'P50Y',
        release: { irregular: 'made up' },
        terms: 'made up',
      },
    },
  };
}
