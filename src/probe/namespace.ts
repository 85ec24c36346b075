/** The tfjs that user code imports: the real one, but for what would leave the sandbox or throw away what is to be probed. */

import { nextTurn } from './pace';
import type { Recorder } from './recorder';
import { standIn } from './stand-in';
import * as tf from './tf';

export const tfKey = Symbol.for('gradline.tf');
export const standInKey = Symbol.for('gradline.standIn');
export const entriesKey = Symbol.for('gradline.entries');

/** Thrown where user code asks for a pretrained model that cannot be reached. */
export class NeedsWeights extends Error {
  override readonly name = 'NeedsWeights';

  constructor(readonly source: string) {
    super(`Needs weights from ${source}, which cannot be loaded here.`);
  }
}

/**
 * @param onNeedsWeights told of each model that could not be loaded, at the call
 * @param recorder told of optimizers, whose own variables are none of the user's
 */
export function makeNamespace(onNeedsWeights: (error: NeedsWeights) => void, recorder: Recorder): object {
  const refuse = (source: unknown): Promise<never> => {
    const error = new NeedsWeights(typeof source === 'string' ? source : 'a file');
    onNeedsWeights(error);
    return Promise.reject(error);
  };
  return {
    ...tf,
    train: Object.fromEntries(
      ['sgd', 'momentum', 'adadelta', 'adagrad', 'rmsprop', 'adamax', 'adam'].map((name) => {
        const make = (tf.train as unknown as Readonly<Record<string, (...values: unknown[]) => tf.Optimizer>>)[name];
        return [
          name,
          (...values: unknown[]) => {
            const optimizer = recorder.quietly(() => make(...values));
            recorder.noteOptimizer(optimizer);
            return optimizer;
          },
        ];
      }),
    ),
    // A handler made by code (tf.io.fromMemory) carries its weights with it.
    loadLayersModel: (source: unknown, options?: tf.io.LoadOptions) =>
      isMemory(source) ? tf.loadLayersModel(source as tf.io.IOHandler, options) : refuse(source),
    loadGraphModel: (source: unknown) => refuse(source),
    nextFrame: nextTurn,
    ready: () => Promise.resolve(),
    setBackend: () => Promise.resolve(true),
    registerBackend: () => true,
    removeBackend: () => undefined,
    disposeVariables: () => undefined,
    node: standIn('tf.node'),
  };
}

function isMemory(source: unknown): boolean {
  return typeof source === 'object' && source !== null && 'load' in source && !/HTTP|Browser|LocalStorage|IndexedDB/.test(source.constructor.name);
}
