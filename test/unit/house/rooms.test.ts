/** Tests that every room says what it is for, and that none is too large to look through. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../harness/root';
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

/** What a room's README.md lacks; undefined where it lacks nothing. */
function lack(room: string): string | undefined {
  const file = path.join(root, room, 'README.md');
  if (!existsSync(file)) return 'README.md';
  const lines = readFileSync(file, 'utf8').split('\n');
  const missing = [/^# \S/, /^In: \S/, /^Out: \S/].filter((line) => !lines.some((one) => line.test(one)));
  return missing.length > 0 ? `a line like ${missing.join(', ')}` : undefined;
}

describe('rooms', () => {
  it('say in README.md what they are for, what comes in and what goes out', () => {
    assert.ok(sizes.size >= 40, 'few rooms were found: are the folders read at all?');
    const lacking = [...sizes.keys()].flatMap((room) => {
      const what = lack(room);
      return what === undefined ? [] : [`${room} lacks ${what}`];
    });
    assert.deepEqual(lacking, []);
  });

  it(`hold at most ${mostFiles} files`, () => {
    const large = [...sizes].filter(([room, size]) => size > mostFiles && !mayBeLarge.includes(room));
    assert.deepEqual(
      large.map(([room, size]) => `${room}: ${size} files`),
      [],
    );
  });
});
