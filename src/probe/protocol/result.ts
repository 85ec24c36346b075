/** Types the result of one seed, as plain data that can cross from a worker; positions are those of the bundle. */

import type { BundleStack } from '../../report/position';
import type { TensorFacts } from '../../report/data/data-facts';
import type { LossComparison, FurtherSteps, LossReport, LossSlipReport } from '../../report/losses';
import type { Entry, LayerProperties, StepsOfCode, WeightProperties } from '../../report/report';

/** A weight of a layer; arrays have one number for each step. */
export interface RawWeight extends WeightProperties {
  /** The L2 norm of the loss's gradient. */
  readonly gradientL2: readonly number[];
  /** The L2 norm of the weight before the step. */
  readonly l2: readonly number[];
  /** The L2 norm of the change that the optimizer made, divided by `l2`. */
  readonly updateRatio: readonly number[];
  /** No step's loss depended on it by operations that have gradients. */
  readonly unconnected?: true;
  /** How many units (entries of the last axis) are unlike every other, before the first step and after the last. */
  readonly distinctUnits: readonly [number, number];
}

/** A layer of a model. */
export interface RawLayer extends LayerProperties {
  readonly stack: BundleStack;
  /**
   * Set where no operations on the tape lead from its inputs to its outputs: the call that left the tape, if the probe
   * saw it.
   */
  readonly offTape?: { readonly operation?: string; readonly stack?: BundleStack };
  /** As in `LayerReport`. */
  readonly unlistedVariable?: { readonly shape: readonly number[]; readonly stack: BundleStack };
  /** Per step: the L2 norm of the loss's gradient at the layer's output. */
  readonly outputGradientL2: readonly number[];
  /**
   * Per step: the L2 norm of the gradient at the layer's inputs, divided by that at its output; NaN where no layer
   * before it needs a gradient.
   */
  readonly backwardGain: readonly number[];
  readonly weights: readonly RawWeight[];
  readonly output: {
    readonly mean: number;
    readonly std: number;
    readonly zeroUnits: number;
    readonly saturated: number;
  };
  /** As in `LayerReport`, with the share of the last step. */
  readonly behind?: { readonly activation: 'sigmoid' | 'tanh'; readonly saturated: number };
  /** As in `LayerReport`; the gradient per step. */
  readonly product?: {
    readonly gradientL2: readonly number[];
    readonly size: number;
    readonly reads: readonly number[];
    readonly activation?: { readonly name: string; readonly stack: BundleStack };
  };
  /** Recurrent layers: per step, the gradient's L2 norm at the output of each time step, oldest first. */
  readonly timeSteps?: readonly (readonly number[])[];
}

/** A loss that a model's steps compute: of one output, or by one call of `tf.losses` in a hand-written loop. */
export interface RawLoss {
  readonly name: string;
  /** As in `LossReport`. */
  readonly kind: LossReport['kind'];
  readonly takesLogits: boolean;
  /** Index of the layer that gives its outputs; null where none does. */
  readonly layer: number | null;
  /** The calls of user code that compute it; empty where tfjs does. */
  readonly stack: BundleStack;
  /** As in `LossReport`. */
  readonly activation?: { readonly name: string; readonly stack: BundleStack };
  /** Over the first steps. */
  readonly outputs: LossReport['outputs'][number];
  /** Over all steps. */
  readonly targets: LossReport['targets'][number];
}

/** As in `LossSlipReport`. */
export interface RawLossSlip extends Omit<LossSlipReport, 'ofRewards' | 'at' | 'callers'> {
  readonly stack: BundleStack;
}

/** The losses of the data, without the penalties of regularizers, and of the best constant answer to them. */
export interface RawLossComparison extends LossComparison {
  /** As in `ModelReport.answers`. */
  readonly further?: FurtherSteps;
  /** The call that last put rows in another order before a further step. */
  readonly reorderedAt?: BundleStack;
  /** As in `ModelReport.answers`. */
  readonly shuffledWidth?: number;
}

/** What one tensor of inputs or targets holds, and the call that made it. */
export interface RawTensorFacts extends TensorFacts {
  readonly stack?: BundleStack;
}

/** As `DataFacts` of a report. */
export interface RawDataFacts {
  readonly inputs: readonly RawTensorFacts[];
  readonly targets: readonly RawTensorFacts[];
}

/** The values of an operation's input. */
export interface OperandValues {
  readonly zeros: number;
  readonly negatives: number;
  /** How many values there are. */
  readonly count: number;
  /** The largest magnitude. */
  readonly largest: number;
}

/** Where the first number of a run that is not finite comes from. */
export interface RawOrigin {
  /** The training step, from 0. */
  readonly step: number;
  /** The operation that made it of finite numbers, or whose gradient did; a weight; or data that came in. */
  readonly by: 'operation' | 'gradient' | 'weight' | 'data';
  /** tfjs's name of the operation, such as `Log`; empty for a weight and for data. */
  readonly kernel: string;
  /** Index of the layer that ran the operation, or that has the weight. */
  readonly layer?: number;
  /** Whether a loss function of a compiled model ran it. */
  readonly isInLoss: boolean;
  /**
   * The code that ran the operation: a layer's own `call`, a loss function, a loop. Empty where tfjs's own code did.
   * For data, the code that made a number of them not finite, before the step.
   */
  readonly stack: BundleStack;
  /** The inputs of the operation, in its order. */
  readonly values: readonly (OperandValues | undefined)[];
  /** The argument of the user's loss function that the first of these was computed from, alone. */
  readonly argument?: LossArgument;
}

