/** Proves that models are reached past loops that never end, past what waits, in classes that fill them later, and in code that other tools rewrite. */

import assert from 'node:assert/strict';
import { only, probeText, probeTexts, units } from './probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('reach: further', function () {
  this.timeout(120_000);

  it('leaves a loop that never ends, and says which', async () => {
    const model = only(
      await probeText(
        `let ticks = 0;\nwhile (ticks >= 0) ticks = (ticks + 1) % 7;\nconst model = tf.sequential();\n${body}`,
        20,
      ),
    );
    assert.deepEqual(units(model), [6, 1]);
    assert.ok(
      model.assumed.some((one) => /line 3: the loop had not ended after \d+ s, and was left/.test(one)),
      model.assumed.join(),
    );
  });

  it('leaves a loop that goes round on what is stood in for', async () => {
    const model = only(
      await probeText(
        `import { open } from 'some-database';\nconst cursor = open('rows');\nwhile (cursor.hasNext()) {\n  cursor.next();\n}\nconst model = tf.sequential();\n${body}`,
      ),
    );
    assert.ok(
      model.assumed.some((one) => one.includes('line 4: the loop went round on what was stood in for')),
      model.assumed.join(),
    );
  });

  it('does not make another model by leaving the loop that makes its layers', async () => {
    const { models, errors } = await probeText(
      `const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
for (;;) {
  const layer = tf.layers.dense({ units: 3 });
  if (layer.name === '') break;
}`,
      12,
    );
    const [text] = [...models.flatMap(({ assumed }) => assumed), ...errors.map(({ message }) => message)].filter(
      (one) => one.includes('loop'),
    );
    assert.match(text, /had not ended/);
  });

  it('does not count the rounds of loops that end', async () => {
    const model = only(
      await probeText(
        `let sum = 0;\nfor (let i = 0; i < 3_000_000; i++) sum += i % 3;\nconst model = tf.sequential();\nmodel.add(tf.layers.dense({ units: sum / 1_000_000 + 2, inputShape: [4] }));`,
      ),
    );
    assert.deepEqual(units(model), [5]);
    assert.deepEqual(
      model.assumed.filter((one) => one.includes('loop')),
      [],
    );
  });

  it('predicts many rows in few batches, and to the same values', async () => {
    const model = only(
      await probeText(`let calls = 0;
class Tally extends tf.layers.Layer {
  static className = 'Tally';
  override call(inputs: tf.Tensor | tf.Tensor[]) { calls++; return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 3); }
  override computeOutputShape(shape: tf.Shape) { return shape; }
}
const input = tf.input({ shape: [2] });
const tally = tf.model({ inputs: input, outputs: new Tally({}).apply(input) as tf.SymbolicTensor });
const rows = tf.range(0, 6000).reshape([3000, 2]);
calls = 0;
const few = (tally.predict(rows) as tf.Tensor).dataSync();
const batches = calls;
calls = 0;
const many = (tally.predict(rows, { batchSize: 100 }) as tf.Tensor).dataSync();
const isSame = few.length === 6000 && few.every((value, index) => value === many[index] && value === 3 * index);
export const model = tf.sequential({ layers: [tf.layers.dense({ units: isSame ? 7 : 9, inputShape: [batches] }), tf.layers.dense({ units: calls })] });`),
    );
    assert.deepEqual(
      model.layers.map(({ weights }) => weights[0].shape),
      [
        [1, 7],
        [7, 30],
      ],
    );
  });

  it('enters functions that come to be while others run, as those of a test', async () => {
    const model = only(
      await probeText(
        `describe('a model', () => {\n  it('trains', async () => {\n    const model = tf.sequential();\n    ${body}\n    assertSame(model.layers.length, 2);\n  });\n});\ndeclare function describe(name: string, run: () => void): void;\ndeclare function it(name: string, run: () => Promise<void>): void;\ndeclare function assertSame(a: number, b: number): void;`,
      ),
    );
    assert.deepEqual(units(model), [6, 1]);
  });

  it('fills a model that a class keeps by the method that adds its layers', async () => {
    const model = only(
      await probeText(`export class Net {
  private readonly net = tf.sequential();
  constructor(readonly address: string) {}
  async start() {
    const settings = await (await fetch(this.address)).json();
    this.build(settings.width);
  }
  private build(width: number) {
    this.net.add(tf.layers.dense({ units: width, activation: 'relu', inputShape: [5] }));
    this.net.add(tf.layers.dense({ units: 2 }));
  }
}`),
    );
    assert.equal(units(model).at(-1), 2);
  });

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

  it('leaves out what is waited for and never comes', async () => {
    const model = only(
      await probeText(`import { connect } from './server';
export async function main() {
  const server = await connect();
  await server.ready;
  const model = tf.sequential();
  ${body}
  await server.publish(model);
}`),
    );
    assert.deepEqual(units(model), [6, 1]);
  });

  it('does without a file that stops the module', async () => {
    const probe = await probeTexts({
      'model.ts': `import * as tf from '@tensorflow/tfjs';\nimport { Message } from './messages';\nexport function build() {\n  const model = tf.sequential();\n  ${body}\n  return model;\n}\nexport const answer = () => new Message();`,
      'messages.ts':
        "import { schema } from './schema';\nimport Message = schema.company.Message;\nexport { Message };",
      'schema.js': 'exports.schema = undefined;',
      'schema.d.ts': 'export namespace schema { namespace company { class Message {} } }',
    });
    assert.deepEqual(units(only(probe)), [6, 1]);
  });

  it('knows a factory that is called with new', async () => {
    const model = only(
      await probeText(
        `const input = tf.input({ shape: [3] });\nconst output = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;\nexport const model = new (tf.model as any)({ inputs: input, outputs: output });`,
      ),
    );
    assert.deepEqual(units(model), [2]);
  });

  it('gives what the code complains of where it is missing', async () => {
    const model = only(
      await probeText(`interface Options { hidden?: number[]; classes?: number; verbose?: boolean }
export class Classifier {
  model: tf.Sequential;
  constructor(options: Options) {
    if (!options.classes) throw new Error('classes are required');
    if (options.hidden !== undefined && options.classes !== undefined) {
      this.model = tf.sequential();
      this.model.add(tf.layers.dense({ units: options.hidden[0], inputShape: [4] }));
      this.model.add(tf.layers.dense({ units: options.classes }));
    } else throw new Error('hidden is required');
  }
}`),
    );
    assert.equal(units(model).length, 2);
  });

  it('measures an embedding of ids that a layer makes', async () => {
    const model = only(
      await probeText(`class Positions extends tf.layers.Layer {
  static className = 'Positions';
  computeOutputShape(shape: tf.Shape) { return shape; }
  call(input: tf.Tensor | tf.Tensor[]) {
    const [x] = Array.isArray(input) ? input : [input];
    return tf.tidy(() => tf.range(0, x.shape[1]!).expandDims(0).tile([x.shape[0], 1]));
  }
}
const ids = tf.input({ shape: [6] });
const tokens = tf.layers.embedding({ inputDim: 20, outputDim: 4 }).apply(ids) as tf.SymbolicTensor;
const places = tf.layers.embedding({ inputDim: 6, outputDim: 4 }).apply(new Positions({}).apply(ids)) as tf.SymbolicTensor;
const sum = tf.layers.add().apply([tokens, places]) as tf.SymbolicTensor;
const out = tf.layers.dense({ units: 1 }).apply(tf.layers.flatten().apply(sum)) as tf.SymbolicTensor;
export const model = tf.model({ inputs: ids, outputs: out });`),
    );
    for (const layer of model.layers.filter(({ className }) => className === 'Embedding'))
      assert.ok(
        layer.weights[0].gradientL2[0].every((norm) => norm > 0),
        layer.name,
      );
  });
});
