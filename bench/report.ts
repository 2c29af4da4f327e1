/** A figure that was measured, held against a budget. */
export interface Measured {
  readonly figure: string;
  /** The figure itself, with its unit. */
  readonly value: string;
  /** What it is held against, and its figure. */
  readonly beside: string;
  /** The number that the budget is about. */
  readonly ratio: number;
  readonly budget: { readonly atLeast: number } | { readonly atMost: number };
  /** Of the ratio and the budget; nothing for a ratio. */
  readonly unit?: string;
}

export function holds({ ratio, budget }: Measured): boolean {
  return 'atLeast' in budget ? ratio >= budget.atLeast : ratio <= budget.atMost;
}

const HEADER = ['figure', 'measured', 'beside', 'ratio', 'budget', 'ok'];

/** The figures as a table, and one line that sums them up. */
export function tableOf(title: string, measured: readonly Measured[]): string {
  const rows = [HEADER, ...measured.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const broken = measured.filter((one) => !holds(one));
  const summary =
    broken.length === 0
      ? `${title}: all ${measured.length} budgets hold.`
      : `${title}: ${broken.length} of ${measured.length} budgets do not hold: ${broken.map(({ figure }) => figure).join('; ')}.`;
  return [lines[0]!, widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1), '', summary, ''].join(
    '\n',
  );
}

function cellsOf(one: Measured): string[] {
  const { figure, value, beside, ratio, budget, unit = '' } = one;
  const limit = 'atLeast' in budget ? `≥ ${budget.atLeast}` : `≤ ${budget.atMost}`;
  return [figure, value, beside, `${ratio.toFixed(2)}${unit}`, `${limit}${unit}`, holds(one) ? 'ok' : 'NO'];
}

/** The middle one; of an even number of them, the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

export const count = (value: number): string => value.toLocaleString('en').replaceAll(',', ' ');
export const rate = (rows: number, ms: number): string => `${count(Math.round((rows / ms) * 1000))} rows/s`;
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
