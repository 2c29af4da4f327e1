/** A stretch of the axis, and where its name stands. */
export interface Cell {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly middle: number;
}

/** Names under an axis of time, the finest row first, and where the axis has ticks. */
export interface TimeAxis {
  readonly rows: readonly (readonly Cell[])[];
  readonly ticks: readonly number[];
}

interface Terms {
  /** Places along the axis. */
  readonly from: number;
  readonly to: number;
  readonly pixelsPerMonth: number;
  /** Months of the shortest period that is drawn: nothing finer is named. */
  readonly finest: number;
  readonly month: (number: number) => string;
  readonly widthOf: (label: string) => number;
}

const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const APART = 8;

/** Months or quarters where there is room for their names, and years under them. */
export function timeAxis(terms: Terms): TimeAxis {
  const { from, to, pixelsPerMonth, finest, month, widthOf } = terms;
  const names = Array.from({ length: 12 }, (_, index) => month(index + 1));
  const fits = (months: number, label: string) => months * pixelsPerMonth >= widthOf(label) + APART;
  const part = finest < 3 && names.every((name) => fits(1, name)) ? 1 : finest < 12 && fits(3, 'Q4 ') ? 3 : undefined;
  const parts = part === undefined ? [] : cells(from, to, part, (start) => partName(start, part, names));
  const years = yearCells(terms, fits);
  return {
    rows: [parts, years]
      .map((row) =>
        apart(
          row.filter((cell) => fits(cell.to - cell.from, cell.label)),
          terms,
        ),
      )
      .filter((row) => row.length > 0),
    ticks: (parts.length > 0 ? parts : years).map((cell) => cell.from),
  };
}

function yearCells({ from, to }: Terms, fits: (months: number, label: string) => boolean): Cell[] {
  const step = YEARS.find((years) => fits(years * 12, '2000')) ?? YEARS.at(-1)!;
  const several = cells(from, to, step * 12, (start) => String(start / 12));
  // Of several years the first is named, under itself.
  if (step === 1) return several;
  const named = several.map((cell) => ({ ...cell, middle: Number(cell.label) * 12 + 6 }));
  return named.filter(({ middle }) => middle > from && middle < to);
}

/** Names kept between the ends of the axis, without those that would touch the one before. */
function apart(row: readonly Cell[], { from, to, pixelsPerMonth, widthOf }: Terms): Cell[] {
  const kept: Cell[] = [];
  let end = -Infinity;
  for (const cell of row) {
    const half = widthOf(cell.label) / 2 / pixelsPerMonth;
    const middle = Math.min(Math.max(cell.middle, from + half), to - half);
    if (middle - half < end) continue;
    kept.push({ ...cell, middle });
    end = middle + half + APART / pixelsPerMonth;
  }
  return kept;
}

function cells(from: number, to: number, months: number, name: (start: number) => string): Cell[] {
  const first = Math.floor(from / months) * months;
  return Array.from({ length: Math.ceil((to - first) / months) }, (_, index) => {
    const start = first + index * months;
    const cell = { from: Math.max(from, start), to: Math.min(to, start + months) };
    return { ...cell, label: name(start), middle: (cell.from + cell.to) / 2 };
  });
}

function partName(start: number, months: number, names: readonly string[]): string {
  const month = ((start % 12) + 12) % 12;
  return months === 1 ? names[month]! : `Q${month / 3 + 1}`;
}
