import { describe, expect, onTestFinished, test } from 'vitest';
import { printExplanation } from '../../../cli/print-explanation.ts';
import { readExplanation } from '../../../services/explain/read.ts';
import { openTestApp, outboxOf, tempFolder } from '../../support/app.ts';
import { testDatabase } from '../../support/database.ts';
import { exampleFolder } from '../../support/made-up-deals.ts';

const PLAIN = {
  standing: (_: string, text: string) => text,
  bold: (text: string) => text,
  dim: (text: string) => text,
  wrap: (text: string) => text,
};

/** The deal after one cycle, in a database and with an outbox of its own. */
async function watched(name: string) {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const state = await tempFolder();
  onTestFinished(() => state[Symbol.asyncDispose]());
  const app = await openTestApp({
    PACTWATCH_DEAL: exampleFolder(name),
    DATABASE_URL: database.url,
    PACTWATCH_STATE: state.path,
  });
  onTestFinished(() => app[Symbol.asyncDispose]());
  const cycle = await app.cycle();
  const card = await app.card();
  const standings = Object.fromEntries(card.commitments.map(({ id, standing }) => [id, standing]));
  const explain = async (id: string) => (await readExplanation(app.context, id, app.context.now()))!;
  return { cycle, card, standings, explain, mails: await outboxOf(state.path) };
}

describe('the purchase agreement', () => {
  test('is judged on both sides, which part over the running year', { timeout: 60_000 }, async () => {
    const { card, cycle, standings, explain, mails } = await watched('purchase-agreement');
    expect(cycle.pulls.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['customs-of-b', 'ok'],
      ['customs-of-a', 'ok'],
    ]);
    expect(standings).toEqual({
      'machines-2025-seller': 'compliant',
      'machines-2025-buyer': 'compliant',
      'machines-2026-seller': 'at_risk',
      'machines-2026-buyer': 'on_track',
      'grain-2025-seller': 'off_track',
      'grain-2025-buyer': 'off_track',
      'grain-2026-seller': 'on_track',
      'grain-2026-buyer': 'off_track',
      'both-years-seller': 'at_risk',
      'both-years-buyer': 'at_risk',
      'grain-tonnage': 'on_track',
    });
    expect(card.commitments.map(({ legal }) => legal)).not.toContain('breached');
    // Whatever drifts is one mail a reader: the desk's, and the director's, who follows the grain of 2026.
    expect(mails).toHaveLength(2);
    expect(card.notices).toHaveLength(7);

    // The provisional September is left out: January to August, 8/12 of the year and 703 - 88 of 1,035 of its season.
    const buyer = await explain('grain-2026-buyer');
    expect(buyer).toMatchObject({ period: '2026-01/2026-08', value: { value: '980' }, target: { value: '1872' } });
    expect(buyer.reason).toContain('seasonal pace (months of 2024)');
    const seller = await explain('machines-2026-seller');
    expect(seller.margin).toEqual({ value: '-120', unit: 'USD million' });
    expect(seller.wayBack).toBe('340 USD million a month over the last 3 months of 2026.');
    // 2,580 delivered where nine tenths of the pace of 2,700 are 2,430.
    expect(seller.headroom).toEqual({ to: 'off_track', quantity: { value: '150', unit: 'USD million' } });
    expect(printExplanation(seller, PLAIN)).toContain('headroom to off track: 150 USD million');
    expect(card.commitments.find(({ id }) => id === 'machines-2026-seller')?.headroom).toEqual(seller.headroom);
    const used = seller.inputs.filter((input) => input.used && input.period.startsWith('2026-'));
    expect(used).toHaveLength(9);
    expect(used.map(({ reportedBy }) => reportedBy)).toEqual(Array.from({ length: 9 }, () => 'Made up (customs of B)'));

    // 1,585 CIF over 1.06 against 1,651 FOB, and 3,657 CIF over 1.06, which is 3,450, against 3,367 FOB.
    const compared = { mirror: 'grain', says: 'disagree', period: '2025-09/2026-08', relative: '-0.098984725912' };
    expect(buyer.sides).toMatchObject([{ ...compared, importer: { value: '1495.283018867925' } }]);
    expect(buyer.quality).toMatchObject({ newest: { period: '2026-08' }, figures: 8, sides: 'disagree' });
    expect(seller.sides).toMatchObject([
      { mirror: 'machines', says: 'agree', importer: { value: '3450' }, exporter: { value: '3367' } },
    ]);
    const both = card.commitments.filter(({ id }) => id.startsWith('both-years-'));
    expect(both.map(({ sides }) => sides.map(({ says }) => says))).toEqual([
      ['agree', 'disagree'],
      ['agree', 'disagree'],
    ]);
    expect(card.commitments.find(({ id }) => id === 'grain-tonnage')).toMatchObject({ sides: [] });
    expect(cycle.assessments.flatMap(({ parted }) => parted.map(({ mirror }) => mirror))).toEqual(
      Array.from({ length: 6 }, () => 'grain'),
    );
  });
});

describe('the production cut', () => {
  test('is judged by the member that does worst, and by the group', { timeout: 60_000 }, async () => {
    const { card, standings, explain, mails } = await watched('production-cut');
    expect(standings).toEqual({
      'each-country': 'off_track',
      'all-together': 'at_risk',
      'no-sale-from-stocks': 'unknown',
    });
    expect(mails).toHaveLength(2);
    expect(card.notices).toHaveLength(3);

    // 1,278 of 1,328 kb/d pledged by all but K.
    const all = await explain('all-together');
    expect(all).toMatchObject({ period: '2026-09', value: { value: '24472' }, target: { value: '24422' } });
    const group = all.steps.find(({ what }) => what === 'conformity of the group');
    expect(group?.result).toBe('96%');
    const each = await explain('each-country');
    expect(each.reason).toBe('The group cut 96% of what was pledged for 2026-09: B 82%, E 98% and H negative.');
    expect(each.steps.find(({ what }) => what === 'C, target for 2026-09')?.arithmetic).toBe('2900 kb/d - 180 kb/d');
    expect(each.steps.find(({ what }) => what === 'D, target for 2026-09')?.arithmetic).toBe(
      '2500 kb/d - 120 kb/d - 20 kb/d by its cure plan',
    );
    expect(each.remarks.join('\n')).toContain('Made up (survey one) is preferred');
  });
});
