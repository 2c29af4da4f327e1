import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectors } from '../../../services/sources/registry.ts';
import { type ContractBench, contractBench } from '../../stand-ins/contract/bench.ts';
import { casesOf, limitsFor, TROUBLES, waitsFor } from '../../stand-ins/contract/expectations.ts';
import { protocols } from '../../stand-ins/registry.ts';
import type { Protocol, StandIn, Trouble } from '../../stand-ins/stand-in.ts';

const NOTHING_NEW = { added: 0, revised: 0, withdrawn: 0 };
const AS_EVER = { outcome: 'ok', fault: null, ...NOTHING_NEW };
const WRONG_KEY = 'made-up-key-that-is-wrong-0a1b2c';
const keyed = Object.values(protocols).filter(({ key }) => key !== undefined);

describe('the contract', () => {
  test('holds for every connector that asks over HTTP', () => {
    const asking = Object.values(connectors).filter(({ baseUrl }) => baseUrl !== null);
    expect(Object.keys(protocols).toSorted()).toEqual(asking.map(({ publisher }) => publisher).toSorted());
    expect(keyed.map(({ publisher }) => publisher).toSorted()).toEqual(
      asking
        .filter(({ key }) => key !== 'none')
        .map(({ publisher }) => publisher)
        .toSorted(),
    );
  });

  test.each(Object.keys(protocols))('is checked in every trouble for %s, or says why it cannot be', (publisher) => {
    const { asEver, failed, listedNoMore, spared } = casesOf(publisher);
    const checked = [...asEver, ...failed.map(([trouble]) => trouble), ...listedNoMore];
    expect([...checked, ...spared.map(([trouble]) => trouble), 'many pages'].toSorted()).toEqual(
      expect.arrayContaining(TROUBLES.toSorted()),
    );
    expect(spared.length).toBeLessThanOrEqual(2);
  });
});

describe.each(Object.entries(protocols))('%s', (publisher, protocol) => {
  const { asEver, failed, listedNoMore, spared } = casesOf(publisher);
  let bench: ContractBench;
  let first: Awaited<ReturnType<ContractBench['pull']>>;
  let before: readonly string[];
  beforeAll(async () => {
    bench = await contractBench(protocol);
    first = await bench.pull();
    await bench.assess();
    before = await bench.known();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  /** Pulls once while the publisher is in trouble, and again when that is over. */
  async function pullIn(trouble: Trouble) {
    const triedBefore = bench.retries.length;
    bench.standIn.trouble(trouble);
    const summary = await bench.pull(limitsFor(trouble));
    bench.standIn.trouble();
    await bench.assess();
    const found = { summary, kept: await bench.kept(), known: await bench.known() };
    const retries = bench.retries.slice(triedBefore);
    return { ...found, retries, leaks: await bench.leaks(found, retries), afterwards: await bench.pull() };
  }

  test('is read, judged, and read again with nothing new', async () => {
    expect(first).toMatchObject({ outcome: 'ok', fault: null, detail: null });
    expect(first.added + (first.measures?.added ?? 0)).toBeGreaterThan(0);
    expect(before.some((row) => row.startsWith('assessment:'))).toBe(true);
    expect(await bench.pull()).toMatchObject({ ...AS_EVER, detail: null });
    expect(await bench.known()).toEqual(before);
    expect(await bench.leaks(first, before)).toEqual([]);
  });

  test.each(asEver)('%s: it is read as ever', async (trouble) => {
    const { summary, known, leaks, retries, afterwards } = await pullIn(trouble);
    expect(bench.standIn.answeredInTrouble.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ ...AS_EVER, observations: first.observations });
    expect(known).toEqual(before);
    expect(retries.map(({ waitMs }) => waitMs)).toEqual(waitsFor(trouble));
    expect(leaks).toEqual([]);
    expect(afterwards).toMatchObject(AS_EVER);
  });

  test.each(failed)(
    '%s: it fails alone, as %s; what was answered is kept, and nothing moves',
    async (trouble, fault) => {
      const { summary, kept, known, leaks, retries, afterwards } = await pullIn(trouble);
      expect(summary).toMatchObject({ outcome: 'failed', fault, observations: 0, measures: null, ...NOTHING_NEW });
      expect(summary.detail).toMatch(/^The watched source: \S/);
      expect(new Set(kept.map(({ httpStatus, sha256 }) => `${httpStatus} ${sha256}`))).toEqual(
        documentsOf(bench.standIn, fault),
      );
      expect(known).toEqual(before);
      expect(retries.map(({ waitMs }) => waitMs)).toEqual(waitsFor(trouble));
      expect(leaks).toEqual([]);
      expect(afterwards).toMatchObject(AS_EVER);
    },
  );

  test.each(listedNoMore)(
    '%s: that it lists nothing any more is an answer, and no proof of an end',
    async (trouble) => {
      const { summary, known, leaks, afterwards } = await pullIn(trouble);
      expect(summary).toMatchObject({ outcome: 'ok', measures: { listed: 0, unlisted: first.measures?.added } });
      expect(known).not.toEqual(before);
      expect(leaks).toEqual([]);
      expect(afterwards).toMatchObject({ outcome: 'ok', measures: { listed: first.measures?.listed } });
      before = await bench.known();
    },
  );

  test.each(spared)('%s does not apply: %s', (trouble) => {
    expect(trouble).toBe('many pages');
    expect(connectors[publisher]!.next).toBeUndefined();
  });
});

const paged = Object.values(protocols).filter(({ publisher }) => connectors[publisher]?.next !== undefined);

test.each(paged)('$publisher: every page is read, and each once', async (protocol) => {
  await using bench = await contractBench(protocol, protocol.watch.pagedQuery);
  bench.standIn.trouble('many pages');
  const summary = await bench.pull();
  expect(summary).toMatchObject({ outcome: 'ok', fault: null, detail: null });
  expect(summary.added + (summary.measures?.added ?? 0)).toBe(protocol.watch.onAllPages);
  const asked = bench.standIn.requests.map(({ url, body }) => `${url} ${body}`);
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked).size).toBe(asked.length);
});

test.each(keyed)('$publisher: a key that it does not accept is refused, and shown to no one', async (protocol) => {
  const wrong: Protocol = { ...protocol, key: WRONG_KEY };
  await using bench = await contractBench(wrong);
  const summary = await bench.pull();
  expect(summary).toMatchObject({ outcome: 'failed', fault: 'refused', observations: 0, ...NOTHING_NEW });
  expect(JSON.stringify(bench.standIn.requests)).toContain(WRONG_KEY);
  expect(await bench.leaks(summary)).toEqual([]);
});

/** The answer in trouble as it has to be kept: none where there was no whole one, else with asterisks for the key. */
function documentsOf({ answeredInTrouble, key }: StandIn, fault: string): Set<string> {
  if (fault === 'unreachable') return new Set();
  const { status = 200, body = '' } = answeredInTrouble.at(-1)!;
  const text = Buffer.from(body).toString('latin1');
  const masked = key === undefined ? text : text.replaceAll(key, '*'.repeat(key.length));
  return new Set([`${status} ${createHash('sha256').update(masked, 'latin1').digest('hex')}`]);
}
