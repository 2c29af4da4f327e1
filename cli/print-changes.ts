import type { Changes, ChangedStatement, Statement } from '../services/import/changes.ts';
import type { CheckedFile } from '../services/import/check.ts';
import { oneLine } from '../services/notices/one-line.ts';

const LONGEST = 400;

/** What an import changes of what is stored: a line for each statement, and one that counts them. */
export function printChanges(
  { source, target, rows }: Pick<CheckedFile, 'source' | 'target' | 'rows'>,
  changes: Changes,
): string {
  const { added, revised, withdrawn, unchanged } = changes;
  const lines = [
    `${source}: ${rows} ${rows === 1 ? 'row' : 'rows'} for ${target}`,
    ...added.map((statement) => `  new        ${statementText(statement)}`),
    ...revised.map((statement) => `  revised    ${revisionText(statement)}`),
    ...withdrawn.map((statement) => `  withdrawn  ${statementText(statement)}`),
    `${added.length} new, ${revised.length} revised, ${withdrawn.length} withdrawn, ${unchanged} unchanged.`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function statementText({ id, says }: Statement): string {
  const { value, status, ...rest } = says;
  const words =
    value === undefined
      ? [says['title'], says['kind'], dated(says)]
      : [value === '' ? status : value, status === 'reported' || value === '' ? '' : status, superseded(rest)];
  return `${oneLine(id, LONGEST)}: ${oneLine(words.filter((word) => word !== undefined && word !== '').join(', '), LONGEST)}`;
}

const superseded = ({ superseded: why }: Statement['says']) => (why ? `superseded: ${why}` : '');

function dated({ announced, in_force_from: inForceFrom, removed }: Statement['says']): string {
  return [
    announced ? `announced ${announced}` : '',
    inForceFrom ? `in force from ${inForceFrom}` : '',
    removed ? `removed ${removed}` : '',
  ]
    .filter((word) => word !== '')
    .join(', ');
}

function revisionText({ id, fields }: ChangedStatement): string {
  const changed = fields.map(({ name, from, to }) => `${name} ${said(from)} → ${said(to)}`);
  return `${oneLine(id, LONGEST)}: ${oneLine(changed.join('; '), LONGEST)}`;
}

const said = (text: string) => (text === '' ? '(none)' : text);
