import { expect, test } from 'vitest';
import { commitmentsFedBy } from '../../../services/commitments/fed-by.ts';
import { deal } from '../../support/pulls.ts';
import { openTinPact } from '../../support/tin-ledger.ts';
import { NOW, pact } from '../../support/tin-looks.ts';
import { registeredPact } from '../../support/tin-registers.ts';

test('a source feeds the commitments whose rules read it, and those that show it as context', () => {
  expect(commitmentsFedBy(pact, 'ledger', NOW)).toEqual(['tin-floor', 'tin-ban']);
  expect(commitmentsFedBy(pact, 'gas', NOW)).toEqual(['tin-floor']);
  expect(commitmentsFedBy(pact, 'unheard-of', NOW)).toEqual([]);
});

test('the source of the other side of a trade feeds the commitments that read one side', () => {
  const sides = openTinPact(
    ['    context: [gas-exports]\n', ''],
    [
      '\nseries:\n',
      '\nmirrors:\n  tin: { title: T, importer: [tin-deliveries], exporter: [gas-exports], unit: MMcf, over: year, tolerance: "0.1", why: made up }\nseries:\n',
    ],
    [
      'instruments:\n',
      '  t-to-mmcf: { from: t, to: MMcf, factor: "2", version: 1, standing: exact, source: s }\ninstruments:\n',
    ],
  );
  expect(commitmentsFedBy(sides, 'gas', NOW)).toEqual(['tin-floor']);
});

test('a register feeds the commitments whose rules read it', () => {
  const registered = registeredPact();
  expect(commitmentsFedBy(registered, 'gazette', NOW)).toEqual(['tin-freedom']);
  expect(commitmentsFedBy(registered, 'bulletin', NOW)).toEqual([]);
});

test('in the deal that ships every source of figures feeds a commitment: its silence is told to someone', () => {
  const fed = new Set(Object.values(deal.series).map(({ source }) => source));
  expect([...fed].filter((source) => commitmentsFedBy(deal, source, NOW).length === 0)).toEqual([]);
});
