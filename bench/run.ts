import { benchAssess } from './assess.ts';
import { benchIngest } from './ingest.ts';
import { holds, type Measured, tableOf } from './report.ts';

/** Each bench measures and gives its figures; what it says on the way goes to stderr. */
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<readonly Measured[]>>> = {
  ingest: benchIngest,
  assess: benchAssess,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
} else {
  const measured = await bench(args);
  console.log(tableOf(name, measured));
  if (!measured.every(holds)) process.exitCode = 1;
}
