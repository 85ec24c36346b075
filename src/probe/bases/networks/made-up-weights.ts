/**
 * Draws the weights of a network whose trained ones are missing: always the same ones, as a new network would start
 * with.
 */

import { type Layer, partsOf } from '../../tfjs/internals';
import { randomGenerator } from '../../tfjs/seeded-random';
import * as tf from '../../tfjs/tf';

/**
 * Fills the kernels of layers that were made with zeros; biases and what normalization keeps stay as they are.
 * He et al. 2015, uniform: a limit of sqrt(6 / fan-in) keeps the signal's size through layers with relu.
 */
export function makeUpWeights(layers: readonly Layer[]): void {
  layers.forEach((layer, index) => {
    for (const { val, shape } of partsOf(layer).weights) {
      if (shape.length < 2) continue;
      const random = randomGenerator(index + 1);
      // A depthwise kernel [height, width, channels, multiplier] reads one channel at a time.
      const isDepthwise = partsOf(layer).getClassName() === 'DepthwiseConv2D';
      const fanIn = (isDepthwise ? shape.slice(0, 2) : shape.slice(0, -1)).reduce((product, size) => product * size, 1);
      const limit = Math.sqrt(6 / fanIn);
      const values = new Float32Array(val.size);
      for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * limit;
      tf.tidy(() => {
        val.assign(tf.tensor(values, [...shape]));
      });
    }
  });
}
