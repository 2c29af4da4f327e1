import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnv, variableDocs } from '../../../config/env.ts';
import { problemsIn } from '../../support/config-problems.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'env-'));
afterAll(() => rmSync(folder, { recursive: true }));

let secrets = 0;
function secretFile(text: string): string {
  const file = path.join(folder, `secret-${(secrets += 1)}`);
  writeFileSync(file, text);
  return file;
}

const problemsOf = (variables: Record<string, string>) => problemsIn(() => readEnv(variables));

describe('without any variable', () => {
  const env = readEnv({});

  test('everything is embedded, recorded and at home: nothing needs a key or a server', () => {
    expect(env).toEqual({
      stateFolder: path.resolve('.pactwatch'),
      dealFolder: path.resolve('config/deals/us-malaysia-2025'),
      isDealGiven: false,
      sources: 'recorded',
      recipientsFile: undefined,
      groupWait: Temporal.Duration.from('PT5M'),
      mailFrom: 'pactwatch@localhost',
      contact: undefined,
      databaseUrl: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      delivery: {
        mailRate: 60,
        bounceAddress: undefined,
        dkim: undefined,
        baseUrl: undefined,
        linkSecret: undefined,
        listen: { host: '127.0.0.1', port: 8080 },
        webhookSecret: undefined,
        heartbeatUrl: undefined,
      },
      logLevel: undefined,
      publishers: {},
    });
  });

  test('the settings cannot be changed afterwards', () => {
    expect(Object.isFrozen(env)).toBe(true);
  });

  test('an empty or blank variable is an unset one, whatever its meaning', () => {
    const empty = Object.fromEntries(
      variableDocs()
        .flatMap(({ name }) => name.split(', '))
        .filter((name) => /^[A-Z_]+$/.test(name))
        .map((name, index) => [name, index % 2 === 0 ? '' : '  ']),
    );
    expect(Object.keys(empty)).toContain('SMTP_URL_FILE');
    expect(readEnv({ ...empty, PACTWATCH_EIA_KEY: '', PACTWATCH_EIA_KEY_FILE: ' ', PACTWATCH_EIA_URL: '' })).toEqual(
      env,
    );
  });
});

