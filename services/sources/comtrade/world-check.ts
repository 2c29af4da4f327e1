import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { SourceError } from '../errors.ts';
import { jsonPointer } from '../wire/json.ts';

/** What the check needs of a row. */
export interface PartnerValue {
  readonly index: number;
  readonly period: string;
  readonly partnerCode: string;
  readonly cmdCode: string;
  readonly flowCode: string;
  readonly primaryValue?: string | null | undefined;
}

const WORLD = '0';

/**
 * Compares the World row of each flow with the partners beside it, in US dollars, with a tolerance of 1 USD or a billionth
 * of World. Of an answer with every partner they must add up to World; of one with some, they cannot exceed it.
 * @throws SourceError `format` at the World row that contradicts its partners.
 */
export function refuseOtherSum(rows: readonly PartnerValue[], isEveryPartner: boolean): void {
  const flows = Map.groupBy(rows, ({ period, cmdCode, flowCode }) => JSON.stringify([period, cmdCode, flowCode]));
  for (const flow of flows.values()) {
    const world = flow.find(({ partnerCode }) => partnerCode === WORLD);
    const partners = flow.filter(({ partnerCode }) => partnerCode !== WORLD);
    if (typeof world?.primaryValue !== 'string' || (partners.length === 0 && !isEveryPartner)) continue;
    const total = new Decimal(world.primaryValue);
    const sum = partners.reduce((before, { primaryValue }) => before.plus(primaryValue ?? '0'), new Decimal(0));
    const over = sum.minus(total);
    const off = isEveryPartner ? over.abs() : over;
    if (off.lte(Decimal.max('1', total.abs().times('1e-9')))) continue;
    throw new SourceError(
      'format',
      `${jsonPointer(['data', world.index, 'primaryValue'])} World is ${total.toFixed()} USD, and the ${partners.length} ` +
        `partners of ${world.period} beside it make ${sum.toFixed()}${isEveryPartner ? ': rows are missing or doubled' : ''}`,
    );
  }
}
