import { formatPeriod, lastMonth, parsePeriod } from '../../config/vocabulary/period.ts';
import { fixesFor } from '../notices/source-fixes.ts';
import { faultMayPass, type SourceError } from '../sources/errors.ts';
import type { Ask } from '../sources/transport.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { publisherClock } from './clock.ts';
import type { Look } from './look.ts';

export interface Known {
  /** The newest period that is stored of the source; null when there is none, undefined when that says nothing. */
  readonly stored: string | null | undefined;
  /** Whether the publisher was asked; else what the deal folder keeps was read. */
  readonly isAsked: boolean;
  readonly hasKey: boolean;
}

/** What a look at a source found, beside what is stored of it. */
export function sourceChecks(ask: Ask, look: Look, known: Known, now: Temporal.Instant): Check[] {
  const { sourceId: subject, connector } = ask;
  const clock = known.isAsked ? publisherClock(subject, connector.name, look.skewMs) : undefined;
  return [sourceCheck(ask, look, known, now), ...(clock === undefined ? [] : [clock])];
}

function sourceCheck(ask: Ask, look: Look, known: Known, now: Temporal.Instant): Check {
  const place = { area: 'source', subject: ask.sourceId } as const;
  const { fault } = look;
  const figure = figureOf(ask, look, known);
  if (fault === undefined) {
    return isBehind(look, known)
      ? warn(place, figure, 'pactwatch run pulls it, and so does a running worker.')
      : ok(place, figure);
  }
  if (fault.fault !== 'no_content') {
    // A page in place of figures, as during maintenance, passes; what is wrong in the deal folder stays.
    const mayPass = faultMayPass(fault.fault) || fault.fault === 'format';
    const breaks = known.isAsked && mayPass ? 'dependency' : 'config';
    return fail(place, breaks, `${fault.fault}: ${fault.message}`, fixFor(ask, fault, now));
  }
  const empty = `${figure}; it holds nothing of the last two years`;
  return hadMore(ask, known) ? warn(place, empty, fixFor(ask, fault, now)) : ok(place, empty);
}

function fixFor({ sourceId, source, connector }: Ask, { fault, message }: SourceError, now: Temporal.Instant): string {
  const failing = { fault, detail: message, failures: 1, since: now, until: now };
  return fixesFor({ id: sourceId, spec: source, connector }, { late: null, failing }).join(' ');
}

function figureOf({ connector }: Ask, look: Look, { stored, isAsked, hasKey }: Known): string {
  const { newest, released, measures } = look;
  const key = connector.key === 'none' ? '' : hasKey ? ', key accepted' : ', asked without a key';
  const read = connector.baseUrl === null ? 'its files are readable' : 'recorded, readable';
  return [
    isAsked ? `${connector.name} answers${key}` : read,
    ...(newest === null ? [] : [`newest ${formatPeriod(newest)}`]),
    ...(newest === null && released !== null ? [`released through ${formatPeriod(released)}`] : []),
    ...(measures === null ? [] : [`measures listed${isAsked ? ' on its first page' : ''}: ${measures}`]),
    ...(stored === undefined ? [] : [stored === null ? 'nothing stored yet' : `stored through ${stored}`]),
  ].join(', ');
}

/** Whether a figure is there to be pulled; what was never pulled is no arrear. */
function isBehind({ newest }: Look, { stored, isAsked }: Known): boolean {
  if (!isAsked || newest === null || !stored) return false;
  return Temporal.PlainYearMonth.compare(lastMonth(newest), lastMonth(parsePeriod(stored))) > 0;
}

/** Whether figures of the months that were asked for are stored, of which there are none now. */
function hadMore({ span }: Ask, { stored }: Known): boolean {
  return !!stored && Temporal.PlainYearMonth.compare(lastMonth(parsePeriod(stored)), span.from) >= 0;
}
