/** `npm run package`: a minified build, packed as a VSIX that is kept small. */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root';
import { main, say } from '../say';

const limitBytes = 8 * 1024 * 1024;

function node(words: readonly string[]): void {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed; see above.`);
}

main(() => {
  const vsix = path.join(root, 'gradline.vsix');
  node(['esbuild.mjs', '--minify']);
  // No repository is named in package.json, so relative links stay what they are.
  node([
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ]);
  const { size } = statSync(vsix);
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  if (size > limitBytes)
    throw new Error(
      `${vsix} is ${megabytes(size)}; it must stay under ${megabytes(limitBytes)}. See what went in: npx vsce ls --tree --no-dependencies`,
    );
  say(`${vsix}: ${megabytes(size)} of at most ${megabytes(limitBytes)}`);
  return Promise.resolve(0);
});
