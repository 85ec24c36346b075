/**
 * The names that tfjs takes as text (activations, losses, initializers …), and the nearest of them to a misspelt one.
 */

import { distance } from 'fastest-levenshtein';
import { Activation } from '@tensorflow/tfjs-layers/dist/activations';
import { CONSTRAINT_IDENTIFIER_REGISTRY_SYMBOL_MAP } from '@tensorflow/tfjs-layers/dist/constraints';
import { INITIALIZER_IDENTIFIER_REGISTRY_SYMBOL_MAP } from '@tensorflow/tfjs-layers/dist/initializers';
import { lossesMap } from '@tensorflow/tfjs-layers/dist/losses';
import { metricsMap } from '@tensorflow/tfjs-layers/dist/metrics';
import { REGULARIZER_IDENTIFIER_REGISTRY_SYMBOL_MAP } from '@tensorflow/tfjs-layers/dist/regularizers';
import * as tf from '../tfjs/tf';

/** What a name can be the name of. */
export type NameKind = 'activation' | 'loss' | 'metric' | 'optimizer' | 'initializer' | 'regularizer' | 'constraint';

/** tfjs makes these in a function of its own, which keeps no list; `optimizers.js` of tfjs-layers 4.22. */
const optimizerNames = ['sgd', 'adam', 'adamax', 'adagrad', 'adadelta', 'rmsprop'];

/** `compile` takes `accuracy` and `acc` too, and makes them what suits the loss. */
const accuracyNames = ['accuracy', 'acc'];

/** All names of that kind that tfjs takes. */
export function namesOf(kind: NameKind): readonly string[] {
  switch (kind) {
    case 'activation':
      return activationNames();
    case 'loss':
      return Object.keys(lossesMap);
    case 'metric':
      return [...accuracyNames, ...Object.keys(metricsMap), ...Object.keys(lossesMap)];
    case 'optimizer':
      return optimizerNames;
    case 'initializer':
      return Object.keys(INITIALIZER_IDENTIFIER_REGISTRY_SYMBOL_MAP);
    case 'regularizer':
      return Object.keys(REGULARIZER_IDENTIFIER_REGISTRY_SYMBOL_MAP);
    case 'constraint':
      return Object.keys(CONSTRAINT_IDENTIFIER_REGISTRY_SYMBOL_MAP);
  }
}

/** Activations are registered as classes, beside layers and initializers. */
function activationNames(): string[] {
  const classes = Object.entries(tf.serialization.SerializationMap.getMap().classNameMap);
  return classes
    .filter(([, [made]]) => (made as { prototype: unknown }).prototype instanceof Activation)
    .map(([name]) => name);
}

/**
 * The name that somebody who wrote `written` probably meant: the one with the fewest letters to change, capitals and
 * underscores aside.
 * @returns undefined where more than a third of the letters would have to change
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[_\s-]/g, '');
  const wanted = plain(written);
  let best: { readonly name: string; readonly cost: number } | undefined;
  for (const name of names) {
    const cost = distance(wanted, plain(name));
    if (best === undefined || cost < best.cost) best = { name, cost };
  }
  return best !== undefined && best.cost <= Math.max(wanted.length, plain(best.name).length) / 3
    ? best.name
    : undefined;
}

/** The factory of a layer by that name, such as `leakyReLU` for `leakyrelu`: some activations are layers only. */
export function layerFactoryLike(written: string): string | undefined {
  const plain = written.toLowerCase().replace(/[_\s-]/g, '');
  return Object.keys(tf.layers).find((name) => /^[a-z]/.test(name) && name.toLowerCase() === plain);
}
