/** The names of losses and optimizers in a report. */

import * as tf from './tf';

/** tfjs class name, such as `Adam` or `SGD`. */
export function optimizerName(optimizer: tf.Optimizer): string {
  const name: unknown = typeof optimizer.getClassName === 'function' ? optimizer.getClassName() : undefined;
  return typeof name === 'string' ? name : optimizer.constructor.name;
}

/** The name of the loss given to `compile`: its own, its function's, or one for each output. */
export function lossName(loss: unknown): string {
  if (typeof loss === 'string') return loss;
  // tfjs calls its operations `meanSquaredError__op`.
  if (typeof loss === 'function') {
    const name = nameInTfjs(loss) ?? loss.name.replace(/_+op$|_+$/, '');
    // `compile({ loss: (...) => ... })` names the function after the property.
    return name === '' || name === 'loss' ? 'custom' : name;
  }
  if (Array.isArray(loss)) return loss.map(lossName).join(', ');
  if (typeof loss === 'object' && loss !== null) {
    return Object.entries(loss)
      .map(([output, one]) => `${output}: ${lossName(one)}`)
      .join(', ');
  }
  return 'custom';
}

/** The name by which code reaches one of tfjs's own functions, whose `name` is lost where tfjs is minified. */
function nameInTfjs(loss: object): string | undefined {
  const ofCode = (globalThis as { readonly tf?: Partial<Pick<typeof tf, 'losses' | 'metrics'>> }).tf;
  return [tf.losses, tf.metrics, ofCode?.losses ?? {}, ofCode?.metrics ?? {}]
    .flatMap((functions) => Object.entries(functions))
    .find(([, one]) => one === loss)?.[0];
}
