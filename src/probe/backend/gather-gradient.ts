/**
 * Replaces tfjs's wrong gradient of GatherV2, so that the probe can measure an embedding whose ids come from a layer.
 */

import * as tf from '../tfjs/tf';

/**
 * Replaces the gradient of GatherV2. Called once in the life of a worker.
 *
 * As the gradient of the ids, tfjs 4.22 returns the ids themselves, int32, and refuses that as a gradient. A probe asks
 * for it where it measures the layer that made the ids. Ids have no gradient: it is zero.
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
