import { variableDocs } from '../../config/env.ts';

/** A README with its table of variables made anew from the schema of the environment. */
export function withVariableTable(readme: string): string {
  const [begin, end] = ['<!-- variables -->', '<!-- /variables -->'];
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${begin} … ${end}`);
  const rows = variableDocs().map(
    ({ name, fallback, meaning }) => `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${meaning} |`,
  );
  const table = ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
  return `${before}${begin}\n${table}\n${end}${after}`;
}
