import { expect, test } from 'vitest';
import { tempFolder } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';

const LONG = { timeout: 240_000 };

test(
  'an officer finds an incident, takes it on, silences it and undoes that, and all of it is on record',
  LONG,
  async () => {
    await using database = await testDatabase();
    await using state = await tempFolder();
    const variables = { DATABASE_URL: database.url, PACTWATCH_STATE: state.path };
    const incident = async (...words: string[]) => {
      const { code, stdout, stderr } = await inProcess(['incident', ...words], variables);
      return { code, text: (code === 0 ? stdout : stderr).replaceAll(/\s+/g, ' ').trim() };
    };
    const acting = ['--by', 'A. Officer', '--why', 'known to the ministry'];
    const until = ['--until', Temporal.Now.instant().add({ hours: 48 }).toString()];
    await inProcess(['run'], variables);

    const list = await incident('list', '--json');
    const { incidents } = JSON.parse(list.text) as { incidents: { id: string; subject: string }[] };
    expect(incidents.map(({ subject }) => subject)).toEqual(['raw-ore-ban']);
    const { id } = incidents[0]!;

    const taken = await incident('ack', id.slice(0, 8), '--seen', '1', ...acting);
    expect(taken.text).toMatch(/Acknowledged: by A\. Officer, .* until it worsens or closes: known to the ministry/);
    const silenced = await incident('silence', '--commitment', 'raw-ore-ban', ...acting, ...until);
    const [, number] = /^(\d+): commitment raw-ore-ban, by A\. Officer until /.exec(silenced.text) ?? [];
    expect((await incident('unsilence', number!, ...acting)).text).toContain('by A. Officer');

    const shown = await incident('show', 'raw-ore-ban');
    expect(shown.text).toContain(' 1 opened, ');
    expect(shown.text).toMatch(/To compliance@example\.org \(first\): sent /);
    expect(shown.text.match(/A\. Officer \(command\): (acknowledge|silence|unsilence), /g)).toHaveLength(3);

    expect(await incident('silence', ...acting, ...until)).toEqual({
      code: 2,
      text: 'pactwatch: name what is silenced: --commitment, --source or --recipient',
    });
  },
);
