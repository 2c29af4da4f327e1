import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { Diagnosis } from '../../services/health/schema.ts';
import { tempFolder } from '../support/app.ts';
import { type Ended, pactwatch } from '../support/command.ts';
import { countsOf } from '../support/history.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { startPublisherServer } from '../support/publisher-server.ts';
import { startSmtpServer, type TestSmtpServer } from '../support/smtp-server.ts';
import { writeStandInDeal } from '../support/stand-in-deal.ts';
import { startAllStandIns, type StandIns } from '../stand-ins/all.ts';
import { census } from '../stand-ins/census.ts';
import { eia } from '../stand-ins/eia.ts';

const LONG = { timeout: 120_000 };
const SECRET = 'made-up-password';
const NOWHERE = '127.0.0.1:1';

const opened = new AsyncDisposableStack();
let database: TestDatabase;
let standIns: StandIns;
let mailServer: TestSmtpServer;
let folder: string;
let variables: Record<string, string>;

beforeAll(async () => {
  const temp = opened.use(await tempFolder());
  folder = temp.path;
  writeStandInDeal(folder);
  database = opened.use(await testDatabase());
  standIns = opened.use(await startAllStandIns());
  mailServer = await startSmtpServer({ user: 'watcher', password: SECRET, refusal: (password) => `no ${password}` });
  opened.defer(() => mailServer.stop());
  const redis = inject('redisUrl');
  variables = {
    PACTWATCH_DEAL: folder,
    PACTWATCH_STATE: path.join(folder, 'state'),
    PACTWATCH_RECIPIENTS: path.join(folder, 'recipients.example.yaml'),
    PACTWATCH_SOURCES: 'live',
    PACTWATCH_CONTACT: 'https://example.org/contact',
    DATABASE_URL: database.url,
    SMTP_URL: mailServer.url.replace('smtp://', `smtp://watcher:${SECRET}@`),
    ...(redis === null ? {} : { REDIS_URL: redis }),
    ...standIns.variables,
  };
  const { code, stderr } = await inProcess(['run'], variables);
  if (code !== 0) throw new Error(stderr);
}, 120_000);
afterAll(() => opened.disposeAsync());

interface Examined extends Ended {
  readonly diagnosis: Diagnosis;
  /** What is not ok, as `source eia: fail`. */
  readonly bad: string[];
}

async function doctor(changed: Record<string, string> = {}, ...args: string[]): Promise<Examined> {
  const given = Object.entries({ ...variables, ...changed }).filter(([, value]) => value !== '');
  const ended = await inProcess(['doctor', '--json', ...args], Object.fromEntries(given));
  const diagnosis = Diagnosis.parse(JSON.parse(ended.stdout));
  expect(diagnosis.exit).toBe(ended.code);
  for (const secret of [SECRET, ...Object.values(standIns.byPublisher).flatMap(({ key }) => key ?? [])]) {
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  }
  const bad = diagnosis.checks
    .filter(({ result }) => result !== 'ok')
    .map(({ area, subject, result }) => `${subject === null ? area : `${area} ${subject}`}: ${result}`);
  return { ...ended, diagnosis, bad };
}

const checkOf = ({ diagnosis }: Examined, area: string, subject: string | null = null) =>
  diagnosis.checks.find((check) => check.area === area && check.subject === subject);

test('all is good where all is good, and nothing is stored by looking', LONG, async () => {
  const stored = async () => ({
    ...(await countsOf(database.db)),
    documents: (await database.db.selectFrom('document').select('sha256').execute()).length,
    pulls: (await database.db.selectFrom('pull').select('id').execute()).length,
    turns: (await sql`select * from publisher_turn`.execute(database.db)).rows,
  });
  const before = await stored();
  const examined = await doctor();
  expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 0, bad: [] });
  expect(await stored()).toEqual(before);
  expect(mailServer.mails).toEqual([]);

  const areas = ['environment', 'deal', 'recipients', 'state', 'database', 'queue', 'mail', 'clock', 'source'];
  expect(new Set(examined.diagnosis.checks.map(({ area }) => area))).toEqual(new Set(areas));
  expect(checkOf(examined, 'source', 'eia')!.figure).toBe(
    'U.S. Energy Information Administration answers, key accepted, newest 2026-07, stored through 2026-07',
  );
  expect(checkOf(examined, 'source', 'ledger')!.figure).toBe(
    'its files are readable, newest 2026-03, stored through 2026-03',
  );
  expect(checkOf(examined, 'mail')!.figure).toContain('logged in');
  expect(checkOf(examined, 'database', 'migrations')!.figure).toBe('current');
});

