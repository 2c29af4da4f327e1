import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRecipients } from '../../../config/recipients/load.ts';
import { openDeal } from '../../../services/deal.ts';
import { csvRecords } from '../../support/us-malaysia-folder.ts';
import { EXAMPLES, exampleFolder } from '../../support/made-up-deals.ts';

describe.each(EXAMPLES)('the example %s', (name) => {
  const folder = exampleFolder(name);
  const deal = openDeal(folder);

  test('says wherever a reader meets it that it is made up', () => {
    const { title, short, summary, instruments, series, sources, commitments, mirrors } = deal;
    const told = [
      title,
      short,
      summary,
      ...Object.values(instruments).flatMap((one) => [one.title, ...one.status.map(({ source }) => source)]),
      ...Object.values(series).map((one) => one.title),
      ...Object.values(sources).flatMap((one) => [one.title, one.terms]),
      ...Object.values(commitments).map(({ source }) => source),
      ...Object.values(mirrors).flatMap((one) => [one.title, one.why]),
    ];
    expect(told.filter((text) => !/made up/i.test(text))).toEqual([]);
  });

  test('has no row that could pass for a reported figure', () => {
    const files = readdirSync(path.join(folder, 'figures'));
    const rows = files.flatMap((file) => csvRecords(readFileSync(path.join(folder, 'figures', file))));
    expect(rows.length).toBeGreaterThan(100);
    const passing = rows.filter(
      ({ reported_by: by, source_url: url, note }) =>
        !by!.startsWith('Made up (') ||
        !url!.startsWith('https://example.org/made-up/') ||
        !note!.startsWith('made up for this example'),
    );
    expect(passing).toEqual([]);
  });

  test('writes to nobody but addresses of the domain that is reserved for examples', () => {
    const { recipients } = loadRecipients(path.join(folder, 'recipients.example.yaml'), deal);
    expect(recipients.filter(({ address }) => !address.endsWith('@example.org'))).toEqual([]);
  });
});

test('in the purchase agreement each target is the base year of its own side and what was added to it', () => {
  const folder = exampleFolder('purchase-agreement');
  const rows = ['seller', 'buyer'].flatMap((side) =>
    csvRecords(readFileSync(path.join(folder, 'figures', `${side}.csv`))),
  );
  const base = (series: string) =>
    rows
      .filter((row) => row['series'] === series && row['period']!.startsWith('2024-'))
      .reduce((sum, row) => sum + BigInt(row['value']!), 0n);
  const added = { 'machines-2025': 600n, 'machines-2026': 1200n, 'grain-2025': 300n, 'grain-2026': 600n };
  const { commitments } = openDeal(folder);
  for (const side of ['seller', 'buyer']) {
    for (const [id, more] of Object.entries(added)) {
      const series = `${id.split('-')[0]}-${side}`;
      const { promise, rule } = commitments[`${id}-${side}`]!;
      expect(promise).toContain(`${more} million USD more`);
      expect({ id, side, target: rule['target'] }).toEqual({ id, side, target: String(base(series) + more) });
    }
    const sum = 2n * (base(`machines-${side}`) + base(`grain-${side}`)) + 2700n;
    expect(commitments[`both-years-${side}`]!.rule['target']).toBe(String(sum));
  }
});
