/** Reshapes that are meant to swap axes, and those that are meant as they are. */

import assert from 'node:assert/strict';
import { probe } from '../run';

/** One step of a loop over `x` of 8 examples with 4 steps of 3 numbers, and `z` of 6 examples with 4 steps of 5. */
const loop = (loss: string): string => `{
  const numbers = (shape) => {
    const size = shape.reduce((a, b) => a * b);
    return tf.tensor(Array.from({ length: size }, (_, i) => Math.sin(i * i)), shape);
  };
  const [x, z] = [numbers([8, 4, 3]), numbers([6, 4, 5])];
  const flat = numbers([8, 12]);
  const w = tf.variable(numbers([3, 2]));
  const v = tf.variable(numbers([5, 4]));
  const u = tf.variable(numbers([12, 12]));
  const filter = tf.variable(numbers([2, 4, 3]));
  tf.train.sgd(0.01).minimize(() => {
    ${loss.startsWith('const ') ? loss : `return ${loss}`};
  });
}`;

async function shapesOf(losses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { seeds } of await Promise.all(losses.map((loss) => probe(loop(loss), { steps: 1 })))) {
    assert.deepEqual(seeds[0].failures, []);
    const slip = seeds[0].models[0].lossSlips?.find(({ kind }) => kind === 'reshaped');
    found.push(slip ? `${slip.shapes.join(' to ')}${slip.stack.length > 0 ? '' : ', no line'}` : 'none');
  }
  return found;
}

describe('the axes of a reshape', () => {
  it('are mixed where the shape alone has its sizes in another order', async () => {
    const byTime = 'tf.addN(tf.unstack(x.reshape([4, 8, 3])).map((step) => step.matMul(w))).square().mean()';
    const sliced = 'x.reshape([4, 8, 3]).slice([1, 0, 0], [1, 8, 3]).squeeze([0]).matMul(w).square().mean()';
    const heads =
      'const q = flat.matMul(u).reshape([2, 4, 12]); const split = q.reshape([2, 4, 3, 4]).reshape([2, 3, 4, 4]); ' +
      'return split.matMul(split, false, true).square().mean()';
    const products = 'const k = z.mul(v.mean()); return z.matMul(k.reshape([6, 5, 4])).square().mean()';
    const channels = 'z.reshape([6, 5, 4]).conv1d(filter, 1, "same").square().mean()';
    const column = 'const h = flat.matMul(u); return h.matMul(h.reshape([12, 8])).square().mean()';
    assert.deepEqual(await shapesOf([byTime, sliced, heads, products, channels, column]), [
      '8,4,3 to 4,8,3',
      '8,4,3 to 4,8,3',
      '2,4,3,4 to 2,3,4,4',
      '6,4,5 to 6,5,4',
      '6,4,5 to 6,5,4',
      '8,12 to 12,8',
    ]);
  });

  it('are right where they are swapped, cut, joined or flattened, or read in the order that they had', async () => {
    const losses = [
      'tf.addN(tf.unstack(x.transpose([1, 0, 2])).map((step) => step.matMul(w))).square().mean()',
      // Pairs of examples in a row, as long as they happen to be.
      'x.reshape([4, 8, 3]).matMul(w.expandDims(0).tile([4, 1, 1])).mean(1).square().mean()',
      'flat.reshape([12, 8]).mean(1).mul(w.mean()).square().mean()',
      // Flat again before anything reads them.
      'z.reshape([6, 5, 4]).reshape([6, 20]).slice([0, 0], [6, 12]).matMul(u).square().mean()',
      'z.reshape([4, 6, 5]).matMul(v.expandDims(0).tile([4, 1, 1])).reshape([6, 4, 4]).mean(1).square().mean()',
      'flat.reshape([12, 8]).transpose().matMul(u).square().mean()',
      'flat.reshape([8, 4, 3]).matMul(w.expandDims(0).tile([8, 1, 1])).mean(1).square().mean()',
      'tf.ones([6, 4, 5]).reshape([6, 5, 4]).conv1d(filter, 1, "same").square().mean()',
      'v.reshape([4, 5]).matMul(v).square().mean()',
      'flat.expandDims(2).reshape([1, 8, 12]).squeeze([0]).matMul(u).square().mean()',
    ];
    assert.deepEqual(
      await shapesOf(losses),
      losses.map(() => 'none'),
    );
  });

  it('are mixed before the training where the columns of data become its rows', async () => {
    const slipsOf = async (x: string): Promise<string[]> => {
      const { seeds } = await probe(
        `const columns = tf.tensor2d([[1, 2, 3, 4, 5], [6, 7, 8, 9, 1]]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await model.fit(${x}, tf.tensor2d([[1], [2], [3], [4], [6]]), { epochs: 2 });`,
        { steps: 2 },
      );
      return (seeds[0].models[0].lossSlips ?? []).map(({ kind, shapes }) => `${kind} ${shapes.join(' to ')}`);
    };
    assert.deepEqual(await slipsOf('columns.reshape([5, 2])'), ['reshaped 2,5 to 5,2']);
    assert.deepEqual(await slipsOf('columns.flatten().reshape([5, 2]).div(9)'), ['reshaped 2,5 to 5,2']);
    assert.deepEqual(await slipsOf('columns.transpose()'), []);
    assert.deepEqual(await slipsOf('columns.transpose().flatten().reshape([5, 2])'), []);
  });
});