test('for a person it is a line of each, and the fix below what needs it', LONG, async () => {
  const [good, bad] = await Promise.all([
    pactwatch(['doctor'], variables),
    pactwatch(['doctor'], { ...variables, PACTWATCH_EIA_KEY: 'another-made-up-key-77' }),
  ]);
  expect(good.code, good.stdout).toBe(0);
  expect(good.stdout).toMatch(/^● ok {4}source eia +U\.S\. Energy/m);
  expect(good.stdout).toMatch(/All \d+ checks are good\.\n$/);
  expect(bad.code).toBe(78);
  expect(bad.stdout).toMatch(/^■ fail {2}source eia +refused: .*\n +→ Set PACTWATCH_EIA_KEY, /m);
  expect(bad.stdout).toContain('Broken: source eia.');
  expect(bad.stdout).not.toContain('another-made-up-key');
});

// Each with what is changed of its own: that they wait for the turns of publishers side by side costs less time.
describe.concurrent('what is wrong', () => {
  test.for<[what: string, changed: Record<string, string>, code: number, bad: string, fix: RegExp]>([
    [
      'a key that is not accepted',
      { PACTWATCH_EIA_KEY: 'another-made-up-key-77' },
      78,
      'source eia',
      /Set PACTWATCH_EIA_KEY/,
    ],
    ['no key where one is needed', { PACTWATCH_EIA_KEY: '' }, 78, 'source eia', /Set PACTWATCH_EIA_KEY/],
    [
      'a publisher that is down',
      { PACTWATCH_EIA_URL: `http://${NOWHERE}` },
      4,
      'source eia',
      /name, proxy, firewall.*PACTWATCH_EIA_URL/,
    ],
    [
      'a mail server that is down',
      { SMTP_URL: `smtp://${NOWHERE}` },
      4,
      'mail',
      /Start that server, or correct .* in SMTP_URL/,
    ],
    [
      'a Redis that is down',
      { REDIS_URL: `redis://:${SECRET}@${NOWHERE}` },
      4,
      'queue',
      /Start that Redis, or correct REDIS_URL/,
    ],
  ])('%s is named, with its fix', LONG, async ([, changed, code, bad, fix]) => {
    const examined = await doctor(changed);
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code, bad: [`${bad}: fail`] });
    const [area, subject = null] = bad.split(' ') as [string, string?];
    expect(checkOf(examined, area, subject)!.fix).toMatch(fix);
  });

  test('a password that the mail server refuses is named, and not shown', LONG, async () => {
    const examined = await doctor({ SMTP_URL: mailServer.url.replace('smtp://', 'smtp://watcher:wrong-one-5c1@') });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 78, bad: ['mail: fail'] });
    expect(checkOf(examined, 'mail')!.fix).toContain('Correct user and password in SMTP_URL');
    expect(examined.stdout).not.toContain('wrong-one');
  });

  test('a page about the key in place of figures is a matter of the key', LONG, async () => {
    await using server = await startPublisherServer(() => ({
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>Invalid Key</title></head><body>A valid key must be included.</body></html>',
    }));
    const examined = await doctor({ PACTWATCH_CENSUS_URL: server.url });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 78, bad: ['source census: fail'] });
    expect(checkOf(examined, 'source', 'census')!.fix).toContain('Set PACTWATCH_CENSUS_KEY');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]!.url).toContain(encodeURIComponent(census.key!));
  });

  test('a clock that is wrong is named, with by how much and beside whose', LONG, async () => {
    const sixMinutesOn = () => new Date(Date.now() + 6 * 60_000).toUTCString();
    await using server = await startPublisherServer((request) => {
      const asked = { ...request, parameters: new URL(request.url, 'http://eia').searchParams };
      const { headers, ...answer } = eia.answer(asked, undefined);
      return { ...answer, headers: { ...headers, date: sixMinutesOn() } };
    });
    const examined = await doctor({ PACTWATCH_EIA_URL: server.url });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 0, bad: ['clock eia: warn'] });
    const check = checkOf(examined, 'clock', 'eia')!;
    expect(check.figure).toMatch(
      /^this clock is (?:5 min 5\d s|6 min) behind U\.S\. Energy Information Administration$/,
    );
    expect(check.fix).toContain('NTP');
  });

  test('figures that are out and not stored are named, and how they are pulled', LONG, async () => {
    await using other = await testDatabase();
    const dump = { ...variables, DATABASE_URL: other.url };
    const until = ['--from', '2024', '--to', '2025'];
    const { code, stderr } = await inProcess(['backfill', 'eia', ...until], dump);
    expect(code, stderr).toBe(0);
    const examined = await doctor({ DATABASE_URL: other.url });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 0, bad: ['source eia: warn'] });
    expect(checkOf(examined, 'source', 'eia')).toMatchObject({
      figure: expect.stringContaining('newest 2026-07, stored through 2025-12'),
      fix: expect.stringContaining('pactwatch run pulls it'),
    });
  });

  test('a database that is down is named, and all else is looked at', LONG, async () => {
    const examined = await doctor({ DATABASE_URL: `postgres://watcher:${SECRET}@${NOWHERE}/x`, REDIS_URL: '' });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 4, bad: ['database: fail', 'queue: fail'] });
    expect(checkOf(examined, 'database')!.fix).toContain('DATABASE_URL');
    expect(checkOf(examined, 'source', 'eia')!.result).toBe('ok');
  });

  test('a database of a newer pactwatch is a matter of configuration, and is not touched', LONG, async () => {
    await using other = await testDatabase();
    await sql`insert into kysely_migration (name, timestamp) values ('2031-01-01-later', 'then')`.execute(other.db);
    const examined = await doctor({ DATABASE_URL: other.url });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 78, bad: ['database migrations: fail'] });
    expect(checkOf(examined, 'database', 'migrations')!.fix).toContain('Run that version');
  });

  test('a database without migrations stays without them', LONG, async () => {
    await using other = await testDatabase();
    await sql`drop table publisher_turn`.execute(other.db);
    await sql`delete from kysely_migration where name like '%-publisher-turns'`.execute(other.db);
    const examined = await doctor({ DATABASE_URL: other.url });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 0, bad: ['database migrations: warn'] });
    const { rows } = await sql`select 1 from kysely_migration where name like '%-publisher-turns'`.execute(other.db);
    expect(rows).toEqual([]);
  });

  test('an environment that is wrong is named, and what its paths name is looked at', LONG, async () => {
    const examined = await doctor({ PACTWATCH_SOURCES: 'liev', DATABASE_URL: `mysql://x:${SECRET}@host/x` });
    expect(examined.code).toBe(78);
    expect(new Set(examined.bad)).toEqual(new Set(['environment: fail']));
    expect(examined.diagnosis.checks.map(({ figure }) => figure).join('\n')).toMatch(
      /^PACTWATCH_SOURCES: [^]*^DATABASE_URL: /m,
    );
    for (const area of ['deal', 'recipients', 'state']) expect(checkOf(examined, area)!.result).toBe('ok');
  });

  test('a deal file and recipients that are wrong are named by line, and all else is looked at', LONG, async () => {
    await using temp = await tempFolder();
    const wrong = temp.path;
    writeFileSync(path.join(wrong, 'deal.yaml'), 'id: tin\ntitle: 7\n');
    writeFileSync(path.join(wrong, 'people.yaml'), 'recipients:\n  - address: nobody\n');
    const examined = await doctor({ PACTWATCH_DEAL: wrong, PACTWATCH_RECIPIENTS: path.join(wrong, 'people.yaml') });
    expect(examined.code).toBe(78);
    expect(new Set(examined.bad)).toEqual(new Set(['deal: fail', 'recipients: fail']));
    expect(checkOf(examined, 'deal')).toMatchObject({
      figure: expect.stringContaining(`${wrong}/deal.yaml:`),
      fix: expect.stringContaining('PACTWATCH_DEAL'),
    });
    expect(checkOf(examined, 'recipients')!.figure).toContain('people.yaml:2:');
    expect(checkOf(examined, 'database')!.result).toBe('ok');
  });

  test('a hand-fed file with a bad row is named by row', LONG, async () => {
    await using temp = await tempFolder();
    const own = temp.path;
    writeStandInDeal(own);
    writeFileSync(path.join(own, 'figures', 'ledger.csv'), 'series;period\n');
    const examined = await doctor({ PACTWATCH_DEAL: own });
    expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 78, bad: ['source ledger: fail'] });
    expect(checkOf(examined, 'source', 'ledger')).toMatchObject({
      figure: expect.stringContaining('row 1 must be the header'),
      fix: expect.stringContaining('Mend figures/ledger.csv'),
    });
  });
});

