/** Tests where the version of TensorFlow.js is read that the user's code runs on. */

import assert from 'node:assert/strict';
import { pinnedTfjs } from '../../../../src/pipeline/data/pinned-tfjs';
import { inMemory } from '../../bundle/workbench';

const tag = (version: string, script = ''): string =>
  `<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@${version}/dist/tf.min.js"></script>${script}`;
const depends = (range: string, name = 'tfjs'): string => `{"dependencies": {"@tensorflow/${name}": "${range}"}}`;

type Case = readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  ofPage: string | undefined,
  ofModule: string | undefined,
];

/** The probed file is `/w/app/js/model.js`. */
const cases: readonly Case[] = [
  ['nothing', {}, undefined, undefined],
  ['an import of the code', { 'app/js/model.js': "import 'npm:@tensorflow/tfjs@2.0.0';" }, '2.0.0', '2.0.0'],
  ['a worker’s script', { 'app/js/model.js': "importScripts('https://x.org/tfjs/0.13.1/tf.js');" }, '0.13.1', '0.13.1'],
  ['a range of the package', { 'app/package.json': depends('^3.8.0') }, '3.8.0', '3.8.0'],
  ['a package for Node', { 'package.json': depends('~2.7.0', 'tfjs-node') }, '2.7.0', '2.7.0'],
  [
    'the installed package',
    { 'package.json': depends('^1.0.0'), 'node_modules/@tensorflow/tfjs/package.json': '{"version": "1.7.4"}' },
    '1.7.4',
    '1.7.4',
  ],
  ['the page above', { 'app/index.html': tag('1.0.0') }, '1.0.0', '1.0.0'],
  [
    'the page that names the script',
    { 'app/js/index.html': tag('3.0.0'), 'app/index.html': tag('1.0.0', '<script src="js/model.js"></script>') },
    '1.0.0',
    '1.0.0',
  ],
  ['page and package', { 'app/index.html': tag('1.0.0'), 'package.json': depends('4.22.0') }, '1.0.0', '4.22.0'],
  ['the newest', { 'app/index.html': tag('latest'), 'app/package.json': depends('latest') }, undefined, undefined],
  ['another package', { 'package.json': depends('^1.5.1', 'tfjs-vis') }, undefined, undefined],
  [
    'a page that names the script without a version',
    { 'app/js/index.html': '<script src="model.js">', 'app/index.html': tag('1.0.0') },
    undefined,
    undefined,
  ],
];

describe('the pinned TensorFlow.js', () => {
  for (const [what, contents, ofPage, ofModule] of cases) {
    it(`is read from ${what}`, async () => {
      const files = inMemory(Object.fromEntries(Object.entries(contents).map(([path, text]) => [`/w/${path}`, text])));
      const of = (isPageScript: boolean): Promise<string | undefined> =>
        pinnedTfjs({ file: '/w/app/js/model.js', text: contents['app/js/model.js'] ?? '', isPageScript }, files);
      assert.deepEqual([await of(true), await of(false)], [ofPage, ofModule]);
    });
  }
});
