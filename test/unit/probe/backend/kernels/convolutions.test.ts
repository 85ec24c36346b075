/** The gradients of convolutions and pooling agree with the cpu backend over shapes, strides and paddings. */

import assert from 'node:assert/strict';

import { startBackend } from '../../../../../src/probe/backend/start-backend';
import * as tf from '../../../../../src/probe/tfjs/tf';
import { assertSame, run, tensor, values, wasmBytes } from './against-cpu';

type Pad = 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
type Shape4D = [number, number, number, number];

interface Case {
  readonly x: Shape4D;
  readonly filter: [height: number, width: number];
  readonly out: number;
  readonly strides: [number, number];
  readonly pad: Pad;
}

const uneven: Pad = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];

const cases: Case[] = [];
for (const x of [
  [1, 5, 7, 1],
  [3, 8, 6, 3],
  [2, 16, 16, 8],
] as Shape4D[]) {
  for (const filter of [
    [1, 1],
    [3, 3],
    [2, 4],
    [5, 1],
  ] as [number, number][]) {
    for (const strides of [
      [1, 1],
      [2, 2],
      [1, 3],
      [3, 2],
    ] as [number, number][]) {
      for (const pad of ['valid', 'same', uneven] as Pad[]) cases.push({ x, filter, out: 4, strides, pad });
    }
  }
}
cases.push({ x: [33, 4, 4, 2], filter: [3, 3], out: 17, strides: [1, 1], pad: 1 });
cases.push({ x: [70, 9, 9, 3], filter: [3, 3], out: 5, strides: [2, 2], pad: 'same' });
cases.push({ x: [2, 6, 6, 2], filter: [3, 3], out: 3, strides: [1, 1], pad: 4 });

const describeCase = ({ x, filter, out, strides, pad }: Case): string =>
  `x ${x.join('x')}, filter ${filter.join('x')} to ${out}, strides ${strides.join('x')}, pad ${JSON.stringify(pad)}`;

describe('Conv2DBackpropFilter and Conv2DBackpropInput', function () {
  this.timeout(20000);
  for (const one of cases) {
    it(describeCase(one), async () => {
      const { x, filter, out, strides, pad } = one;
      const filterShape: Shape4D = [...filter, x[3], out];
      const dyShape = tf.backend_util.computeConv2DInfo(
        x,
        filterShape,
        strides,
        1,
        pad,
        undefined,
        false,
        'channelsLast',
      ).outShape;
      const attrs = { strides, pad, dataFormat: 'NHWC' };
      await assertSame(() =>
        run(tf.Conv2DBackpropFilter, { x: tensor(x), dy: tensor(dyShape, 2) }, { ...attrs, filterShape }),
      );
      await assertSame(() =>
        run(
          tf.Conv2DBackpropInput,
          { dy: tensor(dyShape, 2), filter: tensor(filterShape, 3) },
          { ...attrs, inputShape: x },
        ),
      );
    });
  }
});

describe('DepthwiseConv2dNativeBackpropFilter and -Input', function () {
  this.timeout(20000);
  for (const one of cases) {
    for (const multiplier of [1, 2]) {
      it(`${describeCase(one)}, multiplier ${multiplier}`, async () => {
        const { x, filter, strides, pad } = one;
        const filterShape: Shape4D = [...filter, x[3], multiplier];
        const dyShape = tf.backend_util.computeConv2DInfo(
          x,
          filterShape,
          strides,
          1,
          pad,
          undefined,
          true,
          'channelsLast',
        ).outShape;
        const attrs = { strides, pad, dilations: 1 };
        await assertSame(() =>
          run(
            tf.DepthwiseConv2dNativeBackpropFilter,
            { x: tensor(x), dy: tensor(dyShape, 2) },
            { ...attrs, filterShape },
          ),
        );
        await assertSame(() =>
          run(
            tf.DepthwiseConv2dNativeBackpropInput,
            { dy: tensor(dyShape, 2), filter: tensor(filterShape, 3) },
            { ...attrs, inputShape: x },
          ),
        );
      });
    }
  }

  it(
    'with dilations, which the cpu kernels ignore, match the forward convolution: <dy, conv(x, w)> = <dx, x> = ' +
      '<dw, w>',
    async () => {
      await startBackend('wasm', { bytes: wasmBytes() });
      const x = tensor<tf.Rank.R4>([2, 9, 8, 3]);
      const filter = tensor<tf.Rank.R4>([3, 2, 3, 2], 2);
      const dilations: [number, number] = [2, 3];
      const y = tf.depthwiseConv2d(x, filter, 1, 'same', 'NHWC', dilations);
      const dy = tensor(y.shape, 3);
      const attrs = { strides: 1, pad: 'same', dilations };
      const dx = run(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...attrs, inputShape: x.shape });
      const dw = run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { ...attrs, filterShape: filter.shape });
      const inner = (a: tf.Tensor, b: tf.Tensor): number => tf.sum(tf.mul(a, b)).dataSync()[0];
      const expected = inner(dy, y);
      assert.ok(Math.abs(inner(dx, x) - expected) < 1e-3 * Math.abs(expected));
      assert.ok(Math.abs(inner(dw, filter) - expected) < 1e-3 * Math.abs(expected));
    },
  );
});

describe('MaxPoolGrad', () => {
  for (const [filterSize, strides, pad] of [
    [2, 2, 'valid'],
    [3, 1, 'same'],
    [3, 2, 'same'],
    [[2, 3], [3, 1], 'valid'],
    [2, 3, 1],
  ] as const) {
    it(`window ${String(filterSize)}, strides ${String(strides)}, pad ${pad}`, async () => {
      const shape: Shape4D = [2, 7, 8, 3];
      const dyShape = tf.backend_util.computePool2DInfo(
        shape,
        filterSize as number,
        strides as number,
        1,
        pad,
        undefined,
      ).outShape;
      const attrs = { filterSize, strides, pad };
      await assertSame(() =>
        run(tf.MaxPoolGrad, { dy: tensor(dyShape, 2), input: tensor(shape), output: tensor(dyShape) }, attrs),
      );
    });
  }

  it('gives a tie to the first of the window, as cpu does', async () => {
    const shape: Shape4D = [1, 6, 6, 2];
    const flat = Float32Array.from(values(shape), (v) => Math.sign(Math.max(0, v)));
    await assertSame(() =>
      tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'))(tf.tensor(flat, shape), tensor([1, 3, 3, 2], 2)),
    );
  });
});
