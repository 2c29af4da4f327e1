import { readFileSync, writeFileSync } from 'node:fs';
import { withVariableTable } from './readme.ts';

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withVariableTable(readFileSync(readme, 'utf8')));
