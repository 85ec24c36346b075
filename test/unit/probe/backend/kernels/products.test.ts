/** Matrix products, einsum, reductions, tiling and segment sums agree with the cpu backend. */

import assert from 'node:assert/strict';

import * as tf from '../../../../../src/probe/tfjs/tf';
import { assertSame, run, tensor } from './against-cpu';

describe('BatchMatMul', () => {
  const shapes: [name: string, a: number[], b: number[]][] = [
    ['matrices', [5, 7], [7, 3]],
    ['one row', [1, 9], [9, 4]],
    ['one column', [6, 9], [9, 1]],
    ['inner one', [6, 1], [1, 5]],
    ['long', [33, 130], [130, 65]],
    ['batches', [4, 5, 7], [4, 7, 3]],
    ['left broadcast', [1, 5, 7], [4, 7, 3]],
    ['right broadcast', [4, 5, 7], [1, 7, 3]],
    ['right of lower rank', [2, 3, 5, 7], [7, 2]],
    ['left of lower rank', [5, 7], [2, 3, 7, 2]],
    ['no rows', [0, 7], [7, 3]],
  ];
  const swap = (shape: number[]): number[] => [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]];
  for (const [name, a, b] of shapes) {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        it(`${name}${transposeA ? ', left transposed' : ''}${transposeB ? ', right transposed' : ''}`, () =>
          assertSame(() =>
            tf.matMul(
              tensor<tf.Rank.R3>(transposeA ? swap(a) : a),
              tensor<tf.Rank.R3>(transposeB ? swap(b) : b, 2),
              transposeA,
              transposeB,
            ),
          ));
      }
    }
  }

  it('crossed broadcast, which the cpu kernel cuts short', () =>
    assertSame(() => {
      const a = tensor<tf.Rank.R4>([2, 1, 5, 7]);
      const b = tensor<tf.Rank.R4>([1, 3, 7, 2], 2);
      return tf.getBackend() === 'wasm'
        ? tf.matMul(a, b)
        : tf.matMul(tf.tile(a, [1, 3, 1, 1]), tf.tile(b, [2, 1, 1, 1]));
    }));
  it('an inner dimension of zero gives zeros', () => assertSame(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3]))));
  it('int32, which tfjs refuses on wasm', () =>
    assertSame(() =>
      run(
        tf.BatchMatMul,
        { a: tf.tensor([1, 2, 3, 4], [1, 2, 2], 'int32'), b: tf.tensor([5, 6, 7, 8], [1, 2, 2], 'int32') },
        { transposeA: false, transposeB: false },
      ),
    ));
});

describe('_FusedMatMul', () => {
  for (const activation of ['linear', 'relu', 'sigmoid', 'elu'] as const) {
    it(activation, () =>
      assertSame(() =>
        tf.fused.matMul({
          a: tensor([5, 7]),
          b: tensor([7, 3], 2),
          bias: tensor([3], 3),
          activation,
          transposeA: false,
          transposeB: false,
        }),
      ),
    );
  }
  it('takes a bias that came out of a reshape', () =>
    assertSame(() =>
      tf.fused.matMul({
        a: tensor([5, 7]),
        b: tensor([7, 3], 2),
        bias: tf.clone(tf.reshape(tensor([1, 3], 3), [3])),
        activation: 'linear',
        transposeA: false,
        transposeB: false,
      }),
    ));
  it('batches', () =>
    assertSame(() =>
      tf.fused.matMul({
        a: tensor<tf.Rank.R3>([4, 5, 7]),
        b: tensor<tf.Rank.R3>([4, 7, 3], 2),
        bias: tensor([3], 3),
        activation: 'relu',
        transposeA: false,
        transposeB: false,
      }),
    ));
  it('transposed', () =>
    assertSame(() =>
      tf.fused.matMul({
        a: tensor([7, 5]),
        b: tensor([3, 7], 2),
        bias: tensor([3], 3),
        activation: 'relu',
        transposeA: true,
        transposeB: true,
      }),
    ));
});

describe('FusedConv2D', () => {
  it('takes a bias that came out of a reshape', () =>
    assertSame(() =>
      tf.fused.conv2d({
        x: tensor<tf.Rank.R4>([2, 5, 5, 2]),
        filter: tensor<tf.Rank.R4>([3, 3, 2, 4], 2),
        strides: 1,
        pad: 'same',
        bias: tf.clone(tf.reshape(tensor([1, 4], 3), [4])),
        activation: 'relu',
      }),
    ));
});

