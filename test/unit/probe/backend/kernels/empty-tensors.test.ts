/** Pools and convolutions whose window is larger than the picture give empty tensors, and write over no other. */

import assert from 'node:assert/strict';
import * as tf from '../../../../../src/probe/tfjs/tf';
import { compare, tensor, values } from './against-cpu';

const picture = (): tf.Tensor4D => tensor<tf.Rank.R4>([32, 1, 1, 4]);
const empty: Record<string, () => tf.Tensor> = {
  avgPool: () => tf.avgPool(picture(), 2, 2, 'valid'),
  maxPool: () => tf.maxPool(picture(), 2, 2, 'valid'),
  conv2d: () => tf.conv2d(picture(), tensor<tf.Rank.R4>([2, 2, 4, 3]), 1, 'valid'),
  depthwiseConv2d: () => tf.depthwiseConv2d(picture(), tensor<tf.Rank.R4>([2, 2, 4, 1]), 1, 'valid'),
};

describe('kernels on empty tensors', () => {
  for (const [name, compute] of Object.entries(empty))
    it(`${name} gives none of them a number, and leaves its neighbours as they are`, async () => {
      const error = await compare(() => {
        const before = tf.tensor(values([64]));
        const output = compute();
        const after = tf.tensor(values([64], 2));
        assert.equal(output.size, 0);
        assert.deepEqual([...before.dataSync()], [...values([64])]);
        assert.deepEqual([...after.dataSync()], [...values([64], 2)]);
        return [output, output.add(1).reshape([-1, 3]).sum(0), after];
      });
      assert.ok(error < 1e-6);
    });
});
