/** Refuses weights too large for the probe's memory before tfjs spends minutes filling them. */

import { type Layer, methodsOf } from '../tfjs/internals';
import * as tf from '../tfjs/tf';

/**
 * Most numbers in one weight: 0.8 GB of float32. The gradient and Adam's two moments take as much each, and a wasm
 * module has 4 GB at most. The largest weight in common use, that of VGG's first dense layer, has 103 million.
 */
const mostNumbers = 200e6;

/** Wraps `Layer.addWeight`. Called once in the life of a worker. */
export function installWeightLimit(): void {
  const methods = methodsOf(tf.layers.Layer.prototype);
  const addWeight = methods.addWeight as unknown as (
    this: Layer,
    name: string,
    shape: readonly number[],
    ...more: unknown[]
  ) => unknown;
  methods.addWeight = function (this: Layer, name: string, shape: readonly number[], ...more: unknown[]) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size > mostNumbers) {
      throw new RangeError(
        `The ${name} of ${this.name} would have ${Math.round(size / 1e6)} million numbers (${shape.join(' × ')}), ` +
          'more than the probe has memory for. Where the input is a guess, give its inputShape.',
      );
    }
    return addWeight.call(this, name, shape, ...more);
  };
}
