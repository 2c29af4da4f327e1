import { type Level, type Logger, pino } from 'pino';

/** A log on stderr, one JSON line an event. Values under the names of secrets never reach it. */
export function logTo(level: Level | 'silent'): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['*.key', '*.password', '*.address', 'key', 'password', 'address'], censor: '[redacted]' },
    },
    process.stderr,
  );
}
