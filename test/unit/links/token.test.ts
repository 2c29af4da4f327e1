import { expect, test } from 'vitest';
import { z } from 'zod';
import { readSigned, signedUrl } from '../../../services/links/token.ts';

const LINKS = { base: 'https://pactwatch.example.org', secret: 'a made-up secret of links' };
const tokenOf = (said: unknown) => new URL(signedUrl('incident', said, LINKS)).pathname.split('/').at(-1)!;
const read = (token: string) =>
  readSigned('incident', token, { schema: z.strictObject({ deal: z.string() }), secret: LINKS.secret });

test('a link that another version signed, and said in another way, is taken for none of ours', () => {
  expect(read(tokenOf({ deal: 'tin-pact' }))).toEqual({ deal: 'tin-pact' });
  expect(read(tokenOf({ pact: 'tin-pact' }))).toBeNull();
});
