import { expect, test } from 'vitest';
import { printExplanation } from '../../../cli/print-explanation.ts';
import { NoticeContent } from '../../../services/notices/content.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { readExplanation } from '../../../services/explain/read.ts';
import { decide, decidedRows } from '../../support/tin-incidents.ts';
import { look, minutes, NOW, tinDatabase } from '../../support/tin-looks.ts';
import { putMeasures, registeredPact, tinBan } from '../../support/tin-registers.ts';

// All measures are made up.

const deal = registeredPact();
const PLAIN = {
  standing: (_standing: string, text: string) => text,
  dim: (text: string) => text,
  bold: (text: string) => text,
  wrap: (text: string) => text,
};

test('a ban that a register lists opens an incident, and mail and explanation lead to where it was read', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const looked = async (at: Temporal.Instant) => {
    await look(db, at, deal);
    return decide(db, at, { deal });
  };
  await putMeasures(db, deal, 'gazette', NOW);
  expect(await looked(NOW)).toEqual([]);
  const sha256 = await putMeasures(db, deal, 'gazette', minutes(1), tinBan('a'));
  expect(await looked(minutes(2))).toEqual([
    'tin-freedom opened from unknown to breached, register_changed, 2 notices',
  ]);

  const content = NoticeContent.parse((await decidedRows(db)).transitions[0]!.content);
  expect(content.measures).toMatchObject([
    { title: 'Tin ban a', register: 'The gazette', key: 'a', document: sha256, locator: '#cell=2,1' },
  ]);
  const { text, html } = mailOf(content);
  expect(text).toContain('a register of measures says something new');
  for (const said of ['Tin ban a', 'export ban of MYS; in force since 1 February 2026', sha256, '#cell=2,1']) {
    expect(text).toContain(said);
    expect(html).toContain(said);
  }
  expect(text).not.toContain('FIGURES USED');

  const explanation = (await readExplanation({ db, deal, figuresMode: 'recorded' }, 'tin-freedom', minutes(2)))!;
  expect(explanation.measures).toMatchObject([
    { key: 'a', used: true, document: sha256, locator: '#cell=2,1', url: 'file:figures/ledger.csv', force: 'in_force' },
  ]);
  expect(explanation.inputs).toEqual([]);
  const printed = printExplanation(explanation, PLAIN);
  expect(printed).toContain('Measures that the rule was given (* weighed)\n* Tin ban a\n');
  expect(printed).toContain(`#cell=2,1 of document 1`);
  expect(printed).toContain(`1. sha256 ${sha256}`);

  await putMeasures(db, deal, 'gazette', minutes(3), tinBan('a', { removed: '2026-11-01' }));
  expect(await looked(minutes(4))).toEqual([
    'tin-freedom closed from breached to on_track, register_changed, 2 notices',
  ]);
});

test('a ban that comes into force by its own date is told as that, and not as news of the register', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await putMeasures(db, deal, 'gazette', NOW, tinBan('a', { inForceFrom: '2026-11-25' }));
  await look(db, NOW, deal);
  expect(await decide(db, NOW, { deal })).toEqual([
    'tin-freedom opened from null to at_risk, first_assessment, 1 notices',
  ]);
  const tomorrow = NOW.add({ hours: 24 });
  await look(db, tomorrow, deal);
  expect(await decide(db, tomorrow, { deal })).toEqual([
    'tin-freedom worsened from at_risk to breached, time_passed, 2 notices',
  ]);
});
