import { SourceError } from '../errors.ts';
import { askedFor } from '../wire/request.ts';
import { readablePeriods } from './periods.ts';

/**
 * Refuses an answer whose number of rows says that it is none, or not all.
 * @throws SourceError `no_content` without any row; `format` when there are as many as were allowed.
 */
export function refuseCutOff(url: string, rows: number): void {
  if (rows === 0) {
    const periods = readablePeriods(askedFor(url, 'period')?.split(',') ?? []);
    const of = periods.length === 0 ? '' : ` of ${periods.join(', ')}`;
    throw new SourceError('no_content', `no records${of}: not yet published, or nothing traded, or a wrong parameter`);
  }
  const maxRecords = Number(askedFor(url, 'maxRecords') ?? Infinity);
  if (rows < maxRecords) return;
  throw new SourceError('format', `${rows} records, as many as were allowed: others may have been cut off`);
}
