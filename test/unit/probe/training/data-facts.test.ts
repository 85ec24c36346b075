/** What the probe says of a model's own data, and which call made them. */

import assert from 'node:assert/strict';

import type { RawTensorFacts } from '../../../../src/probe/protocol/result';
import { probeOne } from '../run';

const model = `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`;

async function factsOf(code: string): Promise<{ input: RawTensorFacts; target: RawTensorFacts }> {
  const { dataFacts } = await probeOne(model + code, { steps: 1 });
  assert.ok(dataFacts);
  return { input: dataFacts.inputs[0], target: dataFacts.targets[0] };
}

/** The line of the code (from 0) that is said to have made the tensor. */
function lineOf({ stack }: RawTensorFacts): number | undefined {
  return stack && stack[0].line - model.split('\n').length;
}

describe('probe: facts on the data', () => {
  it('count what is not finite by column, and name the call that made it, not those that pass it on', async () => {
    const { input, target } =
      await factsOf(`const rows = tf.tensor2d([[1, NaN, 7], [2, 5, 7], [3, Infinity, 7], [4, NaN, 7]]);
const scaled = rows.mul(2).reshape([4, 3]);
const y = tf.tensor1d([0, 1, 0, 1]);
await model.fit(scaled, y);
`);
    assert.deepEqual(
      [input.nan, input.infinite, input.rowsNotFinite, input.columnsNotFinite, input.notFinite[0].index],
      [2, 1, 3, 1, 1],
    );
    assert.equal(lineOf(input), 0);
    assert.deepEqual([input.constantColumns, input.largestConstant?.index, input.largestConstant?.max], [1, 2, 14]);
    assert.deepEqual([target.nan, target.min, target.max, target.variance], [0, 0, 1, 0.25]);
    assert.equal(lineOf(target), 2);
  });

  it('name the call in which NaN is born', async () => {
    const { input } = await factsOf(`const rows = tf.tensor2d([[1, 0, 7], [2, 0, 8]]);
const span = rows.max(0).sub(rows.min(0));
const scaled = rows.sub(rows.min(0)).div(span);
await model.fit(scaled, tf.tensor1d([0, 1]));
`);
    assert.deepEqual([input.nan, input.notFinite[0].index, lineOf(input)], [2, 1, 2]);
  });

  it('find one bad row among many that are only looked at here and there', async () => {
    const { input } = await factsOf(`const values = new Float32Array(300000).fill(1);
values[100001] = NaN;
await model.fit(tf.tensor2d(values, [100000, 3]), tf.zeros([100000, 1]), { batchSize: 8 });
`);
    assert.deepEqual([input.rows, input.nan, input.notFinite[0].index], [100000, 1, 2]);
  });

  it('tell whether every row has a mean of 0 and the same deviation', async () => {
    const isByRow = async (rows: string): Promise<boolean | undefined> => {
      const { input } = await factsOf(`const x = tf.tensor2d(${rows});\nawait model.fit(x, tf.ones([2, 1]));\n`);
      return input.rowsStandardized;
    };
    assert.equal(await isByRow('[[1.2247, 0, -1.2247], [-1.2247, 1.2247, 0]]'), true);
    assert.equal(await isByRow('[[1.2247, 0, -1.2247], [-2, 2, 0]]'), undefined);
    assert.equal(await isByRow('[[1.2247, 0.1, -1.2247], [-1.2247, 1.2247, 0]]'), undefined);
    assert.equal(await isByRow('[[0, 0, 0], [0, 0, 0]]'), undefined);
  });

  it('tell ranges, whole numbers, sums of rows and what heads cannot reach', async () => {
    const { input, target } = await factsOf(`const x = tf.tensor2d([[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]]);
await model.fit(x, tf.tensor2d([[-3], [0.5], [2], [1]]));
`);
    assert.deepEqual([input.wholeNumbers, input.rowSums], [true, { min: 1, max: 1 }]);
    assert.deepEqual(input.values, [
      { value: 0, count: 8 },
      { value: 1, count: 4 },
    ]);
    assert.deepEqual(target.outOfReach, {
      '-1…1': { share: 0.5, meanSquare: (4 + 1) / 4 },
      '0…1': { share: 0.5, meanSquare: (9 + 1) / 4 },
      '0…': { share: 0.25, meanSquare: 9 / 4 },
    });
    assert.equal(target.offSumOfOne, undefined);
  });

  it('tell how far rows of targets are from summing to 1', async () => {
    const { input, target } = await factsOf(`const wide = tf.layers.dense({ units: 2, activation: 'softmax' });
model.add(wide);
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await model.fit(tf.ones([4, 3]), tf.tensor2d([[1, 0], [1, 1], [0, 0], [0.33, 0.66]]));
`);
    assert.deepEqual(target.offSumOfOne, { share: 0.5, meanSquare: (1 / 4 + 1 / 4) / 4 });
    assert.equal(input.offSumOfOne, undefined);
  });

  it('tell which classes have no weight, and that rare ones with a large weight do', async () => {
    const weighted = async (weights: string, targets = 'tf.tensor1d([0, 1, 2, 1])') => {
      const { target } = await factsOf(
        `await model.fit(tf.ones([4, 3]), ${targets}, { classWeight: ${weights}, batchSize: 2 });\n`,
      );
      return target.weightless;
    };
    assert.deepEqual(await weighted('{ 0: 1, 1: 0, 2: 1 }'), { classes: [1], share: 0.5, others: [0, 2] });
    assert.deepEqual(await weighted('{ 0: 0, 1: 0, 2: 0 }'), { classes: [0, 1, 2], share: 1, others: [] });
    assert.equal(await weighted('{ 0: 50, 1: 1, 2: 1 }'), undefined);
    const data = `tf.data.array([{ xs: tf.ones([2, 3]), ys: tf.tensor2d([[0], [1]]) }])`;
    const { target } = await factsOf(`await model.fitDataset(${data}, { epochs: 1, classWeight: { 0: 0, 1: 1 } });\n`);
    assert.deepEqual(target.weightless, { classes: [0], share: 0.5, others: [1] });
  });

  it('come from the first batch where only batches are at hand, and not from made-up data', async () => {
    const batches = await factsOf(`
const rows = tf.data.array([{ xs: [1, 2, 300], ys: [4] }, { xs: [1, 2, 3], ys: [4] }]);
await model.fitDataset(rows.batch(2), { epochs: 1 });
`);
    assert.deepEqual([batches.input.max, batches.target.shape], [300, [2, 1]]);
    const one = await factsOf('await model.trainOnBatch(tf.ones([2, 3]), tf.fill([2, 1], 9));');
    assert.deepEqual([one.input.rows, one.target.max, lineOf(one.target)], [2, 9, 0]);
    assert.equal((await probeOne(model)).dataFacts, undefined);
  });

  it('tell what a hand-written loop reads and compares, also by slices', async () => {
    const { input, target } = await factsOf(`const rows = tf.randomUniform([40, 3], 0, 255);
const y = rows.sum(1, true).div(100);
const optimizer = tf.train.sgd(1e-7);
for (let i = 0; i < 2; i++) optimizer.minimize(() =>
  model.apply(rows.slice([i * 20, 0], [20, 3])).sub(y.slice([i * 20, 0], [20, 1])).square().mean());
`);
    assert.deepEqual([input.shape, lineOf(input)], [[40, 3], 0]);
    assert.deepEqual([target.shape, lineOf(target)], [[40, 1], 1]);
  });

  it('take no noise, mask or first state of a loop for data', async () => {
    const { dataFacts } = await probeOne(
      `${model}const rows = tf.randomUniform([40, 3]);
const [mask, y] = [tf.ones([40, 1]), tf.zeros([40, 1])];
const optimizer = tf.train.sgd(0.1);
optimizer.minimize(() =>
  model.apply(rows.add(tf.randomNormal([40, 3]))).add(tf.randomNormal([40, 1])).sub(y).mul(mask).square().mean());
`,
      { steps: 1 },
    );
    assert.equal(dataFacts, undefined);
  });

  it('tell of the targets of small batches what the first sixteen hold', async () => {
    const { dataFacts } = await probeOne(
      `const w = tf.variable(tf.ones([1, 1]));
const sgd = tf.train.sgd(0);
for (let i = 0; i < 40; i++) {
  const y = tf.tensor2d([[i < 4 ? 0.5 : -1], [1]]);
  sgd.minimize(() => tf.losses.meanSquaredError(y, tf.ones([2, 1]).mul(i + 1).matMul(w)));
}
`,
      { steps: 20 },
    );
    const [target] = dataFacts?.targets ?? [];
    assert.deepEqual([target.rows, target.min, target.max], [2, -1, 1]);
    assert.deepEqual(target.outOfReach?.['0…1'], { share: 4 / 16, meanSquare: 4 / 16 });
  });
});
