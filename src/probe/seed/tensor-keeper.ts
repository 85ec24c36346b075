/** Disposes of all tensors of a seed at its end, whatever user code kept. */

import { engine } from '../tfjs/internals';
import type * as tf from '../tfjs/tf';

export class TensorKeeper {
  readonly #kept = new Set<tf.Tensor>();
  #before = 0;

  /**
   * Wraps `engine.keep`, to remember the tensors that `tf.keep` takes out of every scope. Called once in the life of a
   * worker.
   */
  install(): void {
    const keep = engine.keep.bind(engine);
    engine.keep = (tensor) => {
      // Within a kernel tfjs keeps what the backward pass needs, and disposes of it itself.
      if (engine.state.kernelDepth === 0) this.#kept.add(tensor);
      return keep(tensor);
    };
  }

  startSeed(): void {
    this.#before = engine.state.numTensors;
    engine.startScope('gradline seed');
  }

  /** Drops references to tensors that have been disposed of. */
  sweep(): void {
    for (const tensor of this.#kept) if (tensor.isDisposed) this.#kept.delete(tensor);
  }

  /** @returns how many more tensors there are than at the start of the seed; 0 unless the probe has a leak */
  endSeed(): number {
    engine.endScope();
    engine.disposeVariables();
    for (const tensor of this.#kept) tensor.dispose();
    this.#kept.clear();
    return engine.state.numTensors - this.#before;
  }
}
