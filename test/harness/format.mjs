/** `npm run format`: formats the sources with Prettier; with `-- --check` it only names the files that differ. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
const mode = process.argv.includes('--check') ? '--check' : '--write';
const { status } = spawnSync(
  process.execPath,
  [prettier, mode, '--cache', '--cache-strategy', 'content', '--log-level', 'warn', '.'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
