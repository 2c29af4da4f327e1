import { ConfigError } from '../config/config-error.ts';
import { EmbeddedPostgresError } from '../db/embedded/errors.ts';
import { NewerSchemaError } from '../db/migrate.ts';
import { QueueStoreError } from '../jobs/queue-store-error.ts';
import { EXIT } from './exit-codes.ts';

/** Somebody asked for something that is not there. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN']);
/** PostgreSQL classes 08 (connection), 28 (authorization), 3D (no such database), 57P (shutting down). */
const DATABASE_DOWN = /^(?:08|28|3D|57P)/;

/** The lines that a person reads on stderr. */
export function faultLines(error: unknown): string[] {
  if (error instanceof ConfigError) return [...error.lines];
  if (error instanceof AggregateError && error.message === '') return error.errors.flatMap(faultLines);
  const words = error instanceof Error ? error.message || error.name : String(error);
  return [
    isDatabaseDown(error) ? `the database of DATABASE_URL, or the embedded one, does not answer: ${words}` : words,
  ];
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof NewerSchemaError) return EXIT.configInvalid;
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof EmbeddedPostgresError || error instanceof QueueStoreError) return EXIT.dependencyDown;
  return isDatabaseDown(error) ? EXIT.dependencyDown : EXIT.unexpected;
}

function isDatabaseDown(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseDown);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return CONNECTION_CODES.has(code) || DATABASE_DOWN.test(code) || isDatabaseDown(error.cause);
}
