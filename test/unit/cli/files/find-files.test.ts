/** Proves which files are meant by what a person types: paths, folders and globs, with slashes or backslashes. */

import assert from 'node:assert/strict';
import { absolutePath } from '../../../../src/cli/files/disk-files';
import { findFiles } from '../../../../src/cli/files/find-files';
import { model, repository, writeTree, type Tree } from '../../workspace/tree';

describe('what a person names', () => {
  const cwd = process.cwd();
  let tree: Tree;
  before(() => {
    tree = writeTree({
      ...repository,
      'src/b/plain.ts': '',
      '.hidden/f.ts': model,
    });
    process.chdir(tree.folder);
  });
  after(() => {
    process.chdir(cwd);
    tree.remove();
  });

  const cases: [operand: string, files: string[]][] = [
    ['src', ['src/[id].ts', 'src/a.ts', 'src/b/model.js']],
    ['src/', ['src/[id].ts', 'src/a.ts', 'src/b/model.js']],
    ['.', ['.hidden/f.ts', 'src/[id].ts', 'src/a.ts', 'src/b/model.js']],
    ['src/**/*.ts', ['src/[id].ts', 'src/a.ts']],
    ['src\\**\\*.js', ['src/b/model.js']],
    ['src\\a.ts', ['src/a.ts']],
    ['**/{a,model}.{ts,js}', ['src/a.ts', 'src/b/model.js']],
    ['{src,docs}/?.ts', ['src/a.ts']],
    ['./src/[a-b].ts', ['src/a.ts']],
    ['src/[id].ts', ['src/[id].ts']],
    ['sr*/b', ['src/b/model.js']],
    ['sr*/b/', ['src/b/model.js']],
    ['src/!(a).ts', ['src/[id].ts']],
    ['*/c.ts', []],
    ['generated/*.ts', ['generated/c.ts']],
    ['generated/c.ts', ['generated/c.ts']],
    ['src/types.d.ts', ['src/types.d.ts']],
    ['src/none.ts', ['src/none.ts']],
  ];
  for (const [operand, files] of cases) {
    it(`${operand} means ${files.join(', ') || 'nothing'}`, async () => {
      const found = await findFiles([operand], { looked: () => undefined, signal: new AbortController().signal });
      assert.deepEqual(
        found.files.map((file) => file.slice(absolutePath('.').length + 1)),
        files,
      );
      assert.deepEqual(
        found.errors.map(({ code }) => code),
        files.length > 0 ? [] : ['no-model'],
      );
    });
  }
});