export interface LossArgument {
  readonly holds: 'targets' | 'outputs';
  /** The names of the function's two parameters; empty where they cannot be read. */
  readonly names: readonly string[];
}

/** One model in one seed. */
export interface RawModel {
  readonly name: string;
  readonly stack: BundleStack;
  /** The call of `compile`; for a hand-written loop, what made its optimizer, or the loop's first step. */
  readonly compiledAt?: BundleStack;
  /** The call that made the optimizer. */
  readonly optimizerAt?: BundleStack;
  /** The code's own first training call. */
  readonly trainedAt?: BundleStack;
  /** The call that takes the first step of a hand-written loop. */
  readonly loopAt?: BundleStack;
  /** As in `ModelReport`. */
  readonly stepsOfCode?: StepsOfCode;
  /** As in `ModelReport`. */
  readonly alike?: number;
  readonly entry: Entry;
  readonly assumed: readonly string[];
  /** The entries of `assumed` that stand for numbers which the code has in a real run. */
  readonly madeUp?: readonly string[];
  /** Keys of the functions that the probe called, with arguments of its own, so that they make the model. */
  readonly entries?: readonly string[];
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly data: 'user' | 'synthetic';
  readonly batchSize: number;
  /** As in `ModelReport`. */
  readonly notAsRun?: string;
  readonly losses: readonly number[];
  /** The time was over, or the run was ended, before the model had its steps. */
  readonly isCutShort?: true;
  /**
   * Where the first batch is unlike the rest, because the data are sorted: the loss, before the first step, on rows
   * drawn from all of the data.
   */
  readonly typicalLoss?: number;
  readonly lossCalls?: readonly RawLoss[];
  readonly lossSlips?: readonly RawLossSlip[];
  /** The call that made what the loss of a hand-written loop adds beside the error of its answers. */
  readonly penaltyAt?: BundleStack;
  /** Set where outputs have a part in that, such as the divergence of a variational autoencoder; else weights alone. */
  readonly penaltyOf?: 'outputs';
  /** Undefined where the best constant answer is not known. */
  readonly answers?: RawLossComparison;
  /**
   * Facts about the data, from before the first step. Made-up data have none, nor has a loop that does not train by
   * `fit`.
   */
  readonly dataFacts?: RawDataFacts;
  /** Missing where every number is finite. */
  readonly origin?: RawOrigin;
  readonly layers: readonly RawLayer[];
  /** The calls that made the models it consists of or builds on, or whose layers are all among its own. */
  readonly parts?: readonly BundleStack[];
}

/**
 * The message of a failure: the model builds on another one that could not be loaded, and that has a failure of its
 * own.
 */
export const builtOnAnother =
  'This model builds on another one that is not there, because its files or its caller are missing: ' +
  'load that one in this file from a saved model of the workspace, or probe the file that builds both.';

/** Why a call of user code, or a model, ended without a result. */
export interface RawFailure {
  /**
   * `import`: the module threw; `entry`: a function that the probe called threw; `model`: a model could not be trained.
   */
  readonly at: 'import' | 'entry' | 'model';
  readonly label: string;
  readonly reason:
    'threw' | 'not-trainable' | 'needs-weights' | 'no-input-shape' | 'no-layers' | 'too-large' | 'unsupported';
  readonly message: string;
  readonly stack: BundleStack;
  /** Of a model: where the models were made that are parts of it, and that it keeps from a result as well. */
  readonly within?: readonly BundleStack[];
  /** The code itself is at fault. */
  readonly own?: OwnFault;
}

/** What the code itself does wrong, with nothing stood in for. */
export interface OwnFault {
  readonly code: 'shape' | 'name' | 'setting' | 'training' | 'data' | 'user-code-failed';
  /** Whole sentences: what is wrong, with the shapes or names, and what to do. `{line 0}` stands for a place. */
  readonly message: string;
  readonly stack: BundleStack;
  /** What the message names as `{line 0}`, `{line 1}` and so on. */
  readonly places?: readonly BundleStack[];
  /** A name in the arguments of the call that the message is about: the error stands on the line that has it. */
  readonly unknownName?: string;
}

/** Why real data could not be used for a model. */
export interface DataFault {
  /** Index into `ProbeJob.data`. */
  readonly source: number;
  /** A whole sentence: what is wrong and what to do. */
  readonly message: string;
}

/** The result of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly backend: string;
  readonly models: readonly RawModel[];
  readonly failures: readonly RawFailure[];
  readonly ownFaults: readonly OwnFault[];
  readonly dataFaults?: readonly DataFault[];
  /** Imports that a stand-in took the place of, and places that models were not saved to. */
  readonly standIns?: readonly string[];
  /** Tensors at the end of the seed less those at its start; 0 unless the probe has a leak. */
  readonly leakedTensors: number;
  /** The time was over before each model had its steps. */
  readonly cutShort?: boolean;
  readonly durationMs: number;
  /** The part of `durationMs` that training steps took, in user code's own calls and in the probe's. */
  readonly trainingMs: number;
}
