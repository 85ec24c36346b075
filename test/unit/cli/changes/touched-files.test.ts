/** Proves which files a change touches: by imports however deep, by data, by settings, by removal and by callers. */

import assert from 'node:assert/strict';
import { touchedFiles } from '../../../../src/cli/changes/touched-files';
import { inMemory } from '../../bundle/workbench';
import { sharedBundler } from '../../shared-by-process';

const texts = {
  '/w/a.ts': "import './lib/b';\n",
  '/w/lib/b.ts': "export * from './c.js';\n",
  '/w/lib/c.ts': "const rows = await fetch('./rows.csv');\n",
  '/w/net.ts': 'export const net = (units: number) => units;\n',
  '/w/app.ts': "import { net } from './net';\nnet(3);\n",
  '/w/gone.ts': "const x = require('./removed');\n",
  '/w/data.ts': '// gradline: data = ./batch.ts#batch\n',
  '/w/batch.ts': '',
  '/w/alone.ts': "import * as tf from '@tensorflow/tfjs';\n",
};
const files = ['/w/a.ts', '/w/net.ts', '/w/gone.ts', '/w/data.ts', '/w/alone.ts'];

describe('files that a change touches', () => {
  const cases: [string, string[], string[]][] = [
    ['none where it is elsewhere', ['/w/readme.md', '/w/other.ts'], []],
    ['the changed file itself', ['/w/alone.ts'], ['/w/alone.ts']],
    ['what imports it, however deep', ['/w/lib/c.ts'], ['/w/a.ts']],
    ['what names it as data', ['/w/lib/rows.csv'], ['/w/a.ts']],
    ['what a comment gives it as data', ['/w/batch.ts'], ['/w/data.ts']],
    ['what it calls', ['/w/app.ts'], ['/w/net.ts']],
    ['what imports a file that is gone', ['/w/removed.ts'], ['/w/gone.ts']],
    ['everything below changed settings', ['/w/tsconfig.json'], files],
    ['nothing beside changed settings', ['/w/lib/gradline.config.json'], []],
  ];
  for (const [name, changed, touched] of cases)
    it(name, async () => {
      const tools = { bundler: await sharedBundler(), files: inMemory(texts), signal: new AbortController().signal };
      assert.deepEqual([...(await touchedFiles(files, changed, tools))], touched);
    });
});
