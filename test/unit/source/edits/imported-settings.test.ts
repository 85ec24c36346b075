/** A setting that another file defines changes there, in every way of importing it. */

import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/fixes/edits/apply-edits';
import { ModelText, parse, readSites } from '../../../../src/source/index';

const file = '/w/model.ts';
const configFile = '/w/config.ts';
const specifier = './config';

/** The text of the other file after the activation of the layer has changed. */
function changedConfig(text: string, config: string): string {
  const whole = `import * as tf from '@tensorflow/tfjs';\n${text}`;
  const other = parse(configFile, config);
  const model = new ModelText(new Map([[file, whole]]), {
    parsed: (path) => (path === configFile ? other : undefined),
    imports: new Map([[file, new Map([[specifier, configFile]])]]),
    callers: [],
  });
  const layer = { file, range: readSites(parse(file, whole)).layers[0].range };
  const edits = model.change(layer, 'activation', { text: `'swish'`, instead: 'sigmoid' });
  const files = edits?.map((edit) => edit.file);
  assert.deepEqual(files, [configFile]);
  return applyEdits(config, edits ?? []);
}

const cases: readonly (readonly [name: string, text: string, config: string])[] = [
  [
    'a name',
    `import { hidden } from './config';\ntf.layers.dense({ units: 4, activation: hidden });`,
    `export const hidden = 'sigmoid'; // of all layers`,
  ],
  [
    'a renamed name',
    `import { act as hidden } from './config';\ntf.layers.dense({ units: 4, activation: hidden });`,
    `export const act = 'sigmoid';`,
  ],
  [
    'a property of an object',
    `import { config } from './config';\ntf.layers.dense({ units: config.units, activation: config.activation });`,
    `export const config = { units: 4, activation: 'sigmoid' } as const;`,
  ],
  [
    'an object that is spread',
    `import { hidden } from './config';\ntf.layers.dense({ ...hidden, name: 'a' });`,
    `export const hidden = {\n  units: 4,\n  activation: 'sigmoid',\n};`,
  ],
  [
    'a default export',
    `import config from './config';\ntf.layers.dense({ units: 4, activation: config.activation });`,
    `export default { activation: 'sigmoid' };`,
  ],
  [
    'a namespace',
    `import * as config from './config';\ntf.layers.dense({ units: 4, activation: config.hidden });`,
    `export const hidden = 'sigmoid';`,
  ],
];

describe('a setting of an imported file', () => {
  for (const [name, text, config] of cases)
    it(`changes there, by ${name}`, () => {
      assert.equal(changedConfig(text, config), config.replace('sigmoid', 'swish'));
    });
});
