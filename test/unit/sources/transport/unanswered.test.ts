import { expect, it } from 'vitest';
import { unanswered } from '../../../../services/sources/transport/unanswered.ts';

const plain = (text: string) => text;
const failed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });

it.each([
  ['ECONNREFUSED', 'refused the connection'],
  ['ENOTFOUND', 'was not found by that name'],
  ['EAI_AGAIN', 'could not be looked up by name'],
  ['ECONNRESET', 'broke the connection off'],
  ['UND_ERR_SOCKET', 'broke the connection off'],
  ['UND_ERR_CONNECT_TIMEOUT', 'could not be connected to in time'],
  ['UND_ERR_BODY_TIMEOUT', 'fell silent'],
  ['ENETUNREACH', 'cannot be reached over the network'],
  ['CERT_HAS_EXPIRED', 'could not prove who it is (TLS)'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'could not prove who it is (TLS)'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'could not prove who it is (TLS)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'could not prove who it is (TLS)'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'could not prove who it is (TLS)'],
  ['Z_DATA_ERROR', 'sent a damaged compressed answer'],
  ['Z_BUF_ERROR', 'sent a compressed answer that ends in the middle'],
  ['ERR_BROTLI_DECODER_ERROR_UNREACHABLE', 'sent a damaged compressed answer'],
  ['ZSTD_error_corruption_detected', 'sent a damaged compressed answer'],
  ['HPE_INVALID_CONSTANT', 'did not answer in HTTP'],
])('%s is said in plain words', (code, words) => {
  expect(unanswered(failed(code), plain).message).toBe(`${words} [${code}]`);
});

it('the first of several addresses speaks for all', () => {
  const both = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })], 'all failed');
  expect(unanswered(new TypeError('fetch failed', { cause: both }), plain).message).toBe(
    'refused the connection [ECONNREFUSED]',
  );
});

it('what has no plain words is quoted through the mask, on one line', () => {
  const error = new TypeError('fetch failed', { cause: new Error('bad port\nin https://x/?k=hidden') });
  expect(unanswered(error, (text) => text.replace('hidden', '******')).message).toBe(
    'could not be asked: bad port in https://x/?k=******',
  );
});

it('causes in a circle, and things thrown that are no errors, come to an end', () => {
  const round = new Error('round');
  round.cause = round;
  expect(unanswered(round, plain).message).toBe('could not be asked: round');
  expect(unanswered('text', plain).message).toBe('could not be asked');
});