test('a page for people in place of figures is a publisher that does not serve', LONG, async () => {
  standIns.byPublisher['eia']!.trouble('302 to HTML');
  onTestFinished(() => standIns.byPublisher['eia']!.trouble());
  const examined = await doctor();
  expect({ code: examined.code, bad: examined.bad }).toEqual({ code: 4, bad: ['source eia: fail'] });
  expect(checkOf(examined, 'source', 'eia')!.figure).toMatch(/^format: .*answered 302/);
});

test('recorded figures are read and no publisher is asked, unless it is told to', LONG, async () => {
  const recorded = { PACTWATCH_SOURCES: 'recorded', PACTWATCH_DEAL: '', PACTWATCH_RECIPIENTS: '', SMTP_URL: '' };
  const asked = () => Object.values(standIns.byPublisher).reduce((sum, { requests }) => sum + requests.length, 0);
  const before = asked();
  const quiet = await doctor(recorded);
  expect({ code: quiet.code, bad: quiet.bad }).toEqual({ code: 0, bad: [] });
  expect(checkOf(quiet, 'source', 'eia-lng')!.figure).toContain('recorded, readable, newest 2026-07');
  expect(checkOf(quiet, 'source', 'census-imports')!.figure).toContain('not among the recorded ones');
  expect(asked()).toBe(before);
  const live = await doctor(recorded, '--live');
  expect(checkOf(live, 'source', 'eia-lng')!.figure).toContain('answers, key accepted');
  expect(asked()).toBeGreaterThan(before);
});
