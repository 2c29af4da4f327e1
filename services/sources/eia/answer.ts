import { z } from 'zod';
import type { SourceDocument } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, parseJson } from '../wire/json.ts';
import { refusal } from '../wire/refusal.ts';
import { askedFor } from '../wire/request.ts';

export const ROWS_A_PAGE = 5000;

const Refused = z.object({
  error: z.union([z.string(), z.object({ code: z.string(), message: z.string().nullish() })]),
  code: z.string().nullish(),
});

const Warnings = z.array(z.object({ warning: z.string(), description: z.string().nullish() })).nullish();

const Answer = z.object({
  response: z.object({
    total: z.string().regex(/^\d+$/, 'is no count of rows'),
    frequency: z.string().nullish(),
    warnings: Warnings,
    data: z.array(z.custom<JsonValue>()),
  }),
  warnings: Warnings,
});

interface EiaPage {
  readonly rows: readonly JsonValue[];
  readonly frequency: string | undefined;
  /** Rows of the whole answer, and how many of them this page and those before it hold. */
  readonly total: number;
  readonly reached: number;
  readonly warnings: readonly string[];
}

/**
 * One page of an answer, its rows still unchecked.
 * @throws SourceError `throttled`, `unavailable` or `refused` for an error in the body, `format` for any other shape.
 */
export function eiaPage({ url, bytes }: SourceDocument): EiaPage {
  const body = parseJson(bytes);
  const refused = Refused.safeParse(body).data;
  if (refused) throw refusalOf(refused);
  const { response, warnings } = checkShape(body, Answer);
  return {
    rows: response.data,
    frequency: response.frequency ?? undefined,
    total: Number(response.total),
    reached: Number(askedFor(url, 'offset') ?? 0) + response.data.length,
    warnings: [...(response.warnings ?? []), ...(warnings ?? [])].map(
      ({ warning, description }) => `${warning}: ${description ?? ''}`,
    ),
  };
}

function refusalOf({ error, code }: z.output<typeof Refused>): SourceError {
  if (typeof error === 'string') return refusal(error, Number(code ?? 0));
  return refusal(`${error.code}: ${error.message ?? ''}`);
}

/** Refuses a page that holds fewer rows than it should, or that EIA warns of. */
export function refuseIncomplete({ url }: SourceDocument, { rows, total, reached, warnings }: EiaPage): void {
  const asked = Number(askedFor(url, 'length') ?? ROWS_A_PAGE);
  if (reached < total && rows.length < Math.min(asked, ROWS_A_PAGE)) {
    throw new SourceError('format', `the answer breaks off: ${reached} rows of ${total}, and no full page`);
  }
  // "incomplete return" is what a page that is followed by others says; alone, it means that rows are missing.
  const unread = warnings.find((warning) => !warning.startsWith('incomplete return') || total <= rows.length);
  if (unread !== undefined) throw new SourceError('format', `EIA warns: ${unread.slice(0, 200)}`);
}
