import { beforeEach, describe, expect, test } from 'vitest';
import { measuresAsOf } from '../../../db/measures.ts';
import { readDocument } from '../../../db/documents.ts';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { Scorecard } from '../../../services/scorecard/schema.ts';
import { locate } from '../../../services/sources/wire/locator.ts';
import { answer, deal, giving, LATER, NOW, type PullBench, pullBench, sha256Of } from '../../support/pulls.ts';

const GTA = 'gta-export-measures';
const WTO = 'wto-qr-malaysia';

let bench: PullBench;
beforeEach(async () => {
  bench = await pullBench();
  return () => bench[Symbol.asyncDispose]();
});

/** Made up, in the shape of an answer of Global Trade Alert. */
const intervention = (id: number, more: object = {}) => ({
  intervention_id: id,
  state_act_title: `Malaysia: made-up measure ${id}`,
  intervention_url: `https://globaltradealert.org/intervention/${id}?key=0b6f1c9e-1111-4222-8333-123456789abc`,
  is_official_source: true,
  gta_evaluation: 'Red',
  implementing_jurisdictions: [{ id: 458, iso: 'MYS' }],
  affected_jurisdictions: [{ id: 840, iso: 'USA' }],
  intervention_type: 'Export ban',
  affected_products: [{ product_id: 284690, date_implemented: '2026-03-01', date_removed: null }],
  date_announced: '2026-02-01',
  date_published: '2026-02-09',
  date_implemented: '2026-03-01',
  date_removed: null,
  last_updated: '2026-02-01',
  ...more,
});
const page = (offset: number, ...rows: readonly object[]) =>
  answer(JSON.stringify(rows), { url: `https://api.globaltradealert.org/api/v2/gta/data/#body-sha256=${offset}` });
const list = (...rows: readonly object[]) => giving(page(0, ...rows), page(rows.length));

/** Made up, in the shape of an answer of the WTO to a request for one product. */
const restrictions = (product: string, ...ids: readonly number[]) =>
  answer(
    JSON.stringify({
      data: ids.map((id) => ({
        id,
        in_force_from: '2012-01-01',
        termination_dt: null,
        general_description: 'made-up licence',
        reporter_member: { code: 'C458' },
        measures: [{ flow: 'Export', symbol: 'NAL-X' }],
        notified_in: [],
      })),
    }),
    { url: `https://api.wto.org/qrs/qrs?product_codes=${product}&page=1` },
  );

const known = (at: Temporal.Instant) => measuresAsOf(bench.db, deal.id, 'known', at);
const pulls = () =>
  bench.db.selectFrom('pull').select(['outcome', 'measures', 'measureVintages']).orderBy('id').execute();

describe('a register that answers', () => {
  test('is stored with what leads back to its bytes, and counted', async () => {
    const transport = list(intervention(900001), intervention(900002));
    expect(await bench.pull(GTA, transport)).toMatchObject({
      outcome: 'ok',
      detail: null,
      observations: 0,
      added: 0,
      measures: { listed: 2, added: 2, changed: 0, unlisted: 0 },
    });
    const [first, second] = await known(NOW);
    expect([first!.key, second!.key]).toEqual(['intervention/900001', 'intervention/900002']);
    const document = await readDocument(bench.db, second!.document);
    expect(locate(document!.bytes!, second!.locator)).toBe('900002');
    expect(second!.page).toBe('https://globaltradealert.org/intervention/900002');
    expect(await pulls()).toEqual([{ outcome: 'ok', measures: 2, measureVintages: 2 }]);
  });

  test('a second time with the same writes nothing', async () => {
    await bench.pull(GTA, list(intervention(900001)));
    const again = await bench.pull(GTA, list(intervention(900001)), LATER);
    expect(again.measures).toEqual({ listed: 1, added: 0, changed: 0, unlisted: 0 });
    expect(await known(LATER)).toEqual(await known(NOW));
  });

  test('with another key in its links and other words about it writes nothing either', async () => {
    await bench.pull(GTA, list(intervention(900001)));
    const reworded = intervention(900001, {
      intervention_url: 'https://globaltradealert.org/intervention/900001?key=7c7e2b1a-2222-4333-8444-abcdefabcdef',
      intervention_description: [{ text: '<p>other words</p>' }],
    });
    expect((await bench.pull(GTA, list(reworded), LATER)).measures).toMatchObject({ added: 0, changed: 0 });
  });

  test('with an end that is news gives a new vintage; the old one stays', async () => {
    await bench.pull(GTA, list(intervention(900001)));
    const ended = intervention(900001, { date_removed: '2026-11-20', last_updated: '2026-11-21' });
    expect((await bench.pull(GTA, list(ended), LATER)).measures).toMatchObject({ changed: 1 });
    expect(await known(NOW)).toMatchObject([{ removed: null }]);
    expect(await known(LATER)).toMatchObject([{ removed: '2026-11-20' }]);
  });

  test('without a measure that it had leads to the document that does not list it', async () => {
    await bench.pull(GTA, list(intervention(900001), intervention(900002)));
    const shorter = JSON.stringify([intervention(900002)]);
    expect((await bench.pull(GTA, list(intervention(900002)), LATER)).measures).toMatchObject({ unlisted: 1 });
    expect(await known(LATER)).toMatchObject([
      { key: 'intervention/900001', listing: 'unlisted', document: sha256Of(shorter) },
      { key: 'intervention/900002', listing: 'listed' },
    ]);
  });

  test('that lists nothing at all has answered: it is no fault, and no word of a lift', async () => {
    expect(await bench.pull(GTA, giving(page(0)))).toMatchObject({
      outcome: 'ok',
      fault: null,
      measures: { listed: 0, added: 0, changed: 0, unlisted: 0 },
    });
    expect(await pulls()).toEqual([{ outcome: 'ok', measures: 0, measureVintages: 0 }]);
  });

  test('product by product is one list, each measure with the products of all', async () => {
    const transport = giving(restrictions('284690', 9001, 9002), restrictions('850511', 9002));
    expect((await bench.pull(WTO, transport)).measures).toMatchObject({ listed: 2, added: 2 });
    const products = (await known(NOW)).map(({ key, products }) => [key, ...products.map(({ code }) => code)]);
    expect(products).toEqual([
      ['qr/9001', '284690'],
      ['qr/9002', '284690', '850511'],
    ]);
  });
});

