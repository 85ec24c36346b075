/** Tests models of which a part is missing, because an import cannot be had: no verdict calls them healthy. */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import type { ModelReport } from '../../../../src/report/report';
import { only, probeTexts, units } from '../probing';

const head = `import * as tf from '@tensorflow/tfjs';
import { Scale, attention, backbone, squash, error } from './parts.js';
const input = tf.input({ shape: [4] });
const first = tf.layers.dense({ units: 8, inputShape: [4] });
const last = tf.layers.dense({ units: 1 });
`;
const fit = `model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(tf.randomNormal([32, 4]), tf.randomNormal([32, 1]), { epochs: 9 });`;

async function probed(code: string): Promise<ModelReport> {
  return only(await probeTexts({ 'model.js': head + code }));
}

describe('models of which a part is missing', function () {
  this.timeout(120_000);

  const lacking: readonly (readonly [what: string, code: string, part: string, sizes: readonly number[]])[] = [
    [
      'a layer that is kept and then applied',
      `const scale = new Scale({ by: 2 });
const model = tf.model({ inputs: input, outputs: last.apply(scale.apply(first.apply(input))) });`,
      'Scale',
      [8, 1],
    ],
    [
      'one of two branches',
      `const left = first.apply(input);
const both = tf.layers.concatenate().apply([left, new Scale().apply(left)]);
const model = tf.model({ inputs: input, outputs: last.apply(both) });`,
      'Scale',
      [8, 16, 1],
    ],
    [
      'a function of symbolic tensors',
      'const model = tf.model({ inputs: input, outputs: last.apply(attention([first.apply(input)], 3)) });',
      'attention',
      [8, 1],
    ],
    [
      'the last layer',
      'const model = tf.model({ inputs: [input], outputs: [new Scale().apply(last.apply(input))] });',
      'Scale',
      [1],
    ],
    [
      'a layer that is added',
      'const model = tf.sequential(); model.add(first); model.add(new Scale()); model.add(last);',
      'Scale',
      [8, 1],
    ],
    [
      'a layer in a list',
      'const model = tf.sequential({ layers: [first, new Scale({ by: 2 }), last] });',
      'Scale',
      [8, 1],
    ],
  ];
  for (const [what, code, part, sizes] of lacking) {
    it(`runs a model without ${what}, on its own data, and says so`, async () => {
      const model = await probed(`${code}\n${fit}`);
      assert.equal(healthyText(model), `not as the code runs it: without ${part} of ./parts.js`);
      assert.deepEqual([units(model), model.data], [sizes, 'user']);
      assert.ok(model.findings.every(({ severity }) => severity === 'information'));
    });
  }

  it('names the base that a model begins at', async () => {
    const model = await probed(
      `const out = last.apply(backbone.getLayer('features').output);
const model = tf.model({ inputs: backbone.inputs, outputs: out });`,
    );
    assert.equal(healthyText(model), 'not as the code runs it: without backbone of ./parts.js');
  });

  it('never calls a model healthy that was trained by another loss than the missing one', async () => {
    const model = await probed(
      `const model = tf.sequential({ layers: [first, last] });\n${fit.replace("'meanSquaredError'", 'error')}`,
    );
    assert.match(healthyText(model), /^gradients flow in 3 steps × 1 seed; parts of the code passed over$/);
    assert.deepEqual(model.passedOver, ['its own loss could not be used: the probe lacks error of ./parts.js']);
  });

  it('assumes an activation that is missing, as it does other settings', async () => {
    const model = await probed(
      `const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4], activation: squash })] });`,
    );
    assert.ok(model.assumed.includes('activation = linear'), model.assumed.join());
    assert.equal(model.notAsRun, undefined);
  });

  it('misses nothing where a function only is given an input, or an import only draws', async () => {
    const model = only(
      await probeTexts({
        'model.js': `import * as tf from '@tensorflow/tfjs';
import * as tfvis from '@tensorflow/tfjs-vis';
export function build(features) {
  const out = tf.layers.dense({ units: 2 }).apply(features);
  const model = tf.model({ inputs: features, outputs: out });
  tfvis.show.modelSummary({ name: 'summary' }, model);
  return model;
}`,
      }),
    );
    assert.equal(healthyText(model), 'healthy in 3 steps × 1 seed');
  });

  const read = "JSON.parse(readFileSync('no-such-file.json', 'utf8'))";
  const net = `const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, inputShape: [3] }));
  for (const units of sizes) model.add(tf.layers.dense({ units }));`;
  const loops: readonly (readonly [what: string, code: string, notAsRun: string | undefined])[] = [
    ['a missing file names', `const sizes = ${read};\n${net}`, 'without the layers of the loop on line 6'],
    [
      'an awaited function reads from a missing file',
      [
        `const load = async () => ${read};`,
        'async function build() {',
        `  const { sizes } = await load();\n${net}`,
        '}\nbuild();',
      ].join('\n'),
      'without the layers of the loop on line 8',
    ],
    [
      'a list of a missing file fills',
      `const sizes = [];\n${read}.forEach((layer) => sizes.push(layer.units));\n${net}`,
      'without the layers of the loop on line 7',
    ],
    ['the code itself leaves empty', `const sizes = [];\n${net}`, undefined],
    ['the code itself lists', `${read}.forEach(console.log);\nconst sizes = [2];\n${net}`, undefined],
    ['only a branch adds', `const sizes = ${read};\n${net.replace('for', 'if (sizes.length > 1000) for')}`, undefined],
  ];
  for (const [what, code, notAsRun] of loops) {
    it(`tells layers of a loop that are missing from those that ${what}`, async () => {
      const imports = `import * as tf from '@tensorflow/tfjs';\nimport { readFileSync } from 'node:fs';\n`;
      assert.equal(only(await probeTexts({ 'model.js': imports + code })).notAsRun, notAsRun);
    });
  }

  const train = `const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [2] }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });`;

  it('tells data of other code, which are no numbers here, from gaps in data of the code itself', async () => {
    const imports = `import * as tf from '@tensorflow/tfjs';\nimport { rows } from 'measurements';\n`;
    const given = `${train}
const xs = Array.from({ length: 32 }, (_, i) => [memory[rows.at(i)], memory[rows.at(i)]]);
model.fit(tf.tensor2d(xs), tf.ones([32, 1]), { epochs: 9 });`;
    const other = only(await probeTexts({ 'model.js': `${imports}const memory = [];\n${given}` }));
    assert.equal(healthyText(other), 'not as the code runs it: without measurements');
    const about = other.findings.map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(about, ['information non-finite']);
    const gaps = `${train}
const xs = Array.from({ length: 32 }, (_, i) => [i === 3 ? NaN : i / 32, 16 / rows.size]);
model.fit(tf.tensor2d(xs), tf.ones([32, 1]), { epochs: 9 });`;
    const own = only(await probeTexts({ 'model.js': imports + gaps }));
    assert.ok(own.findings.some(({ code, severity }) => code === 'non-finite' && severity === 'error'));
  });

  it('keeps the error on data without a number where the code only asks the page for a setting', async () => {
    const code = `import * as tf from '@tensorflow/tfjs';
const epochs = Number(document.getElementById('epochs').value);
${train}
model.fit(tf.zeros([32, 2]).div(tf.zeros([32, 2])), tf.ones([32, 1]), { epochs });`;
    const { findings, notAsRun } = only(await probeTexts({ 'model.js': code }));
    assert.equal(notAsRun, undefined);
    assert.ok(findings.some(({ code: name, severity }) => name === 'non-finite' && severity === 'error'));
  });
});
