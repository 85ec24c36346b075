/**
 * Tests forms of code that are easily missed: decorated classes, factories called with new, compiled imports, scripts
 * for models of other files.
 */

import assert from 'node:assert/strict';
import { only, onlyFaultless, probeText, probeTexts, units } from '../probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('forms of code', function () {
  this.timeout(120_000);

  const net = (first: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${first}, inputShape: [2] }), tf.layers.dense({ units: 1 })] })`;

  it('keeps a class that a framework decorates', async () => {
    const texts = {
      'tsconfig.json': '{"compilerOptions": {"experimentalDecorators": true}}',
    };
    const text = `import * as tf from '@tensorflow/tfjs';
import { Component, Input } from '@some/framework';
@Component({ selector: 'trainer' })
export class Trainer {
  @Input() title = '';
  @Input() build() {
    const model = tf.sequential();
    ${body}
    return model;
  }
}`;
    for (const more of [texts, {}])
      assert.deepEqual(units(only(await probeTexts({ 'trainer.ts': text, ...more }))), [6, 1]);
  });

  it('keeps a class whose parameters a framework decorates, also where no setting allows that', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
import { Component, Inject } from '@some/framework';
@Component({ selector: 'trainer' })
export class Trainer {
  constructor(private readonly data: unknown, @Inject('UNITS') private readonly units: number) {}
  build(@Inject('RATE') rate: number) {
    const model = tf.sequential();
    ${body}
    return model;
  }
}`;
    assert.deepEqual(units(only(await probeTexts({ 'trainer.ts': text }))), [6, 1]);
  });

  it('knows a factory that is called with new', async () => {
    const model = only(
      await probeText(
        `const input = tf.input({ shape: [3] });\n` +
          `const output = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;\n` +
          `export const model = new (tf.model as any)({ inputs: input, outputs: output });`,
      ),
    );
    assert.deepEqual(units(model), [2]);
  });

  it('gives compiled imports all of tfjs', async () => {
    const { models } = await probeTexts({
      'compiled.js': `"use strict";
var __copy = (this && this.__copy) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) result[k] = mod[k];
    result.default = mod;
    return result;
};
const tf = __copy(require("@tensorflow/tfjs-node"));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 5, inputShape: [3] }));
exports.model = model;`,
    });
    assert.deepEqual(models.map(units), [[5]]);
  });

  it('runs a script that trains models of another file', async () => {
    const texts = {
      'index.js':
        "import { build } from './build';\nimport * as tf from '@tensorflow/tfjs';\nconst model = build();\n" +
        "model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });\n" +
        'await model.fit(tf.ones([4, 4]), tf.ones([4, 1]));',
      'build.js':
        `import * as tf from '@tensorflow/tfjs';\nexport function build() {\n` +
        `  const model = tf.sequential();\n  ${body}\n  return model;\n}`,
    };
    const model = only(await probeTexts(texts));
    assert.equal(model.file, '/w/build.js');
  });

  it('takes the last of the functions that a script declares under one name', async () => {
    const { models } = await probeTexts({
      'script.js':
        `function make() { return ${net(3)}; }\nfunction make() { return ${net(4)}; }\n` + `const model = make();\n`,
    });
    assert.deepEqual(
      models.map((model) => [model.range.start.line, units(model)]),
      [[1, [4, 1]]],
    );
  });

  it('lets a module write to a namespace that it imports', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'index.js': `import * as tf from '@tensorflow/tfjs';
import * as Papa from 'papaparse';
Papa.parseLater = (file) => new Promise((complete) => Papa.parse(file, { complete }));
export const model = ${net(5)};`,
      }),
    );
    assert.deepEqual(units(model), [5, 1]);
    assert.deepEqual(model.passedOver ?? [], []);
  });

  it('lets CommonJS assign a name that nothing declares', async () => {
    const { models } = await probeTexts({
      'train.js': `const tf = require('@tensorflow/tfjs-node');
async function run() {
  network = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.dense({ units: 1 })] });
  sizes = [];
  for (name of ['a', 'b']) sizes.push(name.length);
}
run();`,
    });
    assert.deepEqual(
      models.map((model) => [model.name, units(model), model.passedOver ?? []]),
      [['network', [4, 1], []]],
    );
  });

  it('stands in for names that other scripts of a page declare', async () => {
    const model = only(
      await probeTexts({
        'brain.js': `class Brain {
  constructor() {
    this.memory = new Array(memorySize);
    this.optimizer = tf.train.adam(rate);
    const input = tf.input({ shape: [featureCount] });
    const output = tf.layers.dense({ units: actionCount, activation: lastActivation }).apply(input);
    this.model = tf.model({ inputs: input, outputs: output });
  }
}`,
      }),
    );
    assert.ok(
      model.assumed.some((one) => one.startsWith('shape = ')),
      model.assumed.join(),
    );
    assert.deepEqual(
      model.layers.map(({ className }) => className),
      ['Dense'],
    );
  });
});
