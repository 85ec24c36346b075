/** Tests models that a class makes together with its base, or with a class that extends it, in one file or several. */

import assert from 'node:assert/strict';
import { only, onlyFaultless, probeTexts, units } from '../probing';

const tfjs = "import * as tf from '@tensorflow/tfjs';\n";

describe('inherited methods', function () {
  this.timeout(120_000);

  const base = `${tfjs}export default class Trainer {
  protected vocabulary: string[];
  protected model: tf.LayersModel;
  async prepare() { this.vocabulary = ['a', 'b', 'c', 'd']; }
  async init() {
    await this.prepare();
    this.model = this.assemble();
    this.model.compile({ optimizer: tf.train.sgd(0.25), loss: 'meanAbsoluteError' });
  }
  assemble(): tf.LayersModel { throw new Error('assemble is missing'); }
}`;
  const own = `  assemble() {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: this.vocabulary.length, inputShape: [3] }));
    return model;
  }
}`;

  it('enters what a base in another file does before it asks the class for its model', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'net.ts': `${tfjs}import Trainer from './trainer';\nexport class Net extends Trainer {\n${own}`,
        'trainer.ts': base,
      }),
    );
    assert.deepEqual([units(model), model.loss, model.learningRate], [[4], 'meanAbsoluteError', 0.25]);
    assert.deepEqual(model.assumed, ['made-up data: nothing here trains it']);
  });

  it('enters it through classes in between, and in one file', async () => {
    const middle =
      "import Trainer from './trainer';\nclass Middle extends Trainer {\n" +
      "  async prepare() { this.vocabulary = ['a', 'b']; }\n}\nexport { Middle };\nexport default Middle;";
    const between = onlyFaultless(
      await probeTexts({
        'net.ts': `${tfjs}import Middle from './middle';\nexport default class extends Middle {\n${own}`,
        'middle.ts': middle,
        'trainer.ts': base,
      }),
    );
    assert.deepEqual([units(between), between.loss], [[2], 'meanAbsoluteError']);
    const alone = onlyFaultless(
      await probeTexts({
        'net.ts': `${base.replace('export default ', '')}\nexport class Net extends Trainer {\n${own}`,
      }),
    );
    assert.deepEqual([units(alone), alone.loss], [[4], 'meanAbsoluteError']);
  });

  it('still calls the class itself where what the base does fails', async () => {
    const failing = base.replace("this.vocabulary = ['a', 'b', 'c', 'd'];", "throw new Error('no such file');");
    const model = only(
      await probeTexts({
        'net.ts':
          `${tfjs}import Trainer from './trainer';\nexport class Net extends Trainer {\n` +
          `  protected vocabulary = ['a'];\n${own}`,
        'trainer.ts': failing,
      }),
    );
    assert.deepEqual(units(model), [1]);
    assert.match(model.assumed.join(), /loss = meanSquaredError/);
  });

  it('makes the model of a class with the layers that a subclass in another file gives it', async () => {
    const texts = {
      'space.ts': `${tfjs}export class Space {
  constructor(protected layers: tf.layers.Layer[]) {}
  generate() { return tf.sequential({ layers: this.layers }); }
}`,
      'stack.ts': `${tfjs}import { Space } from './space';
export class Stack extends Space {
  constructor(sizes: number[]) {
    super([tf.layers.dense({ units: 6, inputShape: [5] }), ...sizes.map((units) => tf.layers.dense({ units }))]);
  }
}
export const usual = () => new Stack([4, 2]);`,
    };
    const model = onlyFaultless(await probeTexts(texts));
    assert.equal(model.file, '/w/space.ts');
    assert.deepEqual(units(model).slice(0, 1), [6]);
    assert.deepEqual(
      model.layers.map(({ file }) => file),
      model.layers.map(() => '/w/stack.ts'),
    );
  });

  it('makes an instance of a class whose base, in another file, asks it for its layers', async () => {
    const texts = {
      'small.ts':
        "import { layers } from '@tensorflow/tfjs';\nimport { Base } from './base';\n" +
        'export class Small extends Base {\n  protected fill(config: { width: number }): void {\n' +
        '    this.add(layers.dense({ units: config.width, inputShape: [3] }));\n' +
        '    this.add(layers.dense({ units: 1 }));\n  }\n}',
      'base.ts':
        "import { Sequential } from '@tensorflow/tfjs';\nexport abstract class Base extends Sequential {\n" +
        '  constructor(config: { width: number }) {\n    super();\n    this.fill(config);\n  }\n' +
        '  protected abstract fill(config: { width: number }): void;\n}',
    };
    const model = only(await probeTexts(texts));
    assert.deepEqual(
      model.layers.map(({ file, range }) => `${file}:${range.start.line}`),
      ['/w/small.ts:4', '/w/small.ts:5'],
    );
  });
});
