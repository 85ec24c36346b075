/** The report that a probe ends in: plain data, versioned, the same for the editor, the terminal and other programs. */

import type { Finding } from './finding';
import type { Location, Range } from './position';

/** One number for each step of each seed: `series[seed][step]`. Seeds that stopped early have shorter rows. */
export type Series = readonly (readonly number[])[];

/** How the model was reached: a training call of tfjs-layers, a hand-written loop, or only built. */
export type Entry = 'fit' | 'loop' | 'built';

/** One trainable or frozen weight tensor of a layer. */
export interface WeightReport {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** L2 norm of d(mean loss)/d(weight) before the optimizer's step. */
  readonly gradientL2: Series;
  /** L2 norm of the weight before the optimizer's step. */
  readonly l2: Series;
  /** L2 norm of the change that the optimizer made, divided by `l2` before it; NaN where the weight was all zero. */
  readonly updateRatio: Series;
  /** For each seed: units (entries of the last axis) with weights of their own, before the first step and after the last; NaN where that was not seen. */
  readonly distinctUnits?: readonly (readonly [number, number])[];
}

/** What a layer's outputs looked like, over all seeds and all steps at which they were sampled. */
export interface OutputStatistics {
  readonly mean: number;
  readonly std: number;
  /** Share of units (entries of the last axis) that were 0 for every example seen; the worst seed. */
  readonly zeroUnits: number;
  /** The same for each seed, in the order of `seeds`. */
  readonly zeroUnitsPerSeed: readonly number[];
  /** Share of the outputs at an end of a bounded activation (within 0.01 of its range's end); 0 for unbounded ones. */
  readonly saturated: number;
  /** The same for each seed at the last sampled step, in the order of `seeds`. */
  readonly saturatedPerSeed: readonly number[];
}

/** One layer (or one hand-made variable) of a probed model. */
export interface LayerReport {
  readonly name: string;
  /** tfjs class name, such as `Dense`; `Variable` for a `tf.variable` of a hand-written model. */
  readonly className: string;
  readonly file: string;
  readonly range: Range;
  /** The chain of call sites that led to the line, innermost first. */
  readonly callers: readonly Location[];
  /** Batch axis first, `null` where the size is free. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  readonly trainable: boolean;
  /** tfjs name of the activation (`sigmoid`, `linear`); null where the layer has none. */
  readonly activation: string | null;
  /** tfjs class name of the kernel's initializer (`GlorotNormal`); null where there is no kernel. */
  readonly kernelInitializer: string | null;
  /** Indices (in `ModelReport.layers`) of the layers whose outputs this layer reads. */
  readonly inputs: readonly number[];
  /** L2 norm over the whole batch tensor of d(mean loss)/d(layer output). */
  readonly outputGradient: { readonly l2: Series };
  readonly weights: readonly WeightReport[];
  /**
   * Gradient leaving the layer towards its inputs divided by the gradient arriving at its output (both L2),
   * median over steps and seeds; NaN where no gradient has to leave it (the first layer).
   */
  readonly backwardGain: number;
  /** The same for each step of each seed. */
  readonly backwardGains: Series;
  readonly output: OutputStatistics;
  /** Recurrent layers only: L2 of the gradient at each time step's output, oldest first, median over steps and seeds. */
  readonly timeSteps?: readonly number[];
}

/** Numbers that were not finite on one backend although another computes finite ones from the same start: the backend is at fault, not the model. */
export interface BackendFault {
  readonly backend: string;
  readonly finiteOn: string;
  readonly seed: number;
  /** The first step, from 0, that was not finite on `backend`. */
  readonly step: number;
  /** Steps in which everything was finite on `finiteOn`. */
  readonly steps: number;
}

/** One model that was probed. */
export interface ModelReport {
  readonly file: string;
  readonly name: string;
  /** The expression that made the model. */
  readonly range: Range;
  /** Where loss, optimizer and learning rate were given (`compile`, or the optimizer of a hand-written loop), if that is in the user's code. */
  readonly compiledAt?: Location;
  readonly entry: Entry;
  /** Everything that was not in the user's code, each as a short sentence or `name = value`. */
  readonly assumed: readonly string[];
  /** Those of `assumed` that the person has given, by a pin in the editor or on the command line. */
  readonly pinned?: readonly string[];
  /** The functions that were called to get at the model, as people name them: `createModel`, `Net.build`. */
  readonly called?: readonly string[];
  /** Imports that were replaced by an inert stand-in, and models that were not saved: `fs`, `save('file:///tmp/model')`. */
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
  /** In forward order: a layer comes after the layers it reads. */
  readonly layers: readonly LayerReport[];
  /** Where models were made that have no report of their own because all their layers are among these, or because this one is built on them. */
  readonly parts?: readonly Location[];
  readonly findings: readonly Finding[];
}

/** Why a file, or one model in it, could not be probed. */
export interface ProbeError {
  readonly file: string;
  readonly range?: Range;
  readonly code: ProbeErrorCode;
  /** A whole sentence: what is wrong and what to do. */
  readonly message: string;
  /** The expressions of `file` that would have made models and were not reached for this reason. */
  readonly models?: readonly Range[];
  /** A function that was called with assumed arguments and stopped; the argument where it is plain which one it lacks. */
  readonly asks?: { readonly function: string; readonly argument?: string };
}

export type ProbeErrorCode =
  | 'no-model' // the file has no place that makes a model
  | 'not-readable' // no such file, or not text
  | 'syntax' // the file, or one it imports, does not parse
  | 'unresolved-import'
  | 'directive' // a gradline comment that cannot be followed
  | 'data' // data that a gradline comment names and that cannot be used; the model is probed without them
  | 'setting' // a loss or an optimizer that a gradline comment gives and that the code outdoes
  | 'model-not-reached' // nothing that could be called made the model
  | 'user-code-failed' // the user's own code threw
  | 'not-trainable' // a model without trainable weights, or one whose loss does not reach them
  | 'needs-weights' // a pretrained model that cannot be loaded here
  | 'time-limit'
  | 'cancelled'
  | 'untrusted'
  | 'internal';

/** What one command or one probe yields. */
export interface Report {
  readonly version: 1;
  readonly models: readonly ModelReport[];
  readonly errors: readonly ProbeError[];
}

/** Of what is `assumed`, what nobody has pinned: the probe's own guesses. */
export function unpinnedAssumptions({
  assumed,
  pinned = [],
}: Pick<ModelReport, 'assumed' | 'pinned'>): readonly string[] {
  return assumed.filter((one) => !pinned.includes(one));
}

/** What a comment says and that was not followed: unlike other errors, it keeps no model from being probed. */
export function isCommentError({ code }: Pick<ProbeError, 'code'>): boolean {
  return code === 'directive' || code === 'data' || code === 'setting';
}
