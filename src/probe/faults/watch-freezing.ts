/** Watches which lines of user code freeze layers, for models of which nothing is left to train. */

import type { Recorder } from '../recording/recorder';
import type { Layer } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import type { OwnFaults } from './own-faults';

/** Notes where user code freezes layers; tfjs's own code sets `trainable` of layers as well. */
export function watchFreezing(faults: () => OwnFaults, recorder: Recorder): void {
  const prototype = tf.layers.Layer.prototype;
  const known = Object.getOwnPropertyDescriptor(prototype, 'trainable');
  if (!known?.set) return;
  Object.defineProperty(prototype, 'trainable', {
    ...known,
    set(this: Layer, trainable: boolean) {
      known.set?.call(this, trainable);
      if (!trainable) faults().noteFreezing(recorder.framesIn(new Error().stack ?? ''));
    },
  });
}