describe('a variable', () => {
  test('each reaches its setting', () => {
    const env = readEnv({
      PACTWATCH_STATE: '/var/lib/pactwatch',
      PACTWATCH_SOURCES: 'live',
      PACTWATCH_RECIPIENTS: '/etc/pactwatch/recipients.yaml',
      PACTWATCH_MAIL_FROM: 'watch@example.org',
      PACTWATCH_CONTACT: 'https://example.org/contact',
      DATABASE_URL: 'postgres://watch:secret@db.example.org/pactwatch',
      REDIS_URL: 'rediss://:secret@queue.example.org:6380',
      SMTP_URL: 'smtps://watch:secret@mail.example.org:465',
      LOG_LEVEL: 'debug',
      PACTWATCH_MAIL_RATE: '600',
      PACTWATCH_BOUNCE_ADDRESS: 'bounces@example.org',
      PACTWATCH_DKIM_DOMAIN: 'example.org',
      PACTWATCH_DKIM_SELECTOR: 'watch',
      PACTWATCH_DKIM_KEY: 'hunter2',
      PACTWATCH_BASE_URL: 'https://watch.example.org/pact',
      PACTWATCH_LINK_SECRET: 'a made-up secret of links',
      PACTWATCH_WEBHOOK_SECRET: 'a made-up secret of hooks',
      PACTWATCH_HEARTBEAT_URL: 'https://ping.example.org/hunter2',
    });
    expect(env).toMatchObject({
      delivery: {
        mailRate: 600,
        bounceAddress: 'bounces@example.org',
        dkim: { domain: 'example.org', selector: 'watch', key: 'hunter2' },
        baseUrl: 'https://watch.example.org/pact',
        linkSecret: 'a made-up secret of links',
        listen: { host: '127.0.0.1', port: 8080 },
        webhookSecret: 'a made-up secret of hooks',
        heartbeatUrl: 'https://ping.example.org/hunter2',
      },
      stateFolder: '/var/lib/pactwatch',
      sources: 'live',
      recipientsFile: '/etc/pactwatch/recipients.yaml',
      mailFrom: 'watch@example.org',
      contact: 'https://example.org/contact',
      databaseUrl: 'postgres://watch:secret@db.example.org/pactwatch',
      redisUrl: 'rediss://:secret@queue.example.org:6380',
      smtpUrl: 'smtps://watch:secret@mail.example.org:465',
      logLevel: 'debug',
    });
  });

  test.each(['trace', 'debug', 'info', 'warn', 'error', 'silent'])('the log can be set to %s', (level) => {
    expect(readEnv({ LOG_LEVEL: level }).logLevel).toBe(level);
  });

  test('a folder that exists here is the deal; one that does not is looked for in the package', () => {
    expect(readEnv({ PACTWATCH_DEAL: folder }).dealFolder).toBe(folder);
    expect(readEnv({ PACTWATCH_DEAL: 'no/such/deal' }).dealFolder).toBe(path.resolve('no/such/deal'));
  });

  test.each([
    ['PACTWATCH_SOURCES', 'Live', 'PACTWATCH_SOURCES: write recorded or live'],
    ['LOG_LEVEL', 'verbose', 'LOG_LEVEL: write trace, debug, info, warn, error or silent'],
    [
      'PACTWATCH_MAIL_FROM',
      'Watch <w@example.org>',
      'PACTWATCH_MAIL_FROM: write a bare address such as pactwatch@example.org',
    ],
    ['PACTWATCH_MAIL_FROM', 'watch', 'PACTWATCH_MAIL_FROM: write a bare address such as pactwatch@example.org'],
    ['PACTWATCH_CONTACT', 'x\r\nX-Injected: y', 'PACTWATCH_CONTACT: write one URL or address without spaces'],
    ['DATABASE_URL', 'mysql://u:hunter2@h/d', 'DATABASE_URL: write a URL such as postgres://user@host/database'],
    ['DATABASE_URL', 'hunter2', 'DATABASE_URL: write a URL such as postgres://user@host/database'],
    ['REDIS_URL', 'http://:hunter2@h', 'REDIS_URL: write a URL such as redis://host:6379'],
    ['SMTP_URL', 'http://u:hunter2@h', 'SMTP_URL: write a URL such as smtp://host:587'],
    ['PACTWATCH_MAIL_RATE', '0', 'PACTWATCH_MAIL_RATE: write 1 or more'],
    ['PACTWATCH_MAIL_RATE', 'fast', 'PACTWATCH_MAIL_RATE: write a whole number of mails'],
    [
      'PACTWATCH_BOUNCE_ADDRESS',
      'b@example.org, c@example.org',
      'PACTWATCH_BOUNCE_ADDRESS: write a bare address such as bounces@example.org',
    ],
    [
      'PACTWATCH_BASE_URL',
      'https://u:hunter2@watch.example.org',
      'PACTWATCH_BASE_URL: write it without a password, a query and a fragment',
    ],
    ['PACTWATCH_LINK_SECRET', 'hunter2', 'PACTWATCH_LINK_SECRET: write at least 16 signs'],
    [
      'PACTWATCH_HEARTBEAT_URL',
      'ftp://hunter2',
      'PACTWATCH_HEARTBEAT_URL: write a URL such as https://ping.example.org/pactwatch',
    ],
  ])('%s that is %j is refused with the fix, and not repeated', (name, value, line) => {
    const problems = problemsOf({ [name]: value, PACTWATCH_RECIPIENTS: 'r.yaml' });
    expect(problems).toEqual([line]);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('all that is wrong is told at once', () => {
    expect(problemsOf({ PACTWATCH_SOURCES: 'x', LOG_LEVEL: 'y', PACTWATCH_X: 'z' }).map(nameOf)).toEqual([
      'PACTWATCH_X',
      'PACTWATCH_SOURCES',
      'LOG_LEVEL',
    ]);
  });

  test.each(['PACTWATCH_SOURCE', 'PACTWATCH_STATE_FILE', 'PACTWATCH_', 'PACTWATCH_KEY', 'PACTWATCH_eia_KEY'])(
    'a misspelt name is refused, since nobody would read it: %s',
    (name) => {
      expect(problemsOf({ [name]: 'hunter2' })).toEqual([`${name}: no such variable; the README lists them`]);
    },
  );

  test('what belongs to other programs is left alone', () => {
    expect(problemsOf({ PATH: '/bin', PGHOST: 'h', DATABASE_URLS: 'x', NODE_ENV: 'test', pactwatch_x: 'y' })).toEqual(
      [],
    );
  });
});

describe('a secret in a file', () => {
  test.each([
    ['DATABASE_URL', 'postgres://u:hunter2@h/d', 'databaseUrl'],
    ['REDIS_URL', 'redis://:hunter2@h', 'redisUrl'],
    ['SMTP_URL', 'smtp://u:hunter2@h', 'smtpUrl'],
  ] as const)('%s_FILE stands for %s, without the newline that editors add', (name, value, setting) => {
    const env = readEnv({ [`${name}_FILE`]: secretFile(`${value}\r\n`), PACTWATCH_RECIPIENTS: 'r.yaml' });
    expect(env[setting]).toBe(value);
  });

  test('the key of a publisher may be one too', () => {
    expect(readEnv({ PACTWATCH_EIA_KEY_FILE: secretFile('hunter2\n') }).publishers).toEqual({
      eia: { key: 'hunter2' },
    });
  });

  test.each(['SMTP_URL', 'PACTWATCH_EIA_KEY'])('%s given in both ways is refused: which one counts?', (name) => {
    const problems = problemsOf({
      [name]: 'smtp://h',
      [`${name}_FILE`]: secretFile('smtp://other'),
      PACTWATCH_RECIPIENTS: 'r.yaml',
    });
    expect(problems).toEqual([`${name}_FILE: ${name} is set too; set one of them`]);
  });

  test('a file that cannot be read is refused, without its name', () => {
    const problems = problemsOf({ SMTP_URL_FILE: path.join(folder, 'hunter2'), PACTWATCH_EIA_KEY_FILE: folder });
    expect(problems).toEqual([
      'SMTP_URL_FILE: the file it names cannot be read',
      'PACTWATCH_EIA_KEY_FILE: the file it names cannot be read',
    ]);
  });

  test.each(['DATABASE_URL', 'PACTWATCH_EIA_KEY'])(
    'an empty file is no secret: %s_FILE is refused and does not count as unset',
    (name) => {
      expect(problemsOf({ [`${name}_FILE`]: secretFile(' \n') })).toEqual([`${name}_FILE: the file it names is empty`]);
    },
  );

  test('a secret of the wrong form is not repeated', () => {
    const problems = problemsOf({ DATABASE_URL_FILE: secretFile('hunter2') });
    expect(problems).toEqual(['DATABASE_URL: write a URL such as postgres://user@host/database']);
  });

  test('only secrets are read from files', () => {
    const env = readEnv({ LOG_LEVEL_FILE: secretFile('debug') });
    expect(env.logLevel).toBeUndefined();
  });
});

describe('what goes together', () => {
  test('a DKIM signature that lacks a part is refused: mails would go out unsigned', () => {
    const key = { PACTWATCH_DKIM_KEY_FILE: secretFile('hunter2') };
    expect(problemsOf({ ...key, PACTWATCH_DKIM_DOMAIN: 'example.org' }).map(nameOf)).toEqual([
      'PACTWATCH_DKIM_SELECTOR',
    ]);
    expect(problemsOf({ PACTWATCH_DKIM_SELECTOR: 'watch' }).map(nameOf)).toEqual([
      'PACTWATCH_DKIM_DOMAIN',
      'PACTWATCH_DKIM_KEY',
    ]);
  });

  test('what is written like the key or address of a publisher, and is ours, is no publisher', () => {
    const ours = { PACTWATCH_HEARTBEAT_URL: 'https://ping.example.org', PACTWATCH_BASE_URL: 'https://example.org' };
    const dkim = { PACTWATCH_DKIM_DOMAIN: 'example.org', PACTWATCH_DKIM_SELECTOR: 'watch', PACTWATCH_DKIM_KEY: 'key' };
    expect(readEnv({ ...ours, ...dkim }).publishers).toEqual({});
  });

  test('a mail server without recipients is refused: mail must never go to the example', () => {
    const lines = problemsOf({ SMTP_URL: 'smtp://u:hunter2@mail.example.org' });
    expect(lines.map(nameOf)).toEqual(['PACTWATCH_RECIPIENTS']);
    expect(lines.join()).not.toContain('hunter2');
    expect(problemsOf({ SMTP_URL_FILE: secretFile('smtp://mail.example.org') })).toEqual(lines);
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example.org', PACTWATCH_RECIPIENTS: 'r.yaml' })).toEqual([]);
  });

  test('live mode without a contact is refused: publishers are told who asks', () => {
    expect(problemsOf({ PACTWATCH_SOURCES: 'live' }).map(nameOf)).toEqual(['PACTWATCH_CONTACT']);
    expect(problemsOf({ PACTWATCH_SOURCES: 'live', PACTWATCH_CONTACT: 'ops@example.org' })).toEqual([]);
  });
});

describe('a publisher', () => {
  test('has its key and address under its name as deal files write it', () => {
    const { publishers } = readEnv({
      PACTWATCH_EIA_KEY: 'hunter2',
      PACTWATCH_EIA_URL: 'https://eia.example.org/v2',
      PACTWATCH_HAND_FED_URL: 'http://127.0.0.1:8080',
      PACTWATCH_GTA2_KEY: 'hunter3',
    });
    expect(publishers).toEqual({
      eia: { key: 'hunter2', url: 'https://eia.example.org/v2' },
      'hand-fed': { url: 'http://127.0.0.1:8080' },
      gta2: { key: 'hunter3' },
    });
  });

  test.each(['no url', 'localhost:8080', 'file:///etc/passwd', 'ftp://example.org', 'https://'])(
    'that is said to answer at %j is refused: only the web is asked',
    (url) => {
      expect(problemsOf({ PACTWATCH_EIA_URL: url })).toEqual([
        'PACTWATCH_EIA_URL: write a URL such as https://example.org, without a password',
      ]);
    },
  );

  test('with a password in its address is refused: addresses are stored and printed', () => {
    const problems = problemsOf({ PACTWATCH_EIA_URL: 'https://me:hunter2@eia.example.org' });
    expect(problems.map(nameOf)).toEqual(['PACTWATCH_EIA_URL']);
    expect(problems.join()).not.toContain('hunter2');
  });
});

test('the documented variables are those that are read, each with a meaning', () => {
  const docs = variableDocs();
  expect(docs.filter(({ meaning }) => meaning === '')).toEqual([]);
  const names = docs.flatMap(({ name }) => name.split(', ')).filter((name) => /^PACTWATCH_[A-Z_]+$/.test(name));
  expect(names.length).toBeGreaterThan(4);
  expect(problemsOf(Object.fromEntries(names.map((name) => [name, 'x']))).join()).not.toContain('no such variable');
  expect(docs.find(({ name }) => name === 'PACTWATCH_SOURCES')?.fallback).toBe('recorded');
});

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':'));
}
