/** Writes a tree of files into a folder of its own, for tests of what a walk finds. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Tree {
  readonly folder: string;
  remove(): void;
}

export function writeTree(files: Readonly<Record<string, string>>): Tree {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gradline-tree-')));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a model. */
export const model =
  "import * as tf from '@tensorflow/tfjs';\n" +
  'export const build = () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });\n';

/**
 * A repository with models that are meant by a walk, and with such as no walk may find: ignored, generated, installed
 * or declared only.
 */
export const repository: Readonly<Record<string, string>> = {
  '.git/HEAD': '',
  '.gitignore': 'generated/\n',
  'src/a.ts': model,
  'src/b/model.js': model,
  'src/[id].ts': model,
  'src/types.d.ts': model,
  'generated/c.ts': model,
  'node_modules/d/e.ts': model,
};
