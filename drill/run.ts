import { holds, type Measured, tableOf } from '../bench/report.ts';
import { drillAlerts } from './alerts.ts';

/** Each drill breaks what may break, and gives its figures; what it says on the way goes to stderr. */
const drills: Readonly<Record<string, (args: readonly string[]) => Promise<readonly Measured[]>>> = {
  alerts: drillAlerts,
};

const [name = '', ...args] = process.argv.slice(2);
const drill = Object.hasOwn(drills, name) ? drills[name] : undefined;
if (drill === undefined) {
  console.error(`usage: npm run drill -- ${Object.keys(drills).join(' | ')}`);
  process.exitCode = 2;
} else {
  const measured = await drill(args);
  console.log(tableOf(`drill ${name}`, measured));
  if (!measured.every(holds)) process.exitCode = 1;
}
