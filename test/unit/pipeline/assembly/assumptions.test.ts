/**
 * Proves what a report says was assumed, that directives and pinned values reach the model, and what is said where a
 * function asks for something else.
 */

import assert from 'node:assert/strict';
import type { ModelReport } from '../../../../src/report/report';
import { only, probeText, probeTexts } from '../probing';

const builder = `export function createModel(inputShape: number[], numClasses: number, hidden = 12) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: hidden, activation: 'relu', inputShape }));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  return model;
}
`;

const shapes = ({ layers }: ModelReport): unknown[] => layers.map(({ outputShape }) => outputShape.at(-1));
const ownValues = ({ assumed }: ModelReport): string[] => assumed.filter((one) => one.includes(' = '));

describe('what was assumed', function () {
  this.timeout(120_000);

  it('is in the report of the model that was made with it, and of no other', async () => {
    const { models } = await probeText(`${builder}
const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
other.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`);
    const assumed = Object.fromEntries(models.map((model) => [model.name, [ownValues(model), model.called]]));
    assert.deepEqual(assumed, {
      model: [['inputShape = [10]', 'numClasses = 10'], ['createModel']],
      other: [[], undefined],
    });
  });

  it(
    'is a value for what may be left out, for the model that a branch makes with it, ' + 'and a span for a range',
    async () => {
      const { models, errors } = await probeText(`export class Rating {
  model: tf.LayersModel;
  constructor(range?: number[], width?: number, title?: string) {
    if (title) console.log(title);
    if (range == null) this.model = tf.sequential({ layers: [
      tf.layers.dense({ units: width ?? 3, inputShape: [2] })] });
    else this.model = tf.sequential({ layers: [
      tf.layers.dense({ units: 2 + (range[1] - range[0]), inputShape: [4] })] });
  }
}`);
      assert.deepEqual(errors, []);
      assert.deepEqual(
        models.map(({ layers }) => [layers[0].outputShape[1], layers[0].weights[0].shape[0]]),
        [
          [3, 2],
          [3, 4],
        ],
      );
      assert.deepEqual(
        models.map((model) => ownValues(model).filter((one) => /range|width/.test(one))),
        [[], ['range = [0, 1]']],
      );
    },
  );

  it('is nothing where a directive gives the values', async () => {
    const model = only(await probeText(`// gradline: inputShape = [7], numClasses = 3, hidden = 5\n${builder}`));
    assert.deepEqual(shapes(model), [5, 3]);
    assert.deepEqual(ownValues(model), []);
    assert.equal(model.pinned, undefined);
  });

  it('is nothing where the file calls the function itself', async () => {
    const model = only(await probeText(`${builder}const model = createModel([6], 4);\nmodel.summary();\n`));
    assert.deepEqual(shapes(model), [12, 4]);
    assert.deepEqual(ownValues(model), []);
  });

  it('has what is pinned, which is told apart', async () => {
    const model = only(
      await probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${builder}` }, 60, {
        pinned: { createModel: { numClasses: 4, hidden: 6 } },
      }),
    );
    assert.deepEqual(shapes(model), [6, 4]);
    assert.deepEqual(ownValues(model), ['inputShape = [10]', 'numClasses = 4', 'hidden = 6']);
    assert.deepEqual(model.pinned, ['numClasses = 4', 'hidden = 6']);
  });

  it('is the input shape of a model that has none, which a directive or a pinned value gives', async () => {
    const code = `export const model = tf.sequential();
model.add(tf.layers.dense({ units: 3 }));
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`;
    const parameters = ({ layers }: ModelReport): number => layers[0].parameters;
    const assumed = only(await probeText(code));
    assert.deepEqual([parameters(assumed), ownValues(assumed)], [33, ['inputShape = [10]']]);
    const given = only(await probeText(`// gradline: inputShape = [4]\n${code}`));
    assert.deepEqual([parameters(given), ownValues(given)], [15, []]);
    const inside = only(
      await probeText(
        `// gradline: inputShape = [5]\nexport function build() {\n${code.replace('export ', '')}return model;\n}`,
      ),
    );
    assert.deepEqual([parameters(inside), ownValues(inside)], [18, []]);
    const pinned = only(
      await probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${code}` }, 60, {
        pinned: { 'model:model': { inputShape: [6] } },
      }),
    );
    assert.deepEqual(
      [parameters(pinned), ownValues(pinned), pinned.pinned],
      [21, ['inputShape = [6]'], ['inputShape = [6]']],
    );
    const own = only(
      await probeText(`// gradline: inputShape = [4]\n${code.replace('units: 3', 'units: 3, inputShape: [2]')}`),
    );
    assert.equal(parameters(own), 9);
    const { errors } = await probeText(`// gradline: inputShape = 4\n${code}`);
    assert.deepEqual(
      errors.flatMap(({ own, message }) => (own ? [] : [message])),
      ['Line 2: inputShape of a model is a list of numbers without the batch axis, such as [28, 28, 1].'],
    );
  });

  it(
    'is the loss and the optimizer of a model that is not compiled, ' + 'which a directive or a pinned value gives',
    async () => {
      const code =
        `export const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'softmax', ` +
        `inputShape: [4] })] });\n`;
      const facts = ({ loss, optimizer, learningRate, pinned, ...model }: ModelReport): unknown[] => [
        loss,
        optimizer,
        Number(learningRate.toPrecision(3)),
        ownValues(model as ModelReport),
        pinned,
      ];
      const head = "import * as tf from '@tensorflow/tfjs';\n";
      assert.deepEqual(facts(only(await probeText(code))), [
        'categoricalCrossentropy',
        'Adam',
        0.001,
        ['loss = categoricalCrossentropy', 'optimizer = adam(0.001)'],
        undefined,
      ]);
      assert.deepEqual(facts(only(await probeText(`// gradline: loss = meanSquaredError, optimizer = sgd\n${code}`))), [
        'meanSquaredError',
        'SGD',
        0.01,
        [],
        undefined,
      ]);
      assert.deepEqual(facts(only(await probeText(`// gradline: loss = 'sparseCategoricalCrossentropy'\n${code}`))), [
        'sparseCategoricalCrossentropy',
        'Adam',
        0.001,
        ['optimizer = adam(0.001)'],
        undefined,
      ]);
      const pinned = only(
        await probeTexts({ 'model.ts': head + code }, 60, {
          pinned: { 'model:model': { loss: 'poisson', optimizer: 'rmsprop' } },
        }),
      );
      assert.deepEqual(facts(pinned), [
        'poisson',
        'RMSProp',
        0.001,
        ['loss = poisson', 'optimizer = rmsprop'],
        ['loss = poisson', 'optimizer = rmsprop'],
      ]);
      // A loss that comes out of what cannot be had is as good as none.
      const unknown = only(
        await probeText(
          `import { settings } from 'some-package';\n` +
            `// gradline: optimizer = adagrad\n${code}model.compile({ loss: settings.loss, optimizer: ` +
            `settings.optimizer });\n`,
        ),
      );
      assert.deepEqual(facts(unknown).slice(0, 4), [
        'categoricalCrossentropy',
        'Adagrad',
        0.01,
        ['loss = categoricalCrossentropy'],
      ]);
    },
  );

  it('is not what the code compiles itself: a loss in a comment is not used then, which is said', async () => {
    const { models, errors } = await probeText(
      `// gradline: loss = poisson, optimizer = adam\n` +
        `export const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });\n` +
        `model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });\n`,
    );
    assert.deepEqual([models[0].loss, models[0].optimizer], ['meanSquaredError', 'Adam']);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message]),
      [
        [
          'setting',
          'Line 2: loss = poisson was not used: the code compiles model itself, with loss = meanSquaredError. ' +
            'Change it there, or take it out of the comment.',
        ],
      ],
    );
  });

  it('has the arguments of a constructor, and those of the training that another function does', async () => {
    const { models } = await probeText(`class Net {
  model: tf.Sequential;
  constructor(units: number) { this.model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] })] }); }
}
export const make = (width: number) => new Net(width * 2).model;
export async function train(model: tf.LayersModel, learningRate: number) {
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'meanSquaredError' });
  await model.fit(tf.randomNormal([32, 4]), tf.randomNormal([32, 32]));
}
`);
    const all = models.flatMap(ownValues);
    assert.ok(
      all.some((one) => /^(units|width) = /.test(one)),
      all.join(),
    );
    const trained = models.find(({ entry }) => entry === 'fit');
    if (trained) assert.ok(trained.assumed.includes('learningRate = 0.001'), trained.assumed.join());
  });

  it('is asked for where the function stops on it', async () => {
    const text = `export function createModel(units: number, side: number) {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [4] }), tf.layers.reshape({ targetShape: [side, side] })] });
  return model;
}
`;
    const { models, errors } = await probeText(text);
    assert.deepEqual(models, []);
    const [error] = errors;
    assert.match(
      error.message,
      /unchanged\. createModel was called with units = 16, side = 10\. .*\/\/ gradline: units = …$/,
    );
    assert.deepEqual(error.asks, { function: 'createModel' });
    assert.deepEqual(
      error.models?.map(({ start }) => start.line),
      [2],
    );
    assert.deepEqual(shapes(only(await probeText(`// gradline: side = 4\n${text}`))), [16, 4]);
  });
});

