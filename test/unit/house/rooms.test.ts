/** Tests that no room is too large to look through. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { sourceFiles } from './sources';

const mostFiles = 15;
/** Their files are named by codes that are public: the findings' and tfjs's kernels'. */
const mayBeLarge = ['src/diagnosis/rules', 'src/probe/backend/kernels'];

/** How many files lie in each folder itself. */
const sizes = new Map<string, number>();
for (const { file } of sourceFiles(['src', 'webview'], /\.(ts|tsx|css)$/)) {
  const room = path.posix.dirname(file);
  sizes.set(room, (sizes.get(room) ?? 0) + 1);
}

describe('rooms', () => {
  it(`hold at most ${mostFiles} files`, () => {
    assert.ok(sizes.size >= 40, 'few rooms were found: are the folders read at all?');
    const large = [...sizes].filter(([room, size]) => size > mostFiles && !mayBeLarge.includes(room));
    assert.deepEqual(
      large.map(([room, size]) => `${room}: ${size} files`),
      [],
    );
  });
});
