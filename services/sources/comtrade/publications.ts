import { z } from 'zod';
import { comtradePeriod } from './periods.ts';
import { type ComtradeQuery, refuseOtherDataset } from './query.ts';
import type { Publication } from '../connector.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';

const Release = z.object({
  publicationDate: z.string().transform((text, context) => {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').toInstant();
    } catch {
      context.addIssue({ code: 'custom', message: `"${text}" is no date and time` });
      return z.NEVER;
    }
  }),
  publicationNote: z.string().nullish(),
});

const Dataset = z.object({
  reporterCode: z.string(),
  freqCode: z.string(),
  period: z.string().regex(/^\d{4}(?:0[1-9]|1[0-2])?$/, 'is no year and no month'),
  notes: z.array(Release).min(1, 'has no publication'),
});

/**
 * The latest publication of each period, from an answer of `getMetadata`. Comtrade states its times without a zone;
 * they are read as UTC.
 * @throws SourceError `wrong_subject` for another reporter or frequency, `format` for any other shape.
 */
export function comtradePublications(rows: readonly JsonValue[], query: ComtradeQuery): Publication[] {
  const latest = new Map<string, Publication>();
  for (const [index, unchecked] of rows.entries()) {
    const dataset = checkShape(unchecked, Dataset, ['data', index]);
    refuseOtherDataset(dataset, query, jsonPointer(['data', index]));
    for (const { publicationDate, publicationNote } of dataset.notes) {
      const known = latest.get(dataset.period);
      if (known && Temporal.Instant.compare(known.publishedAt, publicationDate) >= 0) continue;
      latest.set(dataset.period, {
        period: comtradePeriod(dataset.period),
        publishedAt: publicationDate,
        ...(publicationNote && publicationNote !== 'N/A' ? { note: publicationNote } : {}),
      });
    }
  }
  return [...latest.values()];
}
