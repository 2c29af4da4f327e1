/**
 * Why a source gave no figures. The closed set is stored, shown on the scorecard and used as a metric label.
 * - `unreachable`: no answer (refused, reset, timed out): may pass.
 * - `throttled`: 429, or a quota: passes with time.
 * - `unavailable`: the publisher's own fault (5xx).
 * - `refused`: key missing or not accepted, or another 4xx: a person must act.
 * - `no_content`: 204 or an empty answer, which tells neither "no trade" from "not yet released".
 * - `format`: an answer that is not in the publisher's format: HTML, truncated, the wrong shape.
 * - `wrong_subject`: a well-formed answer to another question (another country, product or flow).
 */
export const SOURCE_FAULTS = [
  'unreachable',
  'throttled',
  'unavailable',
  'refused',
  'no_content',
  'format',
  'wrong_subject',
] as const;
export type SourceFault = (typeof SOURCE_FAULTS)[number];

const MAY_PASS: ReadonlySet<string> = new Set<SourceFault>(['unreachable', 'throttled', 'unavailable']);

/** Whether asking again later can help, by the fault as it is stored. */
export const faultMayPass = (fault: string): boolean => MAY_PASS.has(fault);

/** A source that could not be read. It fails alone: its document is kept and no standing moves. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly fault: SourceFault;
  /** How long the publisher asked to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(fault: SourceFault, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether asking again later can help. */
  get mayPass(): boolean {
    return faultMayPass(this.fault);
  }
}
