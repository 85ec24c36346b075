/** `npm run package`: makes a minified build, packs it as a VSIX, and checks that the VSIX stays small. */

import { statSync } from 'node:fs';
import path from 'node:path';
import { spawnOwned } from '../processes/owned';
import { root } from '../root';
import { main, say } from '../say';

const limitBytes = 8 * 1024 * 1024;

async function node(words: readonly string[]): Promise<void> {
  const status = await spawnOwned(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    .ended;
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed; see above.`);
}

main(async () => {
  const vsix = path.join(root, 'gradline.vsix');
  await node(['esbuild.mjs', '--minify']);
  // package.json names no repository that relative links could be rewritten to.
  await node([
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    // The types of the npm package's API are no part of the extension.
    '--allow-unused-files-pattern',
    '--out',
    vsix,
  ]);
  const { size } = statSync(vsix);
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  if (size > limitBytes)
    throw new Error(
      `${vsix} is ${megabytes(size)}; it must stay under ${megabytes(limitBytes)}. ` +
        'See what went in: npx vsce ls --tree --no-dependencies',
    );
  say(`${vsix}: ${megabytes(size)} of at most ${megabytes(limitBytes)}`);
  return 0;
});
