import { pathToFileURL } from 'node:url';
import type * as embedded from '../../db/embedded/open.ts';

// Opens the embedded PostgreSQL in a process of its own, for tests that kill it: `node embedded-holder.ts <path of open.ts>
// <state folder> [staging folder]`. Prints one line of JSON when it has it, and releases it when its stdin ends.

const [module, stateFolder, stagingFolder] = process.argv.slice(2);
if (!module || !stateFolder) throw new Error('usage: embedded-holder.ts <path of open.ts> <state folder> [staging]');

const { openEmbedded }: typeof embedded = await import(pathToFileURL(module).href);
const server = await openEmbedded({
  stateFolder,
  say: (line) => console.error(line),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  ...(stagingFolder && { stagingFolders: [stagingFolder] }),
});
console.log(JSON.stringify({ url: server.url, dataFolder: server.dataFolder, joined: server.joined }));
process.stdin.on('end', () => void server.release());
process.stdin.resume();
