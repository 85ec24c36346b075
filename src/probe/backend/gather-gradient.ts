/** Lets an embedding be measured whose ids are made by a layer: tfjs's gradient of a gather hands ids back where a gradient is asked for. */

import * as tf from '../tfjs/tf';

/**
 * Replaces the gradient of GatherV2. Called once in the life of a worker.
 *
 * tfjs 4.22 returns the ids themselves, int32, as their gradient, and refuses them when it is asked for, as the measuring of the layer that
 * made them does. Ids have no gradient: it is zero.
 */
export function installGatherGradient(): void {
  const config = tf.getGradient(tf.GatherV2);
  tf.registerGradient({
    ...config,
    gradFunc: (dy, saved, attributes) => ({
      ...config.gradFunc(dy, saved, attributes),
      indices: () => tf.zeros(saved[1].shape),
    }),
  });
}
