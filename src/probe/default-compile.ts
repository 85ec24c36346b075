/** Compiles a model that user code doesn't compile: with what was given for that, else with Adam and the loss that suits the output's activation. */

import { lossSetting, optimizerSetting, settingText } from '../report/model-settings';
import type { GivenCompile, GivenName } from './job';
import { type Model, modelParts } from './internals';
import { activationOf } from './layer-facts';
import { outputLayer } from './synthetic-batches';
import * as tf from './tf';

/** tf.train.adam's own default. */
const learningRate = 1e-3;

/** The loss that suits an output. */
export function lossFor(output: tf.SymbolicTensor): string {
  const activation = activationOf(outputLayer(output));
  if (activation === 'softmax') return 'categoricalCrossentropy';
  return activation === 'sigmoid' ? 'binaryCrossentropy' : 'meanSquaredError';
}

export interface Settled {
  readonly loss: string | string[];
  readonly optimizer: string | tf.Optimizer;
  /** Of each: what was neither in the code nor in its comments. */
  readonly assumed: { readonly loss: readonly string[]; readonly optimizer: readonly string[] };
}

/** Loss and optimizer for a model whose code leaves them open. */
export function settledCompile(model: Model, given: GivenCompile | undefined): Settled {
  const suited = modelParts(model).outputs.map(lossFor);
  const { loss, optimizer } = given ?? {};
  return {
    loss: loss?.name ?? (suited.length === 1 ? suited[0] : suited),
    optimizer: optimizer?.name ?? tf.train.adam(learningRate),
    assumed: {
      loss: loss ? told(lossSetting, loss) : [settingText(lossSetting, suited.join(', '))],
      optimizer: optimizer ? told(optimizerSetting, optimizer) : [settingText(optimizerSetting, `adam(${learningRate})`)],
    },
  };
}

function told(setting: string, { name, isAssumed }: GivenName): string[] {
  return isAssumed ? [settingText(setting, name)] : [];
}

/**
 * Leaves a compiled model as it is.
 * @param given by a person, for this case
 * @param failure what the user's own `compile` of it threw
 * @returns what was assumed
 */
export function compileIfNeeded(model: Model, given: GivenCompile | undefined, failure: string | undefined): string[] {
  const complaint = failure === undefined ? [] : [`compile stopped with «${failure}»`];
  // A Sequential without layers has no functional model inside, which its `optimizer` reads.
  if (modelParts(model).optimizer) return complaint;
  const { loss, optimizer, assumed } = settledCompile(model, given);
  model.compile({ optimizer, loss });
  return [...complaint, ...assumed.loss, ...assumed.optimizer];
}
