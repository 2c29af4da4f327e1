import type { z } from 'zod';
import { canonicalDecimal } from '../../../config/vocabulary/decimal.ts';
import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import type { Report, SourceDocument } from '../../../services/sources/connector.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { figureIn, locate } from '../../../services/sources/wire/locator.ts';

/** A document as a transport hands it over; text is encoded as UTF-8. */
export function documentOf(body: string | Uint8Array, url = 'https://publisher.example/'): SourceDocument {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { url, sha256: '0'.repeat(64), mediaType: 'application/octet-stream', bytes };
}

export function spanOf(from: string, to: string): PeriodSpan {
  return { from: Temporal.PlainYearMonth.from(from), to: Temporal.PlainYearMonth.from(to) };
}

/** The error of a call that must refuse. */
export function refusalOf(call: () => unknown): SourceError {
  try {
    call();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The observations with a value whose locator does not lead back to a raw text that states this value. */
export function strayFigures({ bytes }: SourceDocument, { observations }: Report): string[] {
  return observations
    .filter(({ value, locator }) => value !== null && statedAt(bytes, locator) !== value)
    .map(({ value, locator }) => `${value} is not at ${locator}`);
}

function statedAt(bytes: Uint8Array, locator: string): string | null {
  const raw = locate(bytes, locator);
  return locator.startsWith('#/') ? canonicalDecimal(raw) : figureIn(raw);
}

/** What a schema finds wrong, in one text; empty when it finds nothing. */
export function problemsOf(schema: z.ZodType, value: unknown): string {
  return (schema.safeParse(value).error?.issues ?? []).map(({ message }) => message).join('; ');
}
