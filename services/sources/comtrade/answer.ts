import { z } from 'zod';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape } from '../wire/json.ts';
import { refusal } from '../wire/refusal.ts';

const Refused = z.object({
  error: z.string().nullish(),
  statusCode: z.string().nullish(),
  message: z.string().nullish(),
  errorObject: z.object({ errorMessage: z.string().nullish() }).nullish(),
});

const Answer = z.object({ count: z.string(), data: z.array(z.custom<JsonValue>()) });

/**
 * The rows of an answer, still unchecked, and how many the answer counts.
 * @param held how many there were, of an answer whose rows were read and taken out already.
 * @throws SourceError `throttled`, `unavailable` or `refused` for an error in the body, `format` for any other shape.
 */
export function comtradeRows(body: JsonValue, held?: number): readonly JsonValue[] {
  const failed = Refused.safeParse(body).data;
  const words = failed?.errorObject?.errorMessage || failed?.message || failed?.error;
  if (words) throw refusal(words, Number(failed?.statusCode ?? 0));
  const { count, data } = checkShape(body, Answer);
  const rows = held ?? data.length;
  if (Number(count) !== rows) {
    throw new SourceError('format', `the answer counts ${count} records and holds ${rows}: it is not whole`);
  }
  return data;
}
