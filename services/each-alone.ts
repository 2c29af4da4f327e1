/**
 * Does the work for each item, one after the other. One that fails does not hold up those behind it.
 * @returns what the work gave, without `undefined`.
 * @throws when all are done, what failed: the error itself, or an AggregateError of several. When `signal` is raised,
 *   its reason, at once.
 */
export async function eachAlone<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<Result | undefined>,
): Promise<Result[]> {
  const results: Result[] = [];
  const errors: unknown[] = [];
  for (const item of items) {
    signal.throwIfAborted();
    try {
      const result = await work(item);
      if (result !== undefined) results.push(result);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw allOf(errors);
  return results;
}

/** What to throw for several failures: the one there is, or an AggregateError that says what all of them say. */
export function allOf(errors: readonly unknown[]): unknown {
  return errors.length === 1 ? errors[0] : new AggregateError(errors, errors.map(wordsOf).join('; '));
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
