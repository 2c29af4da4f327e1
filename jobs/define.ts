import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';

/** A kind of job: its payload, how it is named, how it is retried, and what it does. */
export interface JobDefinition<Payload, Context, Result> {
  readonly name: string;
  /** Payloads may come from an older version of pactwatch: they are decoded, not trusted. */
  readonly payload: z.ZodType<Payload>;
  /** Two jobs with the same key are one job. Letters, digits, `-`, `_` and `.`. */
  key(payload: Payload): string;
  readonly options: JobsOptions;
  readonly concurrency: number;
  /** After this the job's signal is raised. */
  readonly timeLimitMs: number;
  /** Does the work. May be run twice, in any replica, after any crash, with the same result. */
  run(payload: Payload, context: Context, signal: AbortSignal): Promise<Result>;
}

/** Fixes the types of a definition and changes nothing. */
export const jobFor =
  <Context>() =>
  <Payload, Result>(definition: JobDefinition<Payload, Context, Result>): JobDefinition<Payload, Context, Result> =>
    definition;

const DAY = 24 * 60 * 60;

/** Long enough that replicas whose clocks differ still meet the job that one of them queued first. */
export const KEEP: Pick<JobsOptions, 'removeOnComplete' | 'removeOnFail'> = {
  removeOnComplete: { age: DAY },
  removeOnFail: { age: 90 * DAY },
};

/** An instant as part of a key: to the millisecond, without the `:` that BullMQ refuses. */
export const keyInstant = (instant: string): string => `at${Temporal.Instant.from(instant).epochMilliseconds}`;