describe('Einsum', () => {
  const equations: [string, ...number[][]][] = [
    ['ij,jk->ik', [3, 4], [4, 5]],
    ['ij,jk->ki', [3, 4], [4, 5]],
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['abc,cde->abde', [2, 3, 4], [4, 5, 2]],
    ['aecd,abcd->acbe', [2, 3, 4, 5], [2, 6, 4, 5]],
    ['acbe,aecd->abcd', [2, 4, 6, 3], [2, 3, 4, 5]],
    ['i,j->ij', [3], [4]],
    ['ij,ij->', [3, 4], [3, 4]],
    ['ij->ji', [3, 4]],
    ['ij->', [3, 4]],
    ['ijk->j', [3, 4, 5]],
    ['ij->ij', [3, 4]],
  ];
  for (const [equation, ...shapes] of equations)
    it(equation, () => assertSame(() => tf.einsum(equation, ...shapes.map((shape, i) => tensor(shape, i + 1)))));
});

describe('Sum and Mean', () => {
  for (const axis of [undefined, 0, 1, 2, 3, [0, 1], [0, 1, 2], [1, 2], [0, 2], [2, 3], [-3, -4], []]) {
    for (const keepDims of [false, true]) {
      it(`axis ${JSON.stringify(axis)}${keepDims ? ', dimensions kept' : ''}`, () =>
        assertSame(() => [
          tf.sum(tensor([3, 4, 5, 6]), axis, keepDims),
          tf.mean(tensor([3, 4, 5, 6]), axis, keepDims),
        ]));
    }
  }
  it('over nothing', async () => {
    await assertSame(() => {
      tf.fill([3000], 7).dispose();
      return [tf.sum(tf.zeros([0, 3]), 0), tf.sum(tf.zeros([0])), tf.sum(tf.zeros([2, 0], 'int32'), 1)];
    });
    assert.deepEqual([...(await tf.mean(tf.zeros([0, 2]), 0).data())], [NaN, NaN]);
  });
  it('int32 and bool', () =>
    assertSame(() => [
      tf.sum(tf.tensor([1, 2, 3, 4, 5, 6], [3, 2], 'int32'), 0),
      tf.sum(tf.tensor([1, 0, 1, 1], [2, 2], 'bool'), 0),
      tf.mean(tf.tensor([1, 2, 3, 5], [2, 2], 'int32'), 0),
    ]));
});

describe('Tile', () => {
  for (const [shape, reps] of [
    [[3], [4]],
    [
      [2, 3],
      [1, 5],
    ],
    [
      [2, 3],
      [3, 1],
    ],
    [
      [2, 1, 1, 4],
      [1, 3, 2, 1],
    ],
    [
      [1, 1, 1, 5],
      [2, 3, 4, 1],
    ],
    [
      [2, 3, 2],
      [2, 2, 3],
    ],
    [
      [2, 3],
      [0, 2],
    ],
    [
      [1, 1],
      [3, 7],
    ],
  ]) {
    it(`${shape.join('x')} by ${reps.join('x')}`, () => assertSame(() => tf.tile(tensor(shape), reps)));
  }
  it('int32 and bool', () =>
    assertSame(() => [
      tf.tile(tf.tensor([1, 2, 3], [3, 1], 'int32'), [2, 3]),
      tf.tile(tf.tensor([1, 0], [2], 'bool'), [3]),
    ]));
});

describe('UnsortedSegmentSum', () => {
  it('rows, with repeated, missing and negative ids', () =>
    assertSame(() => tf.unsortedSegmentSum(tensor([6, 3]), tf.tensor1d([2, 0, 2, -1, 4, 2], 'int32'), 6)));
  it('numbers', () => assertSame(() => tf.unsortedSegmentSum(tensor([5]), tf.tensor1d([1, 1, 0, 1, 3], 'int32'), 4)));
  it('blocks', () => assertSame(() => tf.unsortedSegmentSum(tensor([4, 2, 3]), tf.tensor1d([1, 0, 1, 1], 'int32'), 2)));
  it('as the gradient of an embedding', () =>
    assertSame(() =>
      tf.grad((table) =>
        tf.gather(
          table,
          tf.tensor2d(
            [
              [1, 3, 3],
              [0, 1, 1],
            ],
            [2, 3],
            'int32',
          ),
        ),
      )(tensor([5, 4]), tensor([2, 3, 4], 2)),
    ));
});
