/** What user code prints as an error, as the built command line passes it on. */

import assert from 'node:assert/strict';
import { model, repository, writeTree, type Tree } from '../workspace/tree';
import { gradline } from './command';

describe("user code's console on the command line", () => {
  let tree: Tree;
  before(() => {
    tree = writeTree({
      ...repository,
      'train.ts': [
        model,
        "const main = async () => { throw new RangeError('no rows left'); };",
        'main().catch(console.error);',
      ].join('\n'),
    });
  });
  after(() => {
    tree.remove();
  });

  it('stands there once for all seeds, an error without its stack', async () => {
    const { stderr } = await gradline(tree.folder, ['probe', 'train.ts', '--steps', '2', '--seeds', '2']);
    assert.deepEqual(
      stderr.split('\n').filter((line) => /RangeError|no rows left| at /.test(line)),
      ['RangeError: no rows left'],
    );
  });
});
