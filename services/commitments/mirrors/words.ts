import type { MirrorSpec } from '../../../config/deal/schema.ts';
import { sayMeasured } from '../../../config/vocabulary/basis.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import { capital, say } from '../words.ts';
import type { Comparison } from './compare.ts';

/** What two sides say of each other, in a sentence or two. */
export function sidesWords(mirror: MirrorSpec, { says, now, before, why }: Comparison): string {
  if (now === null) return `${mirror.title}: ${why}.`;
  const unit = sayMeasured(mirror);
  const [m, x] = [say(now.sides.importer, unit), say(now.sides.exporter, unit)];
  const said = `${mirror.title}, ${formatPeriod(now.period)}: ${m} by the importer, ${x} by the exporter`;
  const rest = `${now.provisional ? ' Not all of these figures are final.' : ''}${why === null ? '' : ` ${capital(why)}.`}`;
  if (now.asymmetry === null) return `${said}; ${undefinedBecause(now.sides.importer, now.sides.exporter)}.${rest}`;
  const { relative } = now.asymmetry;
  const earlier = before === null ? '' : ` A year before it was ${apart(before.relative)}.`;
  const limit = sayShare(new Decimal(mirror.tolerance));
  switch (says) {
    case 'one_sided':
      return `${said}: a flow that one side alone reports.${earlier}${rest}`;
    case 'disagree':
      return `${said}: the importer's is ${apart(relative)}, more than the ${limit} that are tolerated.${earlier}${rest}`;
    default:
      return `${said}: the importer's is ${apart(relative)}, within the ${limit} that are tolerated.${earlier}${rest}`;
  }
}

const undefinedBecause = (importer: Decimal, exporter: Decimal): string =>
  importer.isZero() && exporter.isZero()
    ? 'two zeros are no agreement, as nothing is compared'
    : 'a correction leaves a side below zero, so nothing can be compared';

/** `9.9% of their mean below the exporter's`. */
function apart(relative: Decimal): string {
  if (relative.isZero()) return "the same as the exporter's";
  return `${sayShare(relative.abs())} of their mean ${relative.lt(0) ? 'below' : 'above'} the exporter's`;
}

/** To two decimal places of a percent, so that what lies just beyond a tolerance is seen to do so. */
const sayShare = (share: Decimal): string => `${decimalText(share.times(100), 2)}%`;
