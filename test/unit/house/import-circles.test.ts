/** Tests that circles of imports are found where some are planted, and only there. */

import assert from 'node:assert/strict';
import { circlesOfFiles, circlesOfRooms } from './import-circles';
import { importsOf } from './sources';

/** The imports of made-up files, each given as its path and its text. */
const imports = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).flatMap(([file, text]) => importsOf({ file, text }));

const chain = {
  'src/a/one.ts': "import { two } from './two';",
  'src/a/two.ts': "import { three } from '../b/three';",
  'src/b/three.ts': "import { readFile } from 'node:fs/promises';\nimport 'vscode';",
};

describe('circles of imports', () => {
  it('are none in a chain, nor where two ways lead to one file', () => {
    const files = { ...chain, 'src/c.ts': "import './a/one';\nimport './b/three';" };
    assert.deepEqual(circlesOfFiles(imports(files)), []);
    assert.deepEqual(circlesOfRooms(imports(files)), []);
  });

  it('are found among files, whatever kind of import closes them', () => {
    for (const last of [
      "import { one } from '../a/one';",
      "import type { One } from '../a/one';",
      "export { one } from '../a/one';",
      "type One = import('../a/one').One;",
      "const one = import('../a/one');",
    ]) {
      const planted = imports({ ...chain, 'src/b/three.ts': last });
      assert.deepEqual(circlesOfFiles(planted), [['src/a/one', 'src/a/two', 'src/b/three']], last);
    }
  });

  it('are found through the index of a folder', () => {
    const planted = imports({ 'src/a/index.ts': "export * from './one';", 'src/a/one.ts': "import '../a';" });
    assert.deepEqual(circlesOfFiles(planted), [['src/a', 'src/a/one']]);
  });

  it('are found among rooms whose files lie on none', () => {
    const planted = imports({ ...chain, 'src/b/four.ts': "import '../a/one';" });
    assert.deepEqual(circlesOfFiles(planted), []);
    assert.deepEqual(circlesOfRooms(planted), [['src/a', 'src/b']]);
  });

  it('are found between a room and its sub-room', () => {
    const planted = imports({
      'src/a/one.ts': "import './sub/two';",
      'src/a/sub/two.ts': "import type { T } from '../three';",
    });
    assert.deepEqual(circlesOfRooms(planted), [['src/a', 'src/a/sub']]);
  });

  it('are told apart, and are one where they share a file', () => {
    const pair = { 'src/a.ts': "import './b';", 'src/b.ts': "import './a';" };
    const other = { 'src/c.ts': "import './d';", 'src/d.ts': "import './c';" };
    assert.deepEqual(circlesOfFiles(imports({ ...pair, ...other, 'src/e.ts': "import './a';\nimport './c';" })), [
      ['src/a', 'src/b'],
      ['src/c', 'src/d'],
    ]);
    const shared = { ...other, 'src/b.ts': "import './a';\nimport './c';", 'src/d.ts': "import './c';\nimport './b';" };
    assert.deepEqual(circlesOfFiles(imports({ ...pair, ...shared })), [['src/a', 'src/b', 'src/c', 'src/d']]);
  });
});
