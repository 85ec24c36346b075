/** A loss that a loop writes by operations: which known one it is, its penalty, its activation, its softmax's axis. */

import assert from 'node:assert/strict';
import type { RawModel } from '../../../../src/probe/protocol/result';
import { probe } from '../run';

/** A loop over the weights of a linear model, on eight rows; `logits` has one column for each unit. */
const loop = (units: number, y: string, loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1], [-1, 0], [0, -1], [-1, -1], [-2, 1]]);
  const y = ${y};
  const w = tf.variable(tf.tensor2d([0.1, 0.2, 0.3, 0.4, 0.5, 0.6].slice(0, ${2 * units}), [2, ${units}]));
  const optimizer = tf.train.sgd(0.01);
  for (let i = 0; i < 3; i++) optimizer.minimize(() => { const logits = x.matMul(w); return ${loss}; }, false, [w]);
}`;

const numbers = 'tf.tensor2d([[1], [2], [3], [4], [5], [6], [7], [24]])';
const bits = 'tf.tensor2d([[0], [0], [1], [1], [1], [1], [1], [1]])';
const classes = `tf.oneHot(${bits}.squeeze().toInt(), 3).toFloat()`;
const softmax = (axis: number): string => `logits.exp().div(logits.exp().sum(${axis}, true))`;

async function modelsOf(codes: readonly string[]): Promise<readonly RawModel[]> {
  const models: RawModel[] = [];
  // Loose variables of several loops in one run would count as one model.
  for (const code of codes) {
    const { outcome, seeds } = await probe(code, { steps: 3 });
    assert.deepEqual(outcome, { status: 'done' });
    assert.equal(seeds[0].leakedTensors, 0);
    models.push(seeds[0].models[0]);
  }
  return models;
}

describe('the hand-written loss of a loop', () => {
  it('is known by the number that it gives, as a mean or a sum; any other stays unknown', async () => {
    const variance = 716 / 8 - 6.5 ** 2;
    const entropy = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75));
    const cases: [code: string, constant: number | undefined][] = [
      [loop(1, numbers, 'logits.sub(y).square().mean()'), variance],
      [loop(1, numbers, 'tf.squaredDifference(y, logits).sum()'), 8 * variance],
      [loop(1, numbers, 'logits.sub(y).square().mean().add(w.square().sum().mul(5))'), variance],
      [loop(1, numbers, 'tf.losses.meanSquaredError(y, logits).add(w.square().sum().mul(5))'), variance],
      [loop(3, classes, `y.mul(${softmax(1)}.log()).sum(1).neg().mean()`), entropy],
      [loop(3, classes, 'y.mul(logits.softmax().log()).sum().neg()'), 8 * entropy],
      [
        loop(
          1,
          bits,
          'y.mul(logits.sigmoid().log()).add(tf.sub(1, y).mul(tf.sub(1, logits.sigmoid()).log())).mean().neg()',
        ),
        entropy,
      ],
      // Cross-entropies of logits.
      [loop(1, bits, 'logits.relu().sub(logits.mul(y)).add(logits.abs().neg().exp().log1p()).mean()'), entropy],
      [loop(1, bits, 'logits.softplus().sub(y.mul(logits)).sum()'), 8 * entropy],
      [loop(3, classes, 'logits.logSumExp(1).sub(y.mul(logits).sum(1)).mean()'), entropy],
      [loop(1, bits, 'logits.relu().sub(logits.mul(y)).mean()'), undefined],
      [loop(1, numbers, 'tf.losses.meanSquaredError(y, logits, undefined, tf.Reduction.MEAN)'), variance],
      [loop(1, numbers, 'tf.losses.meanSquaredError(y, logits, undefined, tf.Reduction.SUM)'), undefined],
      // A metric of tfjs gives one number for each example.
      [loop(1, bits, 'tf.metrics.binaryCrossentropy(y, logits.sigmoid()).mean()'), entropy],
      [loop(1, numbers, 'tf.mean(tf.metrics.meanSquaredError(y, logits))'), variance],
      [loop(1, numbers, 'logits.sub(y).square().mean().add(logits.square().mean().mul(1000))'), variance],
      // Two sigmoids whose rows happen to sum to 1, as those of a softmax do.
      [
        loop(
          2,
          `tf.oneHot(${bits}.squeeze().toInt(), 2).toFloat()`,
          '[logits.mul(tf.tensor([1, 0])).sum(1, true)].map((z) => tf.concat([z, z.neg()], 1).sigmoid())' +
            '.map((p) => y.mul(p.log()).add(tf.sub(1, y).mul(tf.sub(1, p).log())).sum(1).mean().neg())[0]',
        ),
        2 * entropy,
      ],
      // Only half of a cross-entropy, rows that count differently, and two parts that meet data.
      [loop(1, bits, 'y.mul(logits.sigmoid().log()).mean().neg()'), undefined],
      [loop(1, numbers, 'logits.sub(y).square().mul(y).mean()'), undefined],
      [loop(1, numbers, 'logits.sub(y).square().mean().add(logits.sub(x.sum(1, true)).square().mean())'), undefined],
    ];
    const models = await modelsOf(cases.map(([code]) => code));
    const rounded = (value: number | undefined): string => value?.toFixed(3) ?? 'unknown';
    assert.deepEqual(
      models.map(({ answers }) => rounded(answers?.constant[0])),
      cases.map(([, constant]) => rounded(constant)),
    );
    const [plain, summed, penalized] = models;
    for (const { answers } of [plain, summed])
      assert.ok(Math.abs((answers?.withinBatches ?? NaN) - 1) < 1e-3, 'each batch holds all rows');
    assert.ok(Math.abs((penalized.answers?.data[0] ?? NaN) - plain.losses[0]) < 1e-3, 'the penalty is no data');
  });

  it('tells what is added beside the error, and whether outputs have a part in it', async () => {
    const error = 'logits.sub(y).square().mean()';
    const spread = 'logits.exp().sub(logits).sum()';
    const decay = 'w.square().sum()';
    const models = await modelsOf(
      [
        `${error}.add(${decay})`,
        `${error}.add(${spread}.mul(0.5))`,
        `tf.addN([${error}, ${decay}, ${spread}])`,
        `${spread}.add(${decay})`,
        `${error}.add(${spread}.neg())`,
        `${error}.add(y.sub(logits).abs().mean())`,
      ].map((loss) => loop(1, numbers, loss)),
    );
    assert.deepEqual(
      models.map(({ penaltyAt, penaltyOf }) => (penaltyAt === undefined ? 'none' : (penaltyOf ?? 'weights'))),
      ['weights', 'outputs', 'outputs', 'weights', 'outputs', 'none'],
    );
    for (const { losses, answers } of models.slice(0, 3)) {
      assert.ok(answers);
      assert.ok(answers.data[0] < losses[0]);
      assert.ok(Math.abs(answers.data[0] - (models[0].answers?.data[0] ?? NaN)) < 1e-3 * answers.data[0]);
    }
  });

  it('tells of probabilities that sum to 1 over the batch, and of nothing else', async () => {
    const loss = (axis: number): string => loop(3, classes, `y.mul(${softmax(axis)}.log()).sum(1).neg().mean()`);
    const [overBatch, overClasses] = await modelsOf([loss(0), loss(1)]);
    assert.deepEqual(
      overBatch.lossSlips?.map(({ kind, shapes }) => [kind, shapes]),
      [['axis', [[8, 3]]]],
    );
    assert.equal(overClasses.lossSlips, undefined);
  });

  it('names the activation outside of layers that gave the outputs', async () => {
    const [sigmoid, linear] = await modelsOf([
      loop(1, numbers, 'tf.losses.meanSquaredError(y, logits.sigmoid().reshape([8, 1]))'),
      loop(1, numbers, 'tf.losses.meanSquaredError(y, logits.sigmoid().mul(24))'),
    ]);
    assert.equal(sigmoid.lossCalls?.[0].activation?.name, 'sigmoid');
    assert.ok(sigmoid.lossCalls[0].activation.stack.length > 0);
    assert.equal(linear.lossCalls?.[0].activation, undefined);
  });

  it('is known of batches of a single row', async () => {
    const [{ answers }] = await modelsOf([
      `{
  const w = tf.variable(tf.tensor2d([[0.5], [0.1]]));
  const optimizer = tf.train.sgd(0.01);
  for (let i = 0; i < 4; i++) {
    const [x, y] = [tf.tensor2d([[i, 1]]), tf.tensor2d([[2 * i]])];
    optimizer.minimize(() => x.matMul(w).sub(y).square().sum(), false, [w]);
  }
}`,
    ]);
    // The mean of 0, 2 and 4 is 2.
    assert.deepEqual(
      answers?.constant.map((loss) => Math.round(loss)),
      [4, 0, 4],
    );
  });
});
