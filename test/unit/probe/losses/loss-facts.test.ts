/** The facts about a model's losses: mistakes on the tape, the range of outputs, the best constant answer. */

import assert from 'node:assert/strict';
import type { RawModel } from '../../../../src/probe/protocol/result';
import { probe, probeOne } from '../run';

/** Probes several models, each with names of its own, in one run; in the order of their training. */
async function probeAll(codes: readonly string[]): Promise<readonly RawModel[]> {
  const { outcome, seeds } = await probe(codes.map((code) => `{ ${code} }`).join('\n'), { steps: 3 });
  assert.deepEqual(outcome, { status: 'done' });
  assert.equal(seeds[0].leakedTensors, 0);
  assert.equal(seeds[0].models.length, codes.length, JSON.stringify(seeds[0].failures));
  return seeds[0].models;
}

/** A model of one dense layer, trained by `fit` on eight rows of two features. */
const fitted = (units: number, activation: string, labels: string, loss: string, settings = ''): string => `
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1], [-1, 0], [0, -1], [-1, -1], [-2, 1]]);
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: ${units}, activation: '${activation}', inputShape: [2] ${settings} })] });
  model.compile({ optimizer: tf.train.sgd(0.01), loss: ${loss} });
  await model.fit(x, ${labels}, { batchSize: 8, epochs: 5, shuffle: false });`;

const labels = 'tf.tensor2d([[0], [0], [1], [1], [1], [1], [1], [1]])';
const rows = `tf.oneHot(${labels}.squeeze().toInt(), 3).toFloat()`;
const targets = 'tf.tensor2d([[1], [2], [3], [4], [5], [6], [7], [24]])';

describe('the best constant answer', () => {
  it('is the mean, the median, or the shares of the classes; unknown for a loss of user code', async () => {
    const variance = 716 / 8 - 6.5 ** 2;
    const entropy = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75));
    const cases: [code: string, expected: number | undefined][] = [
      [fitted(1, 'linear', targets, "'meanSquaredError'"), variance],
      [fitted(1, 'linear', targets, "'meanAbsoluteError'"), 32 / 8],
      [fitted(1, 'sigmoid', labels, "'binaryCrossentropy'"), entropy],
      [fitted(3, 'softmax', labels, "'sparseCategoricalCrossentropy'"), entropy],
      [fitted(3, 'softmax', rows, "'categoricalCrossentropy'"), entropy],
      [fitted(3, 'linear', rows, 'tf.losses.softmaxCrossEntropy'), entropy],
      // A function of user code that hands its arguments on.
      [fitted(1, 'linear', targets, '(truth, guess) => tf.losses.meanSquaredError(truth, guess)'), variance],
      // One that gives the number of a known loss, and one that does not.
      [fitted(1, 'linear', targets, '(truth, guess) => truth.sub(guess).square().mean()'), variance],
      [fitted(1, 'linear', targets, '(truth, guess) => truth.sub(guess).abs().sqrt().mean()'), undefined],
    ];
    const models = await probeAll(cases.map(([code]) => code));
    const rounded = (value: number | undefined): string => value?.toFixed(4) ?? 'unknown';
    assert.deepEqual(
      models.map(({ answers }) => rounded(answers?.constant[0])),
      cases.map(([, expected]) => rounded(expected)),
    );
  });

  it('compares with the loss of the data, without the penalties of regularizers', async () => {
    const settings = ", kernelRegularizer: tf.regularizers.l2({ l2: 10 }), kernelInitializer: 'ones'";
    const [{ answers, losses }] = await probeAll([fitted(1, 'linear', targets, "'meanSquaredError'", settings)]);
    assert.ok(Math.abs(losses[0] - (answers?.data[0] ?? NaN) - 20) < 1e-3);
  });
});

