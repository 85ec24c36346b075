/** Losses that compare each output with its own target, and those that compare all outputs with all targets. */

import assert from 'node:assert/strict';
import { ignoresPairs } from '../../../../src/probe/losses/pairs-in-loss';
import type { Tensor } from '../../../../src/probe/tfjs/internals';
import * as tf from '../../../../src/probe/tfjs/tf';

type Loss = (targets: Tensor, outputs: Tensor) => Tensor;

const ignores = (loss: Loss, targets: Tensor, outputs: Tensor): boolean =>
  ignoresPairs(targets, outputs, loss(targets, outputs).mean().dataSync()[0], loss);

describe('ignoresPairs', () => {
  let targets: Tensor;
  let outputs: Tensor;
  before(async () => {
    // Otherwise tfjs tries WebGL first, and recommends its package for Node.
    tf.env().set('IS_NODE', false);
    await tf.setBackend('cpu');
    targets = tf.randomNormal([40, 1], 3, 1, 'float32', 1);
    outputs = tf.randomNormal([40, 1], 0, 0.1, 'float32', 2);
  });

  it('finds means that are compared, and errors that keep their sign', () => {
    assert.equal(
      ignores((t, p) => t.sub(p).mean().square(), targets, outputs),
      true,
    );
    assert.equal(
      ignores((t, p) => p.sub(t).mean(), targets, outputs),
      true,
    );
    assert.equal(
      ignores((t, p) => t.mean().sub(p.mean()).abs(), targets, outputs),
      true,
    );
  });

  it('is false of losses of single examples, of targets that do not count, and of equal ones', () => {
    assert.equal(
      ignores((t, p) => t.sub(p).square().mean().sqrt(), targets, outputs),
      false,
    );
    assert.equal(
      ignores((t, p) => t.mul(p).sum().neg(), targets, outputs),
      false,
    );
    assert.equal(
      ignores((_t, p) => p.square().mean(), targets, outputs),
      false,
    );
    assert.equal(
      ignores((t, p) => t.mul(tf.logSoftmax(p)).add(t).mean(), targets, outputs),
      false,
    );
    assert.equal(
      ignores((t, p) => p.sub(t).mean(), tf.ones([40, 1]), outputs),
      false,
    );
    assert.equal(
      ignores((t, p) => p.sub(t).mean(), targets, tf.ones([40, 1])),
      false,
    );
    assert.equal(
      ignores((t, p) => p.sub(t).mean(), targets.slice([0, 0], [4, 1]), outputs.slice([0, 0], [4, 1])),
      false,
    );
  });

  it('is false of a loss that throws on other tensors', () => {
    const picky: Loss = (t) => {
      if (t !== targets) throw new Error('other tensors');
      return t.mean();
    };
    assert.equal(ignores(picky, targets, outputs), false);
  });
});
