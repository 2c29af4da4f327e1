import type { Force, MeasureEffect, MeasureKind } from '../../config/vocabulary/measure.ts';
import { sayDate, sayList } from '../commitments/words.ts';
import type { Measures } from '../scorecard/measures-schema.ts';
import { oneLine } from './one-line.ts';

type Measure = Measures['list'][number];

const KINDS: Readonly<Record<MeasureKind, string>> = {
  export_ban: 'export ban',
  export_quota: 'export quota',
  export_tariff_quota: 'export tariff quota',
  export_licensing: 'export licensing',
  export_tax: 'export tax',
  export_price_benchmark: 'export price benchmark',
  local_supply_requirement: 'local supply requirement',
  export_other: 'other measure on exports',
  legal_event: 'legal event',
};

const EFFECTS: Readonly<Record<MeasureEffect, string>> = {
  restricting: 'restricts',
  probably_restricting: 'probably restricts',
  liberalising: 'frees or treats all alike',
};

/** What a register says of a measure, `export ban of MYS; in force since 1 February 2026; restricts; HS 284690`. */
export function measureFacts(measure: Measure): string {
  const { kind, effect, implementer, products, affected, isOfficial, listing } = measure;
  return [
    `${KINDS[kind]} of ${implementer}`,
    forceText(measure),
    ...(effect === null ? [] : [EFFECTS[effect]]),
    ...(products.length === 0 ? [] : [productsText(products)]),
    ...(affected === 'all' ? ['all partners'] : affected.length === 0 ? [] : [partnersText(affected)]),
    ...(isOfficial === null ? [] : [isOfficial ? 'official source' : 'no official source']),
    ...(listing === 'unlisted' ? ['no longer listed, which does not say that it was lifted'] : []),
  ].join('; ');
}

function forceText({ force, inForceFrom, removed, announced }: Measure): string {
  const since = inForceFrom === null ? '' : ` ${sayDate(inForceFrom)}`;
  const until = removed === null ? '' : ` until ${sayDate(removed)}`;
  const told = announced === null ? '' : `, announced ${sayDate(announced)}`;
  const words: Readonly<Record<Force, string>> = {
    in_force: `in force since${since}${until}`,
    not_yet: `not yet in force: from${since}${until}`,
    ended: `ended${removed === null ? '' : ` ${sayDate(removed)}`}`,
    unknown:
      inForceFrom === null ? `in force or not: not stated${told}` : `was listed as in force from${since}${until}`,
  };
  return words[force];
}

function productsText(products: Measure['products']): string {
  const codes = [...new Set(products.map(({ code }) => code))];
  const named = codes.length > 6 ? [...codes.slice(0, 5), `${codes.length - 5} more`] : codes;
  return `HS ${sayList(named.map((code) => oneLine(code, 12)))}`;
}

function partnersText(affected: readonly string[]): string {
  return affected.length > 6 ? `${affected.length} partners` : `for ${sayList(affected)}`;
}
