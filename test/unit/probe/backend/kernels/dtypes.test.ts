/**
 * Operations on int32 and bool tensors, and kernels that tfjs's wasm backend computes wrongly, give what the cpu
 * backend gives.
 */

import * as tf from '../../../../../src/probe/tfjs/tf';
import { assertSame, tensor } from './against-cpu';

const numbers = [3, -2, 0, 7, -9, 5, 1, 4, 0, 2, 2, -1];
const dtypes = ['int32', 'bool'] as const;

type Make = () => tf.Tensor<tf.Rank.R3>;

const operations: Record<string, (x: Make) => tf.Tensor | tf.Tensor[]> = {
  abs: (x) => tf.abs(x()),
  neg: (x) => tf.neg(tf.cast(x(), 'int32')),
  square: (x) => tf.square(x()),
  sign: (x) => tf.sign(x()),
  step: (x) => tf.step(x()),
  exp: (x) => tf.exp(x()),
  reciprocal: (x) => tf.reciprocal(tf.add(tf.square(tf.cast(x(), 'int32')), 1)),
  clipByValue: (x) => tf.clipByValue(x(), -1, 2),
  add: (x) => tf.add(x(), x()),
  sub: (x) => tf.sub(x(), tf.reverse(x(), 0)),
  mul: (x) => tf.mul(x(), x()),
  comparison: (x) => [
    tf.equal(x(), tf.reverse(x(), 0)),
    tf.less(x(), tf.reverse(x(), 1)),
    tf.greaterEqual(x(), tf.reverse(x(), 2)),
  ],
  logic: (x) => [
    tf.logicalAnd(x().toBool(), x().toBool()),
    tf.logicalNot(x().toBool()),
    tf.logicalOr(x().toBool(), tf.reverse(x().toBool(), 0)),
    tf.logicalXor(x().toBool(), tf.reverse(x().toBool(), 0)),
  ],
  where: (x) => tf.where(x().toBool(), x(), tf.reverse(x(), 0)),
  cast: (x) => [tf.cast(x(), 'float32'), tf.cast(x(), 'int32'), tf.cast(x(), 'bool')],
  reductions: (x) => [
    tf.sum(x(), 1),
    tf.max(x(), 1),
    tf.min(x(), [0, 2]),
    tf.mean(x(), 2),
    tf.prod(x(), 1),
    tf.argMax(x(), 1),
  ],
  gather: (x) => tf.gather(x(), tf.tensor1d([2, 0], 'int32'), 1),
  gatherND: (x) =>
    tf.gatherND(
      x(),
      tf.tensor2d(
        [
          [0, 1],
          [1, 2],
        ],
        [2, 2],
        'int32',
      ),
    ),
  slice: (x) => [tf.slice(x(), [0, 1, 0], [2, 2, 1]), tf.stridedSlice(x(), [0, 0, 0], [2, 3, 2], [1, 2, 1])],
  joining: (x) => [tf.concat([x(), x()], 1), tf.stack([x(), x()], 1), ...tf.unstack(x(), 1), ...tf.split(x(), 3, 1)],
  layout: (x) => [
    tf.transpose(x(), [2, 0, 1]),
    tf.reverse(x(), 1),
    tf.tile(x(), [1, 2, 2]),
    tf.pad(
      x(),
      [
        [0, 1],
        [1, 0],
        [2, 1],
      ],
      1,
    ),
  ],
  cumsum: (x) => tf.cumsum(x(), 1),
  oneHot: (x) => tf.oneHot(tf.abs(x().toInt()), 5),
  zerosLike: (x) => [tf.zerosLike(x()), tf.onesLike(x())],
  divNoNan: (x) => tf.divNoNan(x(), tf.reverse(x(), 0)),
  addN: (x) => tf.addN([x(), x()]),
};

describe('dtypes on wasm', () => {
  for (const dtype of dtypes)
    for (const [name, operation] of Object.entries(operations))
      it(`${name} of ${dtype}`, () =>
        assertSame(() => operation(() => tf.cast(tf.tensor3d(numbers, [2, 3, 2]), dtype))));

  it('bool of numbers that are no integers', () =>
    assertSame(() => tf.cast(tf.tensor1d([0, 0.5, -0.25, 256, -0]), 'bool')));
});

describe('kernels that are wrong on wasm', () => {
  for (const pad of ['same', 'valid'] as const) {
    for (const stride of [1, 2, 3]) {
      it(`Conv3D and its gradients, ${pad}, stride ${stride}`, () =>
        assertSame(() =>
          tf.grads((x, filter) => tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, stride, pad))([
            tensor([2, 5, 4, 3, 2]),
            tensor([2, 2, 2, 2, 3], 2),
          ]),
        ));
      it(`MaxPool3D and its gradient, ${pad}, stride ${stride}`, () =>
        assertSame(() => [
          tf.maxPool3d(tensor<tf.Rank.R5>([2, 5, 4, 3, 2]), 2, stride, pad),
          tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, 2, stride, pad))(tensor([2, 5, 4, 3, 2])),
        ]));
    }
  }
  it('Conv3DTranspose', () =>
    assertSame(() =>
      tf.conv3dTranspose(
        tensor<tf.Rank.R5>([2, 3, 3, 3, 2]),
        tensor<tf.Rank.R5>([2, 2, 2, 4, 2], 2),
        [2, 6, 6, 6, 4],
        2,
        'same',
      ),
    ));
  it('Dilation2D', () =>
    assertSame(() => tf.dilation2d(tensor<tf.Rank.R4>([2, 6, 5, 3]), tensor<tf.Rank.R3>([2, 2, 3], 2), 1, 'same')));
  for (const filter of [
    [1, 1],
    [1, 2],
    [2, 2],
    [3, 2],
  ]) {
    for (const stride of [2, 3]) {
      for (const size of [
        [7, 6],
        [8, 8],
        [9, 9],
      ]) {
        it(`convolutions of ${size.join('x')} with filter ${filter.join('x')}, stride ${stride}, same`, () =>
          assertSame(() => {
            const x = tensor<tf.Rank.R4>([2, ...size, 3]);
            const w = tensor<tf.Rank.R4>([...filter, 3, 4], 2);
            const all = { x, filter: w, strides: stride, pad: 'same', activation: 'relu' } as const;
            return [
              tf.conv2d(x, w, stride, 'same'),
              tf.depthwiseConv2d(x, w, stride, 'same'),
              tf.fused.conv2d(all),
              tf.fused.depthwiseConv2d(all),
            ];
          }));
      }
    }
  }
  it('FloorDiv', () => assertSame(() => tf.floorDiv(tf.tensor1d([5, -5, 2.5]), tf.tensor1d([2, 2, 0.5]))));
  for (const alpha of [[3], [1, 1, 3], [5, 3], [4, 5, 1], [4, 1, 1], [1, 5, 1], [1]]) {
    it(`Prelu with slopes ${alpha.join('x')}`, () =>
      assertSame(() => tf.prelu(tensor([2, 4, 5, 3]), tensor(alpha, 2))));
  }
});

describe('kernels that are wrong on cpu', () => {
  it('the gradient of resizing to the nearest neighbor, over a batch', () =>
    assertSame(() => tf.grad((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [8, 9]))(tensor([3, 4, 3, 2]))));
  it('the gradient of resizing bilinearly, where the image is not square', () =>
    assertSame(() =>
      tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [8, 9]))(tensor([3, 4, 3, 2]), tensor([3, 8, 9, 2], 2)),
    ));
});