describe('a directive that cannot be followed', function () {
  this.timeout(120_000);

  it('says which losses and optimizers there are, and is passed over', async () => {
    const { models, errors } = await probeText(
      '// gradline: loss = mse, optimizer = Adam\n' +
        'export const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });\n',
    );
    assert.deepEqual(
      models.map(({ loss, optimizer }) => [loss, optimizer]),
      [['meanSquaredError', 'Adam']],
    );
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['directive', 'directive'],
    );
    assert.match(
      errors[0].message,
      /^Line 2: tfjs has no loss mse\. Write one of meanSquaredError, meanAbsoluteError, .*, cosineProximity\.$/,
    );
    assert.equal(
      errors[1].message,
      'Line 2: tfjs has no optimizer Adam. Did you mean adam? Write one of adam, sgd, rmsprop, adagrad, ' +
        'adadelta, adamax.',
    );
  });

  it('is an error of the report, and the rest is probed', async () => {
    const result = await probeText(`// gradline: numClasses = 3, inputshape = [4]\n${builder}`);
    assert.deepEqual(shapes(only(result)), [12, 3]);
    assert.deepEqual(result.errors, [
      {
        file: '/w/model.ts',
        range: { start: { line: 1, character: 29 }, end: { line: 1, character: 39 } },
        code: 'directive',
        message: 'Line 2: createModel has no parameter inputshape. It has inputShape, numClasses, hidden.',
      },
    ]);
  });
});
