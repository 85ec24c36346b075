/** Watches which lines of user code freeze layers, so that a model with nothing left to train can name the line. */

import type { Recorder } from '../../recording/recorder';
import { Container, type Layer } from '../../tfjs/internals';
import * as tf from '../../tfjs/tf';
import type { OwnFaults } from '../own-faults';

/**
 * The first lines of a trace: the message, this setter and two more calls. tfjs's own calls, as when it builds a
 * Sequential, come from further out.
 */
function innermost(stack: string): string {
  return stack.split('\n').slice(0, 4).join('\n');
}

/** Notes where user code freezes layers or whole models; tfjs's own code sets `trainable` of layers as well. */
export function watchFreezing(faults: () => OwnFaults, recorder: Recorder): void {
  for (const prototype of [tf.layers.Layer.prototype, Container.prototype]) {
    const known = Object.getOwnPropertyDescriptor(prototype, 'trainable');
    if (!known?.set) continue;
    Object.defineProperty(prototype, 'trainable', {
      ...known,
      set(this: Layer, trainable: boolean) {
        known.set?.call(this, trainable);
        if (!trainable) faults().noteFreezing(recorder.framesIn(innermost(new Error().stack ?? '')));
      },
    });
  }
}
