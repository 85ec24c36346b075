/** Compiles a model that user code doesn't compile: with what was given for that, else with Adam and the loss that suits the output's activation. */

import { lossSetting, optimizerSetting, settingText } from '../../report/model-settings';
import { usualLearningRate, usualOptimizer } from '../../report/usual-values';
import type { GivenCompile, GivenName } from '../protocol/job';
import { type Model, modelParts } from '../tfjs/internals';
import { activationOf } from '../tfjs/layer-facts';
import { outputLayer } from '../data/synthetic-batches';
import * as tf from '../tfjs/tf';

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
    optimizer: optimizer?.name ?? tf.train[usualOptimizer](usualLearningRate),
    assumed: {
      loss: loss ? told(lossSetting, loss) : [settingText(lossSetting, suited.join(', '))],
      optimizer: optimizer
        ? told(optimizerSetting, optimizer)
        : [settingText(optimizerSetting, `${usualOptimizer}(${usualLearningRate})`)],
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

interface UsualCompile {
  readonly settings: tf.ModelCompileArgs;
  readonly assumed: readonly string[];
}

/**
 * What a compiled model can be trained with where the user's own classes of optimizers and loss functions fail in the probe: the usual optimizer, then the usual loss as well.
 * @param why the optimizer or the loss cannot be used
 */
export function usualInstead(model: Model, given: GivenCompile | undefined, why: string): UsualCompile[] {
  const { optimizer, loss } = modelParts(model);
  const usual = settledCompile(model, given);
  const ownOptimizer = optimizer !== undefined && !isOfTfjs(optimizer);
  const ownLoss = [loss]
    .flat()
    .some((one) => typeof one === 'function' && !Object.values(tf.losses).includes(one as never));
  const because = (what: string): string => `its own ${what} could not be used: ${why}`;
  return [
    ...(ownOptimizer
      ? [
          {
            settings: { optimizer: usual.optimizer, loss: loss as string },
            assumed: [...usual.assumed.optimizer, because('optimizer')],
          },
        ]
      : []),
    ...(ownLoss
      ? [
          {
            settings: { optimizer: ownOptimizer ? usual.optimizer : (optimizer ?? usual.optimizer), loss: usual.loss },
            assumed: [
              ...(ownOptimizer ? usual.assumed.optimizer : []),
              ...usual.assumed.loss,
              because(ownOptimizer ? 'optimizer and loss' : 'loss'),
            ],
          },
        ]
      : []),
  ];
}

/** One of tfjs's own classes, not one that extends them. */
function isOfTfjs(optimizer: object): boolean {
  return Object.values(tf).includes(optimizer.constructor as never);
}