describe('a register that does not answer', () => {
  test('with a list that holds one wrong row leaves all that was known as it was', async () => {
    await bench.pull(GTA, list(intervention(900001)));
    const bad = list(intervention(900002), intervention(900003, { implementing_jurisdictions: [] }));
    expect(await bench.pull(GTA, bad, LATER)).toMatchObject({
      outcome: 'failed',
      fault: 'wrong_subject',
      measures: null,
    });
    expect(await known(LATER)).toEqual(await known(NOW));
    expect(await pulls()).toMatchObject([{ measures: 1 }, { outcome: 'failed', measures: null }]);
  });

  test('to one of its requests says nothing of what it does not list', async () => {
    await bench.pull(WTO, giving(restrictions('284690', 9001)));
    const silent = answer('', { status: 204, url: 'https://api.wto.org/qrs/qrs?product_codes=850511&page=1' });
    const summary = await bench.pull(WTO, giving(restrictions('284690'), silent), LATER);
    expect(summary).toMatchObject({ outcome: 'ok', measures: { listed: 0, unlisted: 0 } });
    expect(summary.detail).toMatch(/^1 of its answers held nothing/);
    expect(await known(LATER)).toMatchObject([{ listing: 'listed' }]);
  });

  test('to any of them is a fault', async () => {
    expect(await bench.pull(WTO, giving(answer('', { status: 204 })))).toMatchObject({
      outcome: 'failed',
      fault: 'no_content',
    });
  });
});

test('the scorecard has every measure, newest first, and says of each register whether it was asked', async () => {
  const older = intervention(900001, { date_announced: '2024-01-01', date_removed: '2025-01-01' });
  await bench.pull(GTA, list(older, intervention(900002), intervention(900003, { date_implemented: null })));
  await bench.pull(GTA, list(older, intervention(900003, { date_implemented: null })), LATER);
  const card = await readScorecard({ db: bench.db, deal, figuresMode: 'live' }, LATER);
  expect(Scorecard.parse(card)).toEqual(card);
  expect(card.measures.registers).toEqual([
    { source: GTA, title: expect.any(String), publisher: 'gta', asked: LATER.toString(), listed: 2 },
    { source: WTO, title: expect.any(String), publisher: 'wto-qr', asked: null, listed: null },
    { source: 'legal-events', title: expect.any(String), publisher: 'hand-fed', asked: null, listed: null },
  ]);
  expect(card.measures.list.map(({ key, force, listing }) => [key, force, listing])).toEqual([
    ['intervention/900002', 'unknown', 'unlisted'],
    ['intervention/900003', 'unknown', 'listed'],
    ['intervention/900001', 'ended', 'listed'],
  ]);
  const before = await readScorecard({ db: bench.db, deal, figuresMode: 'live' }, NOW);
  expect(before.measures.list.map(({ force }) => force)).toEqual(['in_force', 'unknown', 'ended']);
});
