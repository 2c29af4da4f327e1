import { expect, onTestFinished, test } from 'vitest';
import { Scorecard } from '../../services/scorecard/schema.ts';
import { tempFolder } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { exampleFolder } from '../support/made-up-deals.ts';

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

test(
  'run tells over which trade the two sides part, and explain shows the arithmetic of both',
  { timeout: 60_000 },
  async () => {
    const database = await testDatabase();
    onTestFinished(() => database[Symbol.asyncDispose]());
    const state = await tempFolder();
    onTestFinished(() => state[Symbol.asyncDispose]());
    const variables = { PACTWATCH_STATE: state.path, DATABASE_URL: database.url };
    const deal = ['--deal', exampleFolder('purchase-agreement')];
    const run = await inProcess(['run', ...deal], variables);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr.match(/^sides .*$/gm)).toEqual([
      expect.stringMatching(/^sides {3}grain: the sides disagree; Grain from B to A \(made up\), 2025-09\/2026-08: /),
    ]);
    const printed = flat(run.stdout);
    expect(printed).toContain('The two sides part over 1 of 2 trades that both report.');
    expect(printed).toContain(
      "▲ The sides disagree Grain from B to A (made up), 2025-09/2026-08: 1,495.28 USD million (FOB) by the importer, 1,651 USD million (FOB) by the exporter: the importer's is 9.9% of their mean below the exporter's, more than the 5% that are tolerated. A year before it was 0.75% of their mean below the exporter's.",
    );
    expect(printed).toContain(
      '✓ The sides agree Machines from B to A (made up), 2025-09/2026-08: 3,450 USD million (FOB)',
    );
    expect(printed).toMatch(/Figures to 2026-08, published \d+ days ago/);

    const again = await inProcess(['run', ...deal], variables);
    expect(again.stderr).not.toMatch(/^sides /m);
    expect(again.stderr).toContain('Nothing changed');

    const explained = await inProcess(['explain', 'grain-2026-buyer', ...deal], variables);
    const text = flat(explained.stdout);
    for (const said of [
      'How good the figures are Newest figure: 2026-08, published 20 September 2026',
      '125 + 148 + 154 + 178 + 183 + 165 + 143 + 111 + 92 + 79 + 89 + 118 USD million => 1585 USD million',
      'by cif-to-fob/1: 1585 USD million (CIF) ÷ 1.06 = 1495.283018867925 USD million (FOB)',
      '119 + 141 + 147 + 168 + 202 + 182 + 158 + 122 + 101 + 87 + 98 + 126 USD million => 1651 USD million',
      '=> -0.098984725912, more than 0.05',
      'IMF Direction of Trade Statistics Yearbook 2017',
    ]) {
      expect(text).toContain(said);
    }

    const status = await inProcess(['status', '--json', ...deal], variables);
    const card = Scorecard.parse(JSON.parse(status.stdout));
    expect(card.commitments.filter(({ quality }) => quality?.sides === 'disagree').map(({ id }) => id)).toEqual([
      'grain-2025-seller',
      'grain-2025-buyer',
      'grain-2026-seller',
      'grain-2026-buyer',
      'both-years-seller',
      'both-years-buyer',
    ]);
  },
);
