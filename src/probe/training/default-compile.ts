/**
 * Decides the optimizer and the loss of a model that user code does not compile: the given ones, else the usual ones.
 */

import { lossSetting, optimizerSetting, settingText } from '../../report/model-settings';
import { usualLearningRate, usualOptimizer } from '../../report/usual-values';
import type { GivenCompile, GivenName } from '../protocol/job';
import { type Model, modelParts } from '../tfjs/internals';
import { activationOf } from '../tfjs/layer-facts';
import { outputLayer } from '../tfjs/nested-layers';
import * as tf from '../tfjs/tf';

/** The loss that suits an output's activation. */
export function lossFor(output: tf.SymbolicTensor): string {
  const activation = activationOf(outputLayer(output));
  if (activation === 'softmax') return 'categoricalCrossentropy';
  return activation === 'sigmoid' ? 'binaryCrossentropy' : 'meanSquaredError';
}

/** Settings for `compile`, and which of them nobody gave. */
export interface CompileSettings {
  readonly loss: string | string[];
  readonly optimizer: string | tf.Optimizer;
  /** What neither the code nor its comments say, as a report states it. */
  readonly assumed: { readonly loss: readonly string[]; readonly optimizer: readonly string[] };
}

/** What a model is compiled with when its code leaves that open. */
export function usualCompile(model: Model, given: GivenCompile | undefined): CompileSettings {
  const suited = modelParts(model).outputs.map(lossFor);
  const { loss, optimizer } = given ?? {};
  return {
    loss: loss?.name ?? (suited.length === 1 ? suited[0] : suited),
    optimizer: optimizer?.name ?? tf.train[usualOptimizer](usualLearningRate),
    assumed: {
      loss: loss ? assumption(lossSetting, loss) : [settingText(lossSetting, suited.join(', '))],
      optimizer: optimizer
        ? assumption(optimizerSetting, optimizer)
        : [settingText(optimizerSetting, `${usualOptimizer}(${usualLearningRate})`)],
    },
  };
}

function assumption(setting: string, { name, isAssumed }: GivenName): string[] {
  return isAssumed ? [settingText(setting, name)] : [];
}

/**
 * Compiles a model unless it is compiled already.
 * @param given loss and optimizer that directives or pinned values name
 * @param failure what user code's own `compile` of the model threw
 * @returns the assumptions, for the report
 */
export function compileIfNeeded(model: Model, given: GivenCompile | undefined, failure: string | undefined): string[] {
  const failed = failure === undefined ? [] : [`compile stopped with «${failure}»`];
  // A Sequential without layers has no functional model inside, which its `optimizer` reads.
  if (modelParts(model).optimizer) return failed;
  const { loss, optimizer, assumed } = usualCompile(model, given);
  model.compile({ optimizer, loss });
  return [...failed, ...assumed.loss, ...assumed.optimizer];
}

/** The settings for a second `compile`, and what the report says of them. */
interface Recompile {
  readonly settings: tf.ModelCompileArgs;
  readonly assumed: readonly string[];
}

/**
 * How to compile a model again when its own optimizer class or loss function fails in the probe: first with the usual
 * optimizer, then with the usual loss as well. tfjs's own optimizers and losses are kept.
 * @param why what the optimizer or the loss threw
 */
export function usualCompileInstead(model: Model, given: GivenCompile | undefined, why: string): Recompile[] {
  const { optimizer, loss } = modelParts(model);
  const usual = usualCompile(model, given);
  const ownOptimizer = optimizer !== undefined && !isFromTfjs(optimizer);
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

/** False for a class of user code that extends one of tfjs's. */
function isFromTfjs(optimizer: object): boolean {
  return Object.values(tf).includes(optimizer.constructor as never);
}
