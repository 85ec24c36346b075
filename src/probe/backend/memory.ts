/** Tells whether the probe's memory ran out, and says so in a message: an error of that kind is not the code's own. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { sandboxError } from '../sandbox/sandbox-errors';
import * as tf from '../tfjs/tf';

/** Thrown where the probe refuses what would not fit into memory; the code is not at fault. */
export class MemoryError extends RangeError {
  constructor(message: string) {
    super(message);
    sandboxError(this);
  }
}

/** A wasm module has 4 GB at most, and grows by a fifth at a time: beyond this, a failure to grow is likely. */
const nearlyFull = 1.5e9;

/** @param error what a kernel threw, or the probe itself */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof MemoryError) return true;
  if (!(error instanceof Error)) return false;
  const text = `${error.name}: ${error.message}`;
  if (/Array buffer allocation failed|has no memory left/.test(text)) return true;
  // Emscripten names no cause.
  return /RuntimeError|memory access out of bounds|Aborted\(/.test(text) && heapBytes() > nearlyFull;
}

function heapBytes(): number {
  if (tf.getBackend() !== 'wasm') return 0;
  const { wasm } = tf.backend() as unknown as BackendWasm;
  return (wasm as unknown as { readonly HEAPU8?: Uint8Array }).HEAPU8?.byteLength ?? 0;
}

/** The message for a model, or a function of user code, that ran out of memory. */
export function memoryMessage(what: string, weights: number, error: unknown): string {
  if (error instanceof MemoryError) return error.message;
  const size =
    weights > 1e6
      ? `its ${formatMillions(weights)} weights take 16 bytes each in training, and the outputs of its layers come ` +
        'on top'
      : 'the outputs of its layers for a batch, and what the code keeps of tensors, take too much';
  return (
    `${what} ran out of the probe's memory: ${size}. ` +
    'Probe it with fewer units, smaller inputs or a smaller batchSize.'
  );
}

/** `162 million`. */
export function formatMillions(count: number): string {
  return `${Math.round(count / 1e6)} million`;
}
