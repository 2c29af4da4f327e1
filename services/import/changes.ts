/** What is stated of one thing, in words a person reads, by the name of what is stated. */
export interface Statement {
  /** `lynas-reo-output of 2025-Q4 by Grafa`, or the key of a measure. */
  readonly id: string;
  readonly says: Readonly<Record<string, string>>;
}

export interface ChangedStatement {
  readonly id: string;
  readonly fields: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

export interface Changes {
  readonly added: readonly Statement[];
  readonly revised: readonly ChangedStatement[];
  /** Stated before and no more. */
  readonly withdrawn: readonly Statement[];
  readonly unchanged: number;
}

/** How two lists of statements differ, each in its own order. Ids are unique in a list. */
export function changesBetween(known: readonly Statement[], incoming: readonly Statement[]): Changes {
  const before = new Map(known.map((statement) => [statement.id, statement]));
  const after = new Set(incoming.map(({ id }) => id));
  const kept = incoming.flatMap((statement) => {
    const earlier = before.get(statement.id);
    return earlier === undefined ? [] : [{ id: statement.id, fields: changedFields(earlier.says, statement.says) }];
  });
  const revised = kept.filter(({ fields }) => fields.length > 0);
  return {
    added: incoming.filter(({ id }) => !before.has(id)),
    revised,
    withdrawn: known.filter(({ id }) => !after.has(id)),
    unchanged: kept.length - revised.length,
  };
}

function changedFields(before: Statement['says'], after: Statement['says']): ChangedStatement['fields'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, from: before[name] ?? '', to: after[name] ?? '' }))
    .filter(({ from, to }) => from !== to);
}
