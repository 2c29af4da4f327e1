import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Deal } from '../../../config/deal/schema.ts';
import { openDeal } from '../../../services/deal.ts';
import { checkFile } from '../../../services/import/check.ts';
import { compareFile } from '../../../services/import/compare.ts';
import { pullSource } from '../../../services/sources/pull/pull.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { filesTransport } from '../../../services/sources/transport/files.ts';
import { tempFolder, type TempFolder } from '../../support/app.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { storeSeries } from '../../support/tin-ledger.ts';
import { writeTinPact } from '../../support/tin-pact.ts';
import { LEDGER_QUERY, tinFigures, tinMeasures, writeDealFile } from '../../support/tin-tables.ts';

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z');
let database: TestDatabase;
let folder: TempFolder;
let deal: Deal;
let seriesIds: ReadonlyMap<string, number>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await tempFolder();
  writeTinPact(folder.path, [LEDGER_QUERY, 'query: { files: [figures/ledger.csv], measures: [figures/events.csv] }']);
  deal = openDeal(folder.path);
  seriesIds = await storeSeries(database.db, deal);
  writeDealFile(
    folder.path,
    'figures/ledger.csv',
    tinFigures([{}, { period: '2026-02' }, { period: '2026-03', status: 'missing', value: '' }]),
  );
  writeDealFile(folder.path, 'figures/events.csv', tinMeasures([{}, { key: 'tin-talks' }]));
  await pull();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const pull = (at = NOW) =>
  pullSource(
    {
      db: database.db,
      deal,
      connectors,
      seriesIds,
      transport: { mode: 'recorded', ...filesTransport({ dealFolder: folder.path, now: () => at }) },
      now: () => at,
    },
    'ledger',
    new AbortController().signal,
  );

async function changesOf(bytes: Uint8Array, at = NOW) {
  const checked = await checkFile(deal, { source: 'ledger', name: 'new.csv', format: 'csv', bytes });
  return compareFile(database.db, deal, checked, at);
}

test('what is in place is no change', async () => {
  const ledger = tinFigures([{}, { period: '2026-02' }, { period: '2026-03', status: 'missing', value: '' }]);
  expect(await changesOf(ledger)).toEqual({ added: [], revised: [], withdrawn: [], unchanged: 3 });
  expect(await changesOf(tinMeasures([{ key: 'tin-talks' }, {}]))).toEqual({
    added: [],
    revised: [],
    withdrawn: [],
    unchanged: 2,
  });
});

test('the changes of figures are those that the pull then makes', async () => {
  const bytes = tinFigures([{ value: '1.50' }, { period: '2026-04', value: '2' }, { period: '2026-03', value: '0' }]);
  const changes = await changesOf(bytes);
  expect(changes).toMatchObject({
    added: [{ id: 'tin-deliveries of 2026-04 by The mine', says: { value: '2 t' } }],
    revised: [
      { id: 'tin-deliveries of 2026-03 by The mine', fields: [{ to: '0 t' }, { from: 'missing', to: 'reported' }] },
    ],
    withdrawn: [{ id: 'tin-deliveries of 2026-02 by The mine', says: { value: '1.5 t' } }],
    unchanged: 1,
  });
  writeDealFile(folder.path, 'figures/ledger.csv', bytes);
  const later = NOW.add({ hours: 1 });
  // A figure that is withdrawn is revised to missing.
  expect(await pull(later)).toMatchObject({ outcome: 'ok', added: 1, revised: 2, withdrawn: 1 });
  expect(await changesOf(bytes, later.add({ hours: 1 }))).toMatchObject({
    added: [],
    revised: [],
    withdrawn: [],
    unchanged: 3,
  });
});

test('the changes of measures are those that the pull then makes', async () => {
  const bytes = tinMeasures([{ in_force_from: '2026-03-01' }, { key: 'tin-levy' }]);
  expect(await changesOf(bytes)).toMatchObject({
    added: [{ id: 'tin-levy' }],
    revised: [{ id: 'tin-order', fields: [{ name: 'in_force_from', from: '', to: '2026-03-01' }] }],
    withdrawn: [{ id: 'tin-talks' }],
    unchanged: 0,
  });
  writeDealFile(folder.path, 'figures/events.csv', bytes);
  expect(await pull(NOW.add({ hours: 2 }))).toMatchObject({
    measures: { listed: 2, added: 1, changed: 1, unlisted: 1 },
  });
});
