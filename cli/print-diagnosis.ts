import type { Check } from '../services/health/check.ts';
import type { Diagnosis } from '../services/health/schema.ts';
import type { Style } from './style.ts';

/** A result is told by its word and by a shape, never by colour alone. */
const SHAPES: Readonly<Record<Check['result'], string>> = { ok: '● ok  ', warn: '▲ warn', fail: '■ fail' };
const INDENT = 9;

/** A line of each check; what to do stands below what needs it. */
export function printDiagnosis(
  { checks }: Diagnosis,
  style: Pick<Style, 'bold' | 'wrap'>,
  coloured: (result: Check['result'], text: string) => string,
): string {
  const width = Math.max(...checks.map((check) => nameOf(check).length));
  const lines = checks.flatMap((check) => [
    `${coloured(check.result, SHAPES[check.result])}  ${style.bold(nameOf(check).padEnd(width))}  ${check.figure}`,
    ...(check.fix === null ? [] : [style.wrap(`→ ${check.fix}`, INDENT)]),
  ]);
  return [...lines, '', style.wrap(closing(checks), 0), ''].join('\n');
}

const nameOf = ({ area, subject }: Check): string => (subject === null ? area : `${area} ${subject}`);

function closing(checks: readonly Check[]): string {
  const count = (result: Check['result']) => checks.filter((check) => check.result === result).length;
  const [failures, warnings] = [count('fail'), count('warn')];
  if (failures + warnings === 0) return `All ${checks.length} checks are good.`;
  const named = checks.filter(({ result }) => result === 'fail').map(nameOf);
  const broken = failures === 0 ? 'Nothing is broken' : `Broken: ${[...new Set(named)].join(', ')}`;
  return `${broken}. ${checks.length} checks: ${count('ok')} ok, ${warnings} to look at, ${failures} failed.`;
}
