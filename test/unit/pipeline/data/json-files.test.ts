/** Proves that JSON files of the workspace which the code reads are read, and that a missing one is said. */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import { only, onlyFaultless, probeTexts, units } from '../probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const recipe = JSON.stringify({ widths: [6, 5] });
const build = (read: string): string => `${head}${read}
export async function build() {
  const { widths } = await load();
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: 4, inputShape: [3] }));
  widths.forEach((units) => net.add(tf.layers.dense({ units, activation: 'tanh' })));
  return net;
}`;

describe('JSON files that the code reads', function () {
  this.timeout(60_000);

  for (const [how, read, file] of [
    [
      'readFileSync without an encoding',
      "import { readFileSync } from 'fs';\nconst load = () => JSON.parse(readFileSync('recipe.json').toString());",
      'net/recipe.json',
    ],
    [
      'a path that is joined from parts',
      "import fs from 'node:fs';\nimport path from 'node:path';\n" +
        "const load = () => JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'data', 'recipe.json'), 'utf8'));",
      'data/recipe.json',
    ],
    [
      'readFile of fs/promises',
      "import { readFile } from 'fs/promises';\n" +
        "const load = async () => JSON.parse(await readFile('./recipe.json', { encoding: 'utf8' }));",
      'net/recipe.json',
    ],
    [
      'readFile with a callback',
      "import * as fs from 'fs';\n" +
        "const load = () => new Promise((end) => fs.readFile('recipe.json', (e, data) => end(JSON.parse(data))));",
      'net/recipe.json',
    ],
    [
      'fetch, from a folder that servers serve',
      "const load = () => fetch('/recipe.json').then((response) => response.json());",
      'public/recipe.json',
    ],
    ['require', "const load = () => require('./recipe.json');", 'net/recipe.json'],
  ] as const) {
    it(`are read by ${how}`, async () => {
      const model = onlyFaultless(await probeTexts({ 'net/model.js': build(read), [file]: recipe }));
      assert.deepEqual(units(model), [4, 6, 5]);
      assert.equal(model.passedOver, undefined);
    });
  }

  it('are named where they are missing, and the model that one describes is not called healthy', async () => {
    const code = `${head}import { readFileSync } from 'fs';
const sizes = [];
const recipe = JSON.parse(readFileSync('recipe.json'));
recipe.widths.forEach((width) => sizes.push(width));
export const net = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] })] });
for (const units of sizes) net.add(tf.layers.dense({ units }));`;
    const model = only(await probeTexts({ 'net/model.js': code, 'net/other.json': recipe }));
    assert.deepEqual(units(model), [4]);
    assert.ok(model.standIns.includes('recipe.json (no such file here)'), model.standIns.join());
    assert.equal(healthyText(model), 'not as the code runs it: without the layers of the loop on line 7');
  });
});
