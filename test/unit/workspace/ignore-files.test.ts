/**
 * Proves that .gitignore files leave out what Git leaves out: nested ones, negations, folders; with Git itself as the
 * judge.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { absolutePath } from '../../../src/cli/files/disk-files';
import { walkFiles } from '../../../src/cli/files/walk';
import { writeTree } from './tree';

async function walked(folder: string, from = ''): Promise<string[]> {
  const start = absolutePath(path.join(folder, from));
  const found: string[] = [];
  for await (const file of walkFiles(start, { unreadable: (at) => assert.fail(`${at} cannot be read`) }))
    found.push(file.slice(absolutePath(folder).length + 1));
  return found;
}

function gitLists(folder: string): string[] | undefined {
  try {
    execFileSync('git', ['init', '--quiet', folder], { stdio: 'ignore' });
    return execFileSync(
      'git',
      [
        '-c',
        'core.quotePath=false',
        '-c',
        'core.excludesFile=',
        '-C',
        folder,
        'ls-files',
        '--others',
        '--exclude-standard',
      ],
      { encoding: 'utf8' },
    )
      .split('\n')
      .filter(Boolean);
  } catch {
    return undefined;
  }
}

const trees: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'names, endings and folders': {
    '.gitignore': 'dist/\n*.log\n/top.ts\n# not.ts\n\n',
    'dist/a.ts': '',
    'src/dist/b.ts': '',
    'a.log': '',
    'top.ts': '',
    'src/top.ts': '',
    'not.ts': '',
    'dist.ts': '',
  },
  'a pattern with a slash holds from its own folder': {
    '.gitignore': 'src/gen\n',
    'src/gen/a.ts': '',
    'lib/src/gen/b.ts': '',
  },
  'negations, the last one that matches': {
    '.gitignore': '*.ts\n!keep.ts\n!src/*.ts\nsrc/no.ts\n',
    'keep.ts': '',
    'other.ts': '',
    'src/yes.ts': '',
    'src/no.ts': '',
  },
  'what lies in an ignored folder cannot be taken back': {
    '.gitignore': 'out\n!out/keep.ts\n',
    'out/keep.ts': '',
    'in.ts': '',
  },
  'a folder can be emptied but for one file': {
    '.gitignore': 'out/*\n!out/keep.ts\n',
    'out/keep.ts': '',
    'out/gone.ts': '',
    'out/deep/gone.ts': '',
  },
  'a nested file decides before one above': {
    '.gitignore': '*.gen.ts\nbuild\n',
    'a.gen.ts': '',
    'pkg/.gitignore': '!*.gen.ts\n!build\nlocal.ts\n',
    'pkg/b.gen.ts': '',
    'pkg/build/c.ts': '',
    'pkg/build/deep/d.ts': '',
    'pkg/local.ts': '',
    'local.ts': '',
  },
  'stars, double stars, question marks, classes': {
    '.gitignore': '**/tmp/**\na?.ts\n[xyz].ts\nlib/**/gen.ts\n',
    'tmp/a.ts': '',
    'b/tmp/c/d.ts': '',
    'ab.ts': '',
    'abc.ts': '',
    'x.ts': '',
    'w.ts': '',
    'lib/gen.ts': '',
    'lib/a/b/gen.ts': '',
  },
  'capitals, spaces and signs count': {
    '.gitignore': 'Build\nmy models/\n\\#a.ts\n\\!b.ts\n',
    'build/a.ts': '',
    'Build/b.ts': '',
    'my models/c.ts': '',
    '#a.ts': '',
    '!b.ts': '',
    'größe/ä.ts': '',
  },
};

describe('.gitignore files', () => {
  for (const [what, files] of Object.entries(trees)) {
    it(`${what}, as Git sees it`, async function () {
      const tree = writeTree(files);
      try {
        const expected = gitLists(tree.folder);
        if (!expected) this.skip(); // without Git there is nothing to compare with
        assert.deepEqual((await walked(tree.folder)).sort(), expected.sort());
      } finally {
        tree.remove();
      }
    });
  }

  it('of the repository count above the folder that is walked', async () => {
    const tree = writeTree({
      '.git/HEAD': '',
      '.gitignore': 'gen/\npkg/src/no.ts\n',
      'pkg/.gitignore': '*.old.ts\n',
      'pkg/src/a.ts': '',
      'pkg/src/no.ts': '',
      'pkg/src/b.old.ts': '',
      'pkg/src/gen/c.ts': '',
    });
    assert.deepEqual(await walked(tree.folder, 'pkg/src'), ['pkg/src/a.ts']);
    tree.remove();
  });

  it('do not count beyond the repository', async () => {
    const tree = writeTree({ '.gitignore': '*.ts\n', 'repository/.git/HEAD': '', 'repository/a.ts': '' });
    assert.deepEqual(await walked(tree.folder, 'repository'), ['repository/a.ts']);
    tree.remove();
  });

  it('do not leave out the folder that was named, but still what lies in it', async () => {
    const tree = writeTree({
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.log\n',
      'out/.gitignore': 'b.ts\n',
      'out/deep/a.ts': '',
      'out/deep/b.ts': '',
      'out/b.ts': '',
    });
    assert.deepEqual(await walked(tree.folder, 'out'), ['out/.gitignore', 'out/deep/a.ts']);
    assert.deepEqual(await walked(tree.folder, 'out/deep'), ['out/deep/a.ts']);
    tree.remove();
  });
});

describe('a walk', () => {
  it('skips what package managers and version control keep, and has a stable order', async () => {
    const tree = writeTree({
      'node_modules/tf/model.ts': '',
      'pkg/node_modules/x.ts': '',
      '.git/hook.js': '',
      'b.ts': '',
      'B.ts': '',
      'a/z.ts': '',
      'a10.ts': '',
      'a9.ts': '',
    });
    assert.deepEqual(await walked(tree.folder), ['B.ts', 'a/z.ts', 'a10.ts', 'a9.ts', 'b.ts']);
    tree.remove();
  });
});
