import { expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { smtpSettings, withoutPassword } from '../../../services/notices/smtp-settings.ts';

test('host, port and the way of encryption come from the URL', () => {
  expect(smtpSettings('smtp://mail.example.org')).toEqual({
    host: 'mail.example.org',
    port: 587,
    secure: false,
    requireTLS: false,
    auth: undefined,
  });
  expect(smtpSettings('smtps://mail.example.org')).toMatchObject({ port: 465, secure: true, requireTLS: false });
  expect(smtpSettings('smtp://[::1]:1025/')).toMatchObject({ host: '::1', port: 1025 });
});

test('user and password may hold any character, written as a URL writes it', () => {
  expect(smtpSettings('smtp://desk%40example.org:p%2F%3A%25@mail.example.org').auth).toEqual({
    user: 'desk@example.org',
    pass: 'p/:%',
  });
});

test('a password leaves this machine over TLS or not at all', () => {
  expect(smtpSettings('smtp://user:secret@mail.example.org').requireTLS).toBe(true);
  expect(smtpSettings('smtp://user:secret@127.evil.example.org').requireTLS).toBe(true);
  expect(smtpSettings('smtp://user:secret@localhost:1025').requireTLS).toBe(false);
  expect(smtpSettings('smtp://user:secret@127.0.0.1:1025').requireTLS).toBe(false);
});

test.each([
  'user:secret@mail.example.org',
  'http://user:secret@mail.example.org',
  'smtp://user:secret@',
  'smtp://user:secret@mail.example.org/path',
  'smtp://user:secret@mail.example.org?logger=true',
  'smtp://user:secret@mail.example.org:port',
  'smtp://user:secret%@mail.example.org',
  '',
])('a URL that cannot be used is refused with a fix and without its password: %s', (url) => {
  const refusal = () => smtpSettings(url);
  expect(refusal).toThrow(ConfigError);
  expect(refusal).toThrow(/^SMTP_URL: /);
  expect(refusal).not.toThrow(/secret/);
});

test('a password is taken out of a text in every form in which a server has seen it', () => {
  const auth = { user: 'desk', pass: 'sécret/1' };
  const plain = Buffer.from('\0desk\0sécret/1').toString('base64');
  const login = Buffer.from('sécret/1').toString('base64');
  expect(withoutPassword(`no: ${plain}, ${login}, s%C3%A9cret%2F1, sécret/1`, auth)).toBe('no: ***, ***, ***, ***');
});