describe('slips of the loss', () => {
  const loop = (loss: string): string => `
    const x = tf.randomNormal([6, 2]);
    const y = x.sum(1);
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const optimizer = tf.train.sgd(0.01);
    for (let i = 0; i < 5; i++) optimizer.minimize(() => { const answers = model.apply(x); return ${loss}; });`;

  it('are seen where a column meets a row, a softmax is applied twice, or outputs come before labels', async () => {
    const ownLoss = '(y, p) => y.mul(tf.logSoftmax(p)).sum(1).neg()';
    const cases: [code: string, slips: string[]][] = [
      [loop('answers.sub(y).square().mean()'), ['broadcast sub [[6,1],[6]]']],
      [loop('answers.squeeze().sub(y).square().mean()'), []],
      [loop('answers.concat(answers, 1).sub(y.expandDims(1)).square().mean()'), ['column sub [[6,2],[6,1]]']],
      [loop('answers.concat(answers, 1).mul(y.expandDims(1)).mean()'), []],
      // Pairs of outputs.
      [loop('answers.sub(answers.transpose()).square().mean()'), []],
      [fitted(3, 'softmax', rows, 'tf.losses.softmaxCrossEntropy'), ['twice softmax [[8,3]]']],
      [fitted(3, 'softmax', rows, ownLoss), ['twice softmax [[8,3]]']],
      [fitted(3, 'sigmoid', rows, 'tf.losses.softmaxCrossEntropy'), ['bounded sigmoid [[8,3]]']],
      [fitted(3, 'softmax', rows, 'tf.losses.sigmoidCrossEntropy'), ['bounded softmax [[8,3]]']],
      [fitted(3, 'tanh', rows, 'tf.losses.sigmoidCrossEntropy'), []],
      // Another net's probabilities as labels.
      [fitted(3, 'linear', rows, '(y, p) => tf.losses.softmaxCrossEntropy(tf.sigmoid(y), p)'), []],
      [fitted(3, 'linear', rows, 'tf.losses.softmaxCrossEntropy'), []],
      [fitted(3, 'linear', rows, ownLoss), []],
      [
        fitted(1, 'linear', labels, '(y, p) => tf.losses.sigmoidCrossEntropy(p, y)'),
        ['swapped sigmoidCrossEntropy []'],
      ],
      [fitted(1, 'linear', labels, '(y, p) => tf.losses.sigmoidCrossEntropy(y, p)'), []],
      [loop('tf.losses.hingeLoss(answers.squeeze(), y)'), ['swapped hingeLoss []']],
      // Labels that the model itself gives, as where a net teaches another one.
      [loop('tf.losses.sigmoidCrossEntropy(answers.sigmoid(), answers.mul(2))'), []],
      // A squared error is the same both ways.
      [loop('tf.losses.meanSquaredError(answers.squeeze(), y)'), []],
      [loop('answers.squeeze().round().sub(y).square().mean()'), ['flat round []']],
      [loop('answers.squeeze().sub(y.round()).square().mean()'), []],
      // Six scores that are weighed one by one, and against each other.
      [loop('answers.softmax().mul(x).mean()'), ['alone softmax [[6,1]]']],
      [loop('answers.reshape([1, 6]).softmax().matMul(x).mean()'), []],
      // Six examples that are added up, and sums that are made means again or run over the numbers of one example.
      [loop('answers.squeeze().sub(y).square().sum()'), ['summed sum [[6]]']],
      [loop('answers.sub(y.expandDims(1)).square().sum(0).mean().mul(0.5)'), ['summed sum [[6,1]]']],
      [loop('answers.squeeze().sub(y).square().sum().div(6)'), []],
      [loop('answers.sub(y.expandDims(1)).square().sum(1).mean()'), []],
      // Products of two predictions: of all examples in one number, and of each example in one of its own.
      [loop('answers.mul(answers.add(1)).sum().sub(y).abs().mean()'), ['pooled sub [[6,1],[6]]']],
      [loop('answers.mul(answers.add(1)).sum(1).sub(y).abs().mean()'), []],
      [loop('answers.squeeze().sub(y).abs().add(answers.mul(answers).sum()).mean()'), []],
    ];
    const models = await probeAll(cases.map(([code]) => code));
    assert.deepEqual(
      models.map(({ lossSlips = [] }) => lossSlips.map((s) => `${s.kind} ${s.operation} ${JSON.stringify(s.shapes)}`)),
      cases.map(([, slips]) => slips),
    );
    assert.ok((models[0].lossSlips?.[0].stack.length ?? 0) > 0, 'the slip has a line');
  });

  it('name weights that each step makes anew, but none of the first step or of two operations', async () => {
    const train = (first: string, loss: string): string => `
      const x = tf.randomNormal([6, 2]);
      const head = tf.variable(tf.ones([3, 1]));
      let kept;
      const optimizer = tf.train.sgd(0.01);
      for (let i = 0; i < 5; i++) optimizer.minimize(() => { const first = ${first}; return ${loss}; });`;
    const through = 'x.matMul(first).matMul(head).square().mean()';
    const models = await probeAll([
      train('tf.randomNormal([2, 3])', through),
      train('tf.variable(tf.ones([2, 3])).mul(0.5)', through),
      train('(kept ??= tf.keep(tf.variable(tf.ones([2, 3]))))', through),
      train('tf.ones([2, 3])', through),
      train('tf.randomNormal([2, 3])', `${through}.sub(x.add(1).matMul(first).mean())`),
      // Examples in columns.
      train('tf.randomNormal([3, 6])', 'head.transpose().matMul(first).square().mean()'),
      train(
        'tf.randomNormal([3, 6])',
        'tf.ones([1, 3]).matMul(first).sub(first.transpose().matMul(head).reshape([1, 6])).mean()',
      ),
    ]);
    assert.deepEqual(
      models.map(({ lossSlips = [] }) => lossSlips.map(({ kind, stack }) => `${kind} ${stack.length > 0}`)),
      [['renewed true'], ['renewed true'], [], [], [], [], []],
    );
  });

  it('name where gradients that go uphill are negated', async () => {
    const train = (turned: string): string => `
      const x = tf.randomNormal([6, 2]);
      const w = tf.variable(tf.ones([2, 1]));
      const optimizer = tf.train.sgd(0.01);
      for (let i = 0; i < 5; i++) {
        const { grads } = optimizer.computeGradients(() => x.matMul(w).square().mean());
        optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, g]) => [name, ${turned}])));
      }`;
    const slipsOf = async (turned: string): Promise<string[]> =>
      (await probeAll([train(turned)])).flatMap(({ lossSlips = [] }) => lossSlips.map(({ kind }) => kind));
    assert.deepEqual(await slipsOf('g.neg()'), ['uphill', 'negated']);
    assert.deepEqual(await slipsOf('g'), []);
  });

  it('name steps that train the same weights in opposite directions, and not those of two tasks', async () => {
    const train = (lists: readonly [string, string], sign: string): string => `
      const make = tf.variable(tf.randomNormal([3, 2]));
      const judge = tf.variable(tf.randomNormal([2, 1]));
      const optimizer = tf.train.sgd(0.01);
      const x = tf.randomNormal([32, 3]);
      for (let i = 0; i < 25; i++) {
        optimizer.minimize(() => tf.softplus(x.matMul(make).matMul(judge)).mean(), false${lists[0]});
        optimizer.minimize(() => tf.softplus(x.matMul(make).matMul(judge)${sign}).mean(), false${lists[1]});
      }`;
    const opposed = async (...values: Parameters<typeof train>): Promise<number> => {
      const { lossSlips = [] } = await probeOne(train(...values), { steps: 30 });
      return lossSlips.filter(({ kind }) => kind === 'opposed').length;
    };
    assert.ok((await opposed(['', ''], '.neg()')) > 0);
    assert.equal(await opposed([', [judge]', ', [make]'], '.neg()'), 0);
    assert.equal(await opposed(['', ''], '.mul(2)'), 0);
  });

  it('name a percentage error of targets that are 0, whatever stands in for them', async () => {
    const train = (loss: string, targets: string): string => `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
      model.compile({ optimizer: 'sgd', loss: ${loss} });
      await model.fit(tf.randomNormal([4, 2]), tf.tensor2d(${targets}), { epochs: 1 });`;
    const own = '(y, p) => y.sub(p).abs().div(y.abs().maximum(1e-5)).mean()';
    const shares = async (...values: Parameters<typeof train>): Promise<(number | undefined)[]> =>
      (await probeAll([train(...values)]))
        .flatMap(({ lossSlips = [] }) => lossSlips)
        .flatMap(({ kind, outputs }) => (kind === 'percentage' ? [outputs?.outside] : []));
    assert.deepEqual(await shares("'meanAbsolutePercentageError'", '[[0], [1], [2], [3]]'), [0.25]);
    assert.deepEqual(await shares(own, '[[0], [1], [0], [3]]'), [0.5]);
    assert.deepEqual(await shares(own, '[[5], [1], [2], [3]]'), []);
    assert.deepEqual(await shares("'meanAbsoluteError'", '[[0], [1], [2], [3]]'), []);
  });

  it('name where gradients of one sign are left out', async () => {
    const train = (applied: string): string => `
      const x = tf.randomNormal([30, 8]);
      const w = tf.variable(tf.randomNormal([8, 6]));
      const optimizer = tf.train.adam(0.01);
      for (let i = 0; i < 5; i++) {
        const { grads } = optimizer.computeGradients(() => x.matMul(w).square().mean());
        optimizer.applyGradients(${applied});
      }`;
    const named = (cut: string): string =>
      `Object.fromEntries(Object.entries(grads).map(([name, g]) => [name, ${cut}]))`;
    const listed = (cut: string): string => `Object.entries(grads).map(([name, g]) => ({ name, tensor: ${cut} }))`;
    const codes = [
      train(named('g.clipByValue(0, 1)')),
      train(listed('g.minimum(0)')),
      train(named('g.clipByValue(-1e-3, 1e-3)')),
      train(listed('g.mul(g.abs().greater(g.abs().mean()).toFloat())')),
    ];
    // Loops over variables of one run would count as one model.
    const models = await Promise.all(codes.map(async (code) => (await probeAll([code]))[0]));
    assert.deepEqual(
      models.map(({ lossSlips = [] }) =>
        lossSlips.map(({ kind, operation, stack }) => `${kind} ${operation} ${stack.length > 0}`),
      ),
      [['one-sided negative true'], ['one-sided positive true'], [], []],
    );
  });

  it('name kernels that a list of variables leaves out, unless something else trains them', async () => {
    const train = (step: string, trainable = true): string => `
      const x = tf.randomNormal([30, 8]);
      const w = tf.variable(tf.randomNormal([8, 4]), ${trainable}, 'inner');
      const v = tf.variable(tf.randomNormal([4, 1]));
      const b = tf.variable(tf.zeros([1]));
      const loss = () => x.matMul(w).tanh().matMul(v).add(b).square().mean();
      const [one, other] = [tf.train.sgd(0.01), tf.train.sgd(0.01)];
      for (let i = 0; i < 20; i++) { ${step} }`;
    const models = await Promise.all(
      [
        train('one.minimize(loss, false, [b]);'),
        train('one.applyGradients(one.computeGradients(loss, [v, b]).grads);'),
        train('one.minimize(loss, false, [v, b]);', false),
        train('one.minimize(loss, false, [v, b]); if (i % 5 === 0) w.assign(w.mul(0.9));'),
        train('one.minimize(loss);'),
      ].map(async (code) => (await probe(code, { steps: 20 })).seeds[0].models[0]),
    );
    assert.deepEqual(
      models.map(({ lossSlips = [] }) => lossSlips.map(({ kind, operation, shapes }) => [kind, operation, shapes])),
      [
        [
          [
            'left-out',
            'inner',
            [
              [8, 4],
              [4, 1],
            ],
          ],
        ],
        [['left-out', 'inner', [[8, 4]]]],
        [],
        [],
        [],
      ],
    );
  });
});
