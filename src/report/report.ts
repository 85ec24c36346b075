/** Types the report of a probe: plain, versioned data, the same for the editor, the terminal and other programs. */

import type { TensorFacts } from './data/data-facts';
import type { Finding, SuppressedFinding, TriedFix } from './finding';
import type { FurtherSteps, LossReport, LossSlipReport } from './losses';
import type { Location, Range } from './position';
import type { UnreadOfTarget } from './data/unread-targets';
import type { VariableFacts } from './data/variable-facts';

/** One number for each step of each seed: `series[seed][step]`. A seed that stopped early has a shorter row. */
export type Series = readonly (readonly number[])[];

/**
 * How the probe trains the model: in a `fit` call of the user's code, in a hand-written loop, or by itself (`built`).
 */
export type Entry = 'fit' | 'loop' | 'built';

/** What a weight tensor of a layer is, without the numbers of its steps. */
export interface WeightProperties {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** One trainable or frozen weight tensor of a layer. */
export interface WeightReport extends WeightProperties {
  /** L2 norm of d(mean loss)/d(weight) before the optimizer's step. */
  readonly gradientL2: Series;
  /** L2 norm of the weight before the optimizer's step. */
  readonly l2: Series;
  /** L2 norm of the optimizer's change, divided by `l2` before it; NaN where the weight was all zero. */
  readonly updateRatio: Series;
  /** Set where in no step of any seed the loss depends on the weight by operations that have gradients. */
  readonly unconnected?: true;
  /**
   * For each seed: the number of different units (entries of the last axis) by their weights, before the first step and
   * after the last; NaN where the probe did not see it.
   */
  readonly distinctUnits?: readonly (readonly [number, number])[];
}

/** Statistics of a layer's outputs over all seeds and all steps at which the probe sampled them. */
export interface OutputStatistics {
  readonly mean: number;
  readonly std: number;
  /** Share of units (entries of the last axis) that were 0 for every example; the worst seed. */
  readonly zeroUnits: number;
  /** The share of such units in each seed, in the order of `seeds`. */
  readonly zeroUnitsPerSeed: readonly number[];
  /** Share of outputs within 0.01 of an end of a bounded activation's range; 0 for unbounded activations. */
  readonly saturated: number;
  /** The share of such outputs in each seed at the last sampled step, in the order of `seeds`. */
  readonly saturatedPerSeed: readonly number[];
}

/** What a layer is, without its place and the numbers of its steps; the same in every seed. */
export interface LayerProperties {
  readonly name: string;
  /** tfjs class name, such as `Dense`; `Variable` for a `tf.variable` of a hand-written model. */
  readonly className: string;
  /** Batch axis first, `null` where the size is free. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  readonly trainable: boolean;
  /** tfjs name of the activation (`sigmoid`, `linear`); null where the layer has none. */
  readonly activation: string | null;
  /** tfjs class name of the kernel's initializer (`GlorotNormal`); null where there is no kernel. */
  readonly kernelInitializer: string | null;
  /** Set for a layer of a network whose weights the probe makes up, because the trained ones are missing. */
  readonly madeUp?: true;
  /** Set where the code gives it weights of different values, as those of a network that was trained elsewhere. */
  readonly givenWeights?: true;
  /** Set where the compiled model has none of its weights among its own, so that `fit` does not train the layer. */
  readonly unlisted?: true;
  /** Dropout: the share of units that it leaves out in a step. */
  readonly dropRate?: number;
  /** Set where tfjs passes over a setting because its name is misspelt: that name, and the one that is meant. */
  readonly misspelt?: { readonly given: string; readonly meant: string };
  /** Set where a regularizer adds a penalty on its weights or outputs to the loss. */
  readonly isPenalized?: true;
  /** For a variable of user code: an operation multiplies what it is given by it. */
  readonly isKernel?: true;
  /** Indices (in the model's `layers`) of the layers whose outputs this layer reads. */
  readonly inputs: readonly number[];
}

/** One layer of a probed model, or one `tf.variable` of a hand-written one. */
export interface LayerReport extends LayerProperties, VariableFacts<Location> {
  readonly file: string;
  readonly range: Range;
  /** The chain of call sites that led to the line, innermost first. */
  readonly callers: readonly Location[];
  /**
   * Set where no operations that tfjs records lead from its inputs to its outputs, so that no gradient flows back: the
   * call that turned tensors into plain numbers (`dataSync`), if it is known.
   */
  readonly offTape?: { readonly operation?: string; readonly at?: Location };
  /** A variable that the layer reads and that the compiled model has not among its weights, and where it is made. */
  readonly unlistedVariable?: { readonly shape: readonly number[]; readonly at?: Location };
  /** L2 norm over the whole batch tensor of d(mean loss)/d(layer output). */
  readonly outputGradient: { readonly l2: Series };
  readonly weights: readonly WeightReport[];
  /**
   * Gradient leaving the layer towards its inputs divided by the gradient arriving at its output (both L2),
   * median over steps and seeds; NaN where no gradient has to leave it (the first layer).
   */
  readonly backwardGain: number;
  /** The backward gain in each step of each seed. */
  readonly backwardGains: Series;
  readonly output: OutputStatistics;
  /**
   * Recurrent layers only: L2 of the gradient at each time step's output, oldest first, median over steps and seeds.
   */
  readonly timeSteps?: readonly number[];
}

/** A fault of a backend: its numbers are not finite where another backend, from the same start, gives finite ones. */
export interface BackendFault {
  readonly backend: string;
  readonly finiteOn: string;
  readonly seed: number;
  /** The first step, from 0, that was not finite on `backend`. */
  readonly step: number;
  /** Number of steps in which everything was finite on `finiteOn`. */
  readonly steps: number;
}

/** How many steps the code's own training calls take with a model. */
export interface StepsOfCode {
  /** The steps of all calls together. */
  readonly steps: number;
  readonly calls: number;
  /** The epochs of the longest call. */
  readonly epochs: number;
  /** Steps of one epoch of the longest call. */
  readonly batches: number;
  /** Whether the longest call gives no `epochs`, so that tfjs takes one. */
  readonly isDefault: boolean;
}

/** Describes the values of an operation's input. */
export interface OperandReport {
  readonly zeros: number;
  readonly negatives: number;
  readonly count: number;
  /** The largest magnitude. */
  readonly largest: number;
}

/** Where the first number of a seed that is not finite comes from. */
export interface NonFiniteOrigin {
  /** Index into `seeds`. */
  readonly seed: number;
  /** The step, from 0. */
  readonly step: number;
  /** The operation that made it of finite numbers, or whose gradient did; a weight before the step; data. */
  readonly by: 'operation' | 'gradient' | 'weight' | 'data';
  /** tfjs's name of the operation (`Log`); empty for a weight and for data. */
  readonly kernel: string;
  /** Index, in `layers`, of the layer that ran it, or that has the weight. */
  readonly layer?: number;
  /**
   * The user's expression that runs the operation, where it is not tfjs's own code that does. For data, the expression
   * that made them so before the step.
   */
  readonly at?: Location;
  /** Whether a loss function of a compiled model ran it. */
  readonly isInLoss: boolean;
  /** The inputs of the operation; null for one that could not be read. */
  readonly values: readonly (OperandReport | null)[];
  /**
   * The argument of the user's loss function that the operation's input was computed from, and the names of the
   * function's two parameters (none where they are not known).
   */
  readonly argument?: { readonly holds: 'targets' | 'outputs'; readonly names: readonly string[] };
}

/** The facts about a tensor with the line that made it; no line where it is unknown. */
export interface PlacedTensorFacts extends TensorFacts {
  readonly madeAt?: Location;
}

/** The facts about user code's own data, or those that a comment names; made-up data have none. */
export interface DataFacts {
  /** The inputs, in the model's order. */
  readonly inputs: readonly PlacedTensorFacts[];
  /** The targets, in the order of the model's outputs. */
  readonly targets: readonly PlacedTensorFacts[];
}

/** One model that was probed. */
export interface ModelReport {
  readonly file: string;
  readonly name: string;
  /** The expression that creates the model. */
  readonly range: Range;
  /** Where the user's code sets loss and optimizer: the `compile` call, or the optimizer of a hand-written loop. */
  readonly compiledAt?: Location;
  /** The call that made the optimizer, where it stands on another line than `compiledAt`. */
  readonly optimizerAt?: Location;
  /** The code's own first training call, such as `model.fit`. */
  readonly trainedAt?: Location;
  /**
   * The steps that the code takes; left out where a run does not tell: loops without an end, calls that other code
   * makes.
   */
  readonly stepsOfCode?: StepsOfCode;
  /** How many models the code makes here that are built alike, as for each epoch or fold; left out for a single one. */
  readonly alike?: number;
  readonly entry: Entry;
  /** What the probe assumed because the code does not say it, each as a short phrase or as `name = value`. */
  readonly assumed: readonly string[];
  /** Parts of the code that failed in the probe and were passed over to reach the model, with the reason. */
  readonly passedOver?: readonly string[];
  /** The entries of `assumed` that a person has set, by a pin in the editor or on the command line. */
  readonly pinned?: readonly string[];
  /**
   * The entries of `assumed` that stand for numbers which the code has in a real run. Findings that other numbers could
   * make go away are information.
   */
  readonly madeUp?: readonly string[];
  /**
   * How the probe ran the model otherwise than the code does, because the code's own way fails: `made-up data`. Its
   * numbers then do not say that the code works.
   */
  readonly notAsRun?: string;
  /**
   * Why it has fewer steps or seeds than asked for, because the time limit or the end of the worker stopped it:
   * `stopped after 4 of 30 steps, in 1 of 3 seeds`. The measured numbers count.
   */
  readonly cutShort?: string;
  /**
   * Why the numbers say nothing about how the code learns, though nothing is wrong: its weights are trained ones, and
   * the data are made up. Such a model is not called healthy.
   */
  readonly unjudged?: string;
  /** The functions that the probe called to obtain the model: `createModel`, `Net.build`. */
  readonly called?: readonly string[];
  /** Imports that an inert stand-in replaced, and suppressed saves: `fs`, `save('file:///tmp/model')`. */
  readonly standIns: readonly string[];
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly data: 'user' | 'synthetic';
  readonly batchSize: number;
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly backend: string;
  readonly backendFault?: BackendFault;
  readonly durationMs: number;
  readonly losses: Series;
  /**
   * For each seed, where the first batch is unlike the rest, because the data are sorted: the loss, before the first
   * step, on rows drawn from all of the data. NaN for a seed that has none.
   */
  readonly typicalLosses?: readonly number[];
  /** What the losses compare, as far as the probe saw it. */
  readonly lossCalls?: readonly LossReport[];
  readonly lossSlips?: readonly LossSlipReport[];
  /** What the targets of its training leave out, as the text shows. */
  readonly unreadInTargets?: readonly UnreadOfTarget<Location>[];
  /** The call that made what the loss of a hand-written loop adds beside the error of its answers. */
  readonly penaltyAt?: Location;
  /** Set where outputs have a part in that, such as the divergence of a variational autoencoder; else weights alone. */
  readonly penaltyOf?: 'outputs';
  /**
   * For each step the loss of the data without the penalties of regularizers, and that of the best constant answer to
   * the same targets; undefined where the best constant answer is not known.
   */
  readonly answers?: {
    readonly data: Series;
    readonly constant: Series;
    /** For each seed as in `LossComparison.withinBatches`; NaN where batches are too small to tell. */
    readonly withinBatches?: readonly number[];
    /**
     * The further steps of each seed; null where the measured steps show that it learns, or the probe could take no
     * more.
     */
    readonly further?: readonly (FurtherSteps | null)[];
    /** The call that last put rows in another order before a further step. */
    readonly reorderedAt?: Location;
    /** How many numbers each element has of the list that `tf.util.shuffle` reordered last; 0 for indices, records. */
    readonly shuffledWidth?: number;
  };
  /** Facts about inputs and targets, from before the first step of the first seed. */
  readonly dataFacts?: DataFacts;
  /** The origin of the first number that was not finite, for each seed that had one. */
  readonly nonFinite?: readonly NonFiniteOrigin[];
  /** In forward order: a layer comes after the layers it reads. */
  readonly layers: readonly LayerReport[];
  /**
   * Where the code makes models without a report of their own, because their layers are all in this one or it builds on
   * them.
   */
  readonly parts?: readonly Location[];
  readonly findings: readonly Finding[];
  /**
   * The findings that the user has disabled, by a comment or in gradline.config.json; left out where there are none.
   */
  readonly suppressed?: readonly SuppressedFinding[];
  /** The changes that a search for fixes tried and that did not help, the most promising first. */
  readonly triedFixes?: readonly TriedFix[];
  /** The changes that the search left untried when something ended it early; left out where it came to its own end. */
  readonly untriedFixes?: { readonly count: number; readonly because: 'time-limit' | 'cancelled' };
}

/** Why a file, or one model in it, could not be probed. */
export interface ProbeError {
  readonly file: string;
  readonly range?: Range;
  readonly code: ProbeErrorCode;
  /** A whole sentence: what is wrong and what to do. */
  readonly message: string;
  /**
   * Set for an error of the code's own, in which no stand-in took part: TensorFlow.js refuses the code in its author's
   * hands as well.
   */
  readonly own?: true;
  /** Set where the baseline has it, so that it does not count for the exit status. */
  readonly known?: true;
  /** The expressions in `file` that create models and that the probe could not reach for this reason. */
  readonly models?: readonly Range[];
  /** A function that failed with assumed arguments, and the argument that it lacks, where that is clear. */
  readonly asks?: { readonly function: string; readonly argument?: string };
}

export type ProbeErrorCode =
  | 'no-model' // nothing in the file creates a model
  | 'not-readable' // no such file, or not text
  | 'syntax' // the file, or one it imports, does not parse
  | 'unresolved-import'
  | 'directive' // a gradline comment that the probe cannot follow
  | 'data' // a gradline comment names data that the probe cannot use; it probes the model without them
  | 'setting' // a gradline comment sets a loss or an optimizer, but the code sets its own
  | 'config' // gradline.config.json has a fault; the probe goes on without it
  | 'model-not-reached' // no call of the probe created the model
  | 'user-code-failed' // the user's own code threw
  | 'shape' // shapes of layers or tensors do not go together
  | 'name' // a name that tfjs does not have
  | 'training' // the training call cannot work: not compiled, all frozen, a loss that leaves the tape
  | 'not-trainable' // the model has no trainable weights, or its loss does not reach them
  | 'needs-weights' // the model's saved weights cannot be loaded here
  | 'too-large' // the model does not fit into the probe's memory
  | 'time-limit'
  | 'cancelled'
  | 'untrusted'
  | 'internal';

/** The result of one command or one probe. */
export interface Report {
  readonly version: 1;
  readonly models: readonly ModelReport[];
  readonly errors: readonly ProbeError[];
}

/** The entries of `assumed` that nobody has pinned: the probe's own guesses. */
export function unpinnedAssumptions({
  assumed,
  pinned = [],
}: Pick<ModelReport, 'assumed' | 'pinned'>): readonly string[] {
  return assumed.filter((one) => !pinned.includes(one));
}

/** Whether an error is only about a comment or a config that the probe ignored; such an error stops no probe. */
export function isCommentError({ code, own }: Pick<ProbeError, 'code' | 'own'>): boolean {
  return !own && (code === 'directive' || code === 'data' || code === 'setting' || code === 'config');
}

const firstLayers = 'only its first';

/** How the report says that a model ran without its last layers; the probe writes it. */
export function onlyFirstLayers(count: number): string {
  return count === 1 ? `${firstLayers} layer` : `${firstLayers} ${count} layers`;
}

/** Whether an error has left the model without its last layers. */
export function lacksLayers({ notAsRun }: { readonly notAsRun?: string | undefined }): boolean {
  return notAsRun?.startsWith(firstLayers) ?? false;
}

const leftOut = 'left out: ';

/** The note on a part of a model that the probe does not have: `left out: Scale of ./scale.js`. */
export function partLeftOut(part: string): string {
  return `${leftOut}${part}`;
}

/** The parts of a model that the probe left out because it does not have them. */
export function partsLeftOut(assumed: readonly string[]): string[] {
  return assumed.flatMap((one) => (one.startsWith(leftOut) ? [one.slice(leftOut.length)] : []));
}

/** The headline of a model that the probe ran otherwise than the code does; undefined for any other model. */
export function notAsRunText({ notAsRun }: { readonly notAsRun?: string | undefined }): string | undefined {
  return notAsRun === undefined ? undefined : `not as the code runs it: ${notAsRun}`;
}
