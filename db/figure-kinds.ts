import type { StagedFigure } from './vintage-staging.ts';

/** What many figures of one document have in common. */
export type Kind = Pick<
  StagedFigure,
  'period' | 'periodStart' | 'periodMonths' | 'reportedBy' | 'publishedAt' | 'publishedOf'
>;

/** More groups than a document has that states what one publisher says of some periods. */
const MOST_GROUPS = 100;
const FIRST_BYTES = 8192;

/** Figures of one period and one reporter: their series tell them apart, a bit for each. */
interface Group {
  bits: Uint8Array;
}

/**
 * Numbers the kinds of figures that come in, and tells whether a figure comes twice, and whether they come in the order of
 * their series. It holds no figure. Of very many periods or reporters it does not know whether a figure comes twice.
 */
export class FigureKinds {
  readonly kinds: Kind[] = [];
  isInOrder = true;
  doubled: 'none' | 'some' | 'unknown' = 'none';
  readonly #numbers = new Map<string, number>();
  readonly #groups = new Map<string, Group>();
  #last: { readonly kind: Kind; readonly number: number; readonly group: Group | undefined } | undefined;
  #lastSeries = 0;

  /** The number of the figure's kind, from 0. */
  add(figure: StagedFigure): number {
    const last = this.#last && isSameKind(this.#last.kind, figure) ? this.#last : this.#look(figure);
    if (last !== this.#last) {
      this.isInOrder &&= this.#last === undefined;
      this.#last = last;
    } else this.isInOrder &&= figure.seriesId >= this.#lastSeries;
    this.#lastSeries = figure.seriesId;
    if (last.group !== undefined && this.doubled === 'none') this.#mark(last.group, figure.seriesId);
    return last.number;
  }

  #look({ period, periodStart, periodMonths, reportedBy, publishedAt, publishedOf }: StagedFigure) {
    const kind: Kind = {
      period,
      periodStart,
      periodMonths,
      reportedBy,
      publishedAt,
      ...(publishedOf === undefined ? {} : { publishedOf }),
    };
    const name = JSON.stringify(kind);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.kinds.push(kind) - 1;
      this.#numbers.set(name, number);
    }
    return { kind, number, group: this.#groupOf(kind) };
  }

  #groupOf({ periodStart, periodMonths, reportedBy }: Kind): Group | undefined {
    const name = JSON.stringify([periodStart, periodMonths, reportedBy]);
    let group = this.#groups.get(name);
    if (group === undefined && this.#groups.size < MOST_GROUPS) {
      group = { bits: new Uint8Array(FIRST_BYTES) };
      this.#groups.set(name, group);
    }
    if (group === undefined && this.doubled === 'none') this.doubled = 'unknown';
    return group;
  }

  #mark(group: Group, seriesId: number): void {
    const byte = seriesId >>> 3;
    const bit = 1 << (seriesId & 7);
    if (byte >= group.bits.length) {
      const wider = new Uint8Array(byte * 2);
      wider.set(group.bits);
      group.bits = wider;
    }
    if ((group.bits[byte]! & bit) !== 0) this.doubled = 'some';
    group.bits[byte]! |= bit;
  }
}

const isSameKind = (a: Kind, b: Kind): boolean =>
  a.period === b.period &&
  a.periodStart === b.periodStart &&
  a.periodMonths === b.periodMonths &&
  a.reportedBy === b.reportedBy &&
  a.publishedAt === b.publishedAt &&
  a.publishedOf === b.publishedOf;
