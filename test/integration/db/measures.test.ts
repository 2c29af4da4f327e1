import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type TestRegister, testRegister } from '../../support/measures.ts';
import { FIRST, SECOND, THIRD } from '../../support/tin-series.ts';
import { addDocument, instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let register: TestRegister;
beforeEach(async () => {
  register = await testRegister(db);
});

const UNCHANGED = { added: 0, changed: 0, unlisted: 0 };

describe('what a register lists', () => {
  test('is kept with all that it says, its document and its place', async () => {
    const ban = register.ban('ban/1', {
      kindInRegister: 'Export ban',
      removed: '2027-01-01',
      isOfficial: null,
      products: [{ code: '010121', inForceFrom: '2026-02-01', removed: null }],
      page: 'https://register.example/1',
      note: 'it\'s "so", {a,b}, é 税',
      publishedAt: instant('2026-10-01T00:00:00Z'),
    });
    expect(await register.list(FIRST, [ban])).toEqual({ added: 1, changed: 0, unlisted: 0 });
    const { sha256, ...content } = ban;
    expect(await register.asOf(FIRST)).toEqual([
      {
        ...content,
        vintage: expect.any(String),
        source: register.source,
        listing: 'listed',
        document: sha256,
        knownFrom: FIRST,
      },
    ]);
  });

  test('on all partners is another thing than on none that are named', async () => {
    await register.list(FIRST, [register.ban('a', { affected: 'all' }), register.ban('b', { affected: [] })]);
    expect((await register.asOf(FIRST)).map(({ affected }) => affected)).toEqual(['all', []]);
  });

  test('again writes nothing, in whatever document, place and hour of release it stands', async () => {
    await register.list(FIRST, [register.ban('a')]);
    const again = register.ban('a', {
      sha256: await addDocument(db, 'another list'),
      locator: '#/7/id',
      publishedAt: SECOND,
    });
    expect(await register.list(SECOND, [again])).toEqual(UNCHANGED);
    expect(await register.history()).toEqual(['a listed 2026-02-01: 11-01 06:00 - now']);
  });

  test.each([
    ['its first day', { inForceFrom: '2026-03-01' }],
    ['an end', { removed: '2026-12-31' }],
    ['a first day that is no longer stated', { inForceFrom: null }],
    ['its kind', { kind: 'export_quota' as const }],
    ['its effect', { effect: null }],
    ['a source that is official no more', { isOfficial: false }],
    ['one product more', { products: [{ code: '280530', inForceFrom: null, removed: null }] }],
    ['an end for one of its products', { products: [{ code: '284690', inForceFrom: null, removed: '2026-06-01' }] }],
    ['a partner less', { affected: ['CHN'] }],
    ['all partners', { affected: 'all' as const }],
    ['its title', { title: 'A ban in other words' }],
    ['its page', { page: 'https://register.example/1' }],
  ])('with a change of %s ends the vintage before, which stays, and begins where that one ends', async (_, change) => {
    await register.list(FIRST, [register.ban('a'), register.ban('b')]);
    const written = await register.list(SECOND, [register.ban('a', change), register.ban('b')]);
    expect(written).toEqual({ added: 0, changed: 1, unlisted: 0 });
    expect(await register.asOf(FIRST)).toMatchObject([{ key: 'a', title: 'Ban a', inForceFrom: '2026-02-01' }, {}]);
    expect(await register.asOf(SECOND)).toMatchObject([
      { key: 'a', ...change },
      { key: 'b', knownFrom: FIRST },
    ]);
  });

  test('two registers may list one key, each for itself', async () => {
    const other = await testRegister(db);
    await register.list(FIRST, [register.ban('a')]);
    await other.list(FIRST, [other.ban('a')]);
    expect(await other.list(SECOND, [])).toEqual({ added: 0, changed: 0, unlisted: 1 });
    expect(await register.asOf(SECOND)).toMatchObject([{ listing: 'listed' }]);
  });
});

describe('what a register lists no more', () => {
  test('is said to be unlisted, by the document without it; what was said of it stays', async () => {
    await register.list(FIRST, [register.ban('a', { removed: '2027-01-01' }), register.ban('b')]);
    expect(await register.list(SECOND, [register.ban('b')])).toEqual({ added: 0, changed: 0, unlisted: 1 });
    expect(await register.asOf(SECOND)).toMatchObject([
      { key: 'a', listing: 'unlisted', title: 'Ban a', removed: '2027-01-01', locator: '#', publishedAt: null },
      { key: 'b', listing: 'listed' },
    ]);
    expect(await register.asOf(FIRST)).toMatchObject([{ listing: 'listed' }, { listing: 'listed' }]);
  });

  test('is told once, and is news again when it comes back', async () => {
    await register.list(FIRST, [register.ban('a')]);
    await register.list(SECOND, []);
    expect(await register.list(THIRD, [])).toEqual(UNCHANGED);
    expect(await register.list(THIRD, [register.ban('a')])).toEqual({ added: 0, changed: 1, unlisted: 0 });
    expect(await register.history()).toEqual([
      'a listed 2026-02-01: 11-01 06:00 - 11-02 06:00',
      'a unlisted 2026-02-01: 11-02 06:00 - 11-03 06:00',
      'a listed 2026-02-01: 11-03 06:00 - now',
    ]);
  });

  test('is not told of an answer that may not be whole', async () => {
    await register.list(FIRST, [register.ban('a')]);
    expect(await register.list(SECOND, [register.ban('b')], false)).toEqual({ added: 1, changed: 0, unlisted: 0 });
    expect(await register.asOf(SECOND)).toMatchObject([{ listing: 'listed' }, { listing: 'listed' }]);
  });
});

describe('what was known', () => {
  test('on the published clock a measure is there from the day of its release, not from the day of the pull', async () => {
    const released = instant('2026-05-01T00:00:00Z');
    await register.list(FIRST, [register.ban('a', { publishedAt: released }), register.ban('b')]);
    const keysAt = async (at: Temporal.Instant, clock: 'known' | 'published') =>
      (await register.asOf(at, clock)).map(({ key }) => key);
    expect(await keysAt(released.subtract({ seconds: 1 }), 'published')).toEqual([]);
    expect(await keysAt(released, 'published')).toEqual(['a']);
    expect(await keysAt(released, 'known')).toEqual([]);
    expect(await keysAt(FIRST, 'published')).toEqual(['a', 'b']);
  });

  test('on the published clock one that came back with its old date of release is listed again', async () => {
    const ban = register.ban('a', { publishedAt: instant('2026-05-01T00:00:00Z') });
    await register.list(FIRST, [ban]);
    await register.list(SECOND, []);
    await register.list(THIRD, [ban]);
    expect(await register.asOf(THIRD, 'published')).toMatchObject([{ listing: 'listed', knownFrom: THIRD }]);
  });

  test('a clock that stands still gives each vintage its own instant', async () => {
    await register.list(FIRST, [register.ban('a')]);
    await register.list(FIRST, [register.ban('a', { removed: '2026-12-31' })]);
    expect(await register.asOf(FIRST.add({ microseconds: 1 }))).toMatchObject([{ removed: '2026-12-31' }]);
    expect(await register.asOf(FIRST)).toMatchObject([{ removed: null }]);
  });
});

test('two writers of one register at once write each measure once', async () => {
  const list = Array.from({ length: 50 }, (_, index) => register.ban(`ban/${index}`));
  const written = await Promise.all([1, 2, 3, 4].map(() => register.list(FIRST, list)));
  expect(written.map(({ added }) => added).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 50]);
  expect(await register.history()).toHaveLength(50);
});

describe('what is refused, whole', () => {
  test.each([
    ['a measure that is in the list twice', () => [register.ban('b'), register.ban('a'), register.ban('a')]],
    ['a measure without its document', () => [register.ban('a', { sha256: '0'.repeat(64) })]],
    ['a measure of nobody', () => [register.ban('a', { implementer: 'Malaysia' })]],
    ['a day that no calendar has', () => [register.ban('a', { removed: '2026-02-30' })]],
    ['a kind that nobody knows', () => [register.ban('a', { kind: 'embargo' as never })]],
  ])('%s', async (_what, list) => {
    await expect(register.list(FIRST, list())).rejects.toThrow(/violates|could not create unique|out of range/);
    expect(await register.history()).toEqual([]);
  });
});
