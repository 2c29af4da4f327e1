import { ConfigError } from '../../config/config-error.ts';
import { SourceError } from '../sources/errors.ts';

const SHOWN_PROBLEMS = 50;

/** One bad row refuses the whole file. */
export function refuse(name: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > SHOWN_PROBLEMS ? [`and ${problems.length - SHOWN_PROBLEMS} more`] : [];
  throw new ConfigError([...problems.slice(0, SHOWN_PROBLEMS), ...more].map((problem) => `${name}: ${problem}`));
}

/** What `read` gives; a fault of the file becomes one that names it. */
export async function orProblem<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError) throw new ConfigError([`${name}: ${error.message}`]);
    throw error;
  }
}
