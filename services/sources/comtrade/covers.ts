import { type Period, formatPeriod } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from './areas.ts';
import type { Coverage, ReportedObservation } from '../connector.ts';
import { askedFor } from '../wire/request.ts';
import { spanOfPeriod } from '../wire/span.ts';
import { readablePeriods } from './periods.ts';
import { type ComtradeQuery, FLOW_CODES } from './query.ts';

/**
 * What an answer with figures speaks for: each flow that was asked for, in the periods of which the answer holds
 * anything. A period of which it holds nothing may not be available.
 */
export function comtradeCovers(
  url: string,
  observations: readonly ReportedObservation[],
  { reporter, partners, products, flows }: ComtradeQuery,
): Coverage[] {
  const asked = (parameter: string) => askedFor(url, parameter)?.split(',');
  const isAsked = (parameter: string, code: string) => asked(parameter)?.includes(code) ?? true;
  const periods = asked('period');
  const readable = periods && new Set(readablePeriods(periods));
  const held = new Map<string, Period>(observations.map(({ period }) => [formatPeriod(period), period]));
  const spans = [...held].filter(([text]) => readable?.has(text) ?? true).map(([, period]) => spanOfPeriod(period));
  return partners
    .filter((iso) => isAsked('partnerCode', COMTRADE_AREAS[iso]!))
    .flatMap((partner) =>
      products
        .filter((code) => isAsked('cmdCode', code))
        .flatMap((code) =>
          flows
            .filter((flow) => isAsked('flowCode', FLOW_CODES[flow]))
            .map((flow) => ({
              of: { reporter, partner, product: `HS/${code}`, flow },
              spans,
              locator: '#/data/-',
            })),
        ),
    );
}
