/** What a probe is asked and what it answers, as plain data that can cross to a worker; positions are those of the bundle. */

import type { EntryCall } from '../../report/entry-call';
import type { BundleRange, BundleStack } from '../../report/position';
import type { Entry } from '../../report/report';

/** Which tfjs backend to run on; `auto` takes wasm where it starts and says so where it falls back to cpu. */
export type BackendChoice = 'auto' | 'wasm' | 'cpu';

/** Sizes of the axes without the batch axis. */
export interface GivenShape {
  readonly shape: readonly number[];
  readonly isAssumed: boolean;
}

/** A loss or an optimizer of tfjs, by its name. */
export interface GivenName {
  readonly name: string;
  readonly isAssumed: boolean;
}

/** What a model is compiled with where the code does not say. */
export interface GivenCompile {
  readonly loss?: GivenName;
  readonly optimizer?: GivenName;
}

export interface ProbeJob {
  /** One ES module; user code with tfjs mapped to the probe's own. */
  readonly code: string;
  /** Called in this order after the module itself has run, until every model site has been reached. */
  readonly entries: readonly EntryCall[];
  /** Where the model sites lie that the entries name by index; undefined for one that did not get into the bundle. */
  readonly sites?: readonly (BundleRange | undefined)[];
  /** By the index of `sites`: the shape of a model's input, where the code gives it none; and whether it is none of the code's comments either. */
  readonly inputShapes?: readonly (GivenShape | undefined)[];
  /** By the index of `sites`: what a model is compiled with, where the code does not compile it. */
  readonly compile?: readonly (GivenCompile | undefined)[];
  /** Where layers are made that the text says join the model at that index of `sites`. */
  readonly layers?: readonly { readonly range: BundleRange; readonly model: number }[];
  /** Train and report only what is made at these places: models by their own expressions, or by those of their layers; all where it is left out. */
  readonly only?: readonly BundleRange[];
  /** Real data for its models, the most special first. */
  readonly data?: readonly RealDataSource[];
  /** Indices of `sites` that no attempt has come by: guarded code takes its branches towards them. */
  readonly wanted?: readonly number[];
  /** The code is guarded: what it lacks, because a part of it did not run, is assumed. */
  readonly guarded?: boolean;
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly backend: BackendChoice;
  /** For the whole job. The host of the worker enforces it too, by ending the worker. */
  readonly timeLimitMs: number;
}

/** Real data that a comment of the user's names. */
export interface RealDataSource {
  /** The function in which the models are made or trained that they are meant for; all models where it is left out. */
  readonly within?: BundleRange;
  /** `iris.csv`, `probe-data.ts#batch`: how messages call them. */
  readonly name: string;
  readonly content:
    /** An export of a module, which the bundle registers under the number of this source. Without a name, the default export. */
    | { readonly kind: 'module'; readonly export?: string }
    | { readonly kind: 'table'; readonly table: Table }
    /** Nested arrays of numbers, as a JSON file has them. */
    | { readonly kind: 'arrays'; readonly xs: unknown; readonly ys: unknown };
}

/** Rows of a file, in its order: columns that are features, and columns that are labels. */
export interface Table {
  readonly features: readonly string[];
  readonly rows: number;
  /** Row by row, the features in their order. */
  readonly values: Float32Array;
  readonly labels: readonly LabelColumn[];
  /** What of the file was left out, if anything. */
  readonly note?: string;
}

export interface LabelColumn {
  readonly name: string;
  /** One for each row: the number itself, or the index of its class. */
  readonly values: Float32Array;
  /** In the order in which they appear in the file; undefined for numbers. */
  readonly classes?: readonly string[];
}

export interface RawWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly gradientL2: readonly number[];
  readonly l2: readonly number[];
  readonly updateRatio: readonly number[];
  /** Units (entries of the last axis) that are not equal to another, before the first step and after the last. */
  readonly distinctUnits: readonly [number, number];
}

export interface RawLayer {
  readonly name: string;
  readonly className: string;
  readonly stack: BundleStack;
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  readonly trainable: boolean;
  readonly activation: string | null;
  readonly kernelInitializer: string | null;
  /** Indices into the model's layers. */
  readonly inputs: readonly number[];
  /** Per step. */
  readonly outputGradientL2: readonly number[];
  /** Per step; NaN where no gradient has to leave the layer. */
  readonly backwardGain: readonly number[];
  readonly weights: readonly RawWeight[];
  readonly output: {
    readonly mean: number;
    readonly std: number;
    readonly zeroUnits: number;
    readonly saturated: number;
  };
  /** Recurrent layers: per step, the L2 at each time step's output, oldest first. */
  readonly timeSteps?: readonly (readonly number[])[];
}

/** One model in one seed. */
export interface RawModel {
  readonly name: string;
  readonly stack: BundleStack;
  /** Where `compile` was called, or a hand-written loop first used its optimizer. */
  readonly compiledAt?: BundleStack;
  readonly entry: Entry;
  readonly assumed: readonly string[];
  /** Keys of the functions that the probe called to get at it, with arguments of its own. */
  readonly entries?: readonly string[];
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly data: 'user' | 'synthetic';
  readonly batchSize: number;
  readonly losses: readonly number[];
  readonly layers: readonly RawLayer[];
  /** Where the models were made that it is put together from or built on, or that share all their layers with it. */
  readonly parts?: readonly BundleStack[];
}

/** Said of a model that is made of one which is not there. */
export const builtOnAnother =
  'This model is built on another one, which is loaded or handed in and is not there: what has been said of that one has to be set right first.';

/** Why one call or one model of a seed came to nothing. */
export interface RawFailure {
  /** `import`: the module itself threw; `entry`: a builder did; `model`: a recorded model could not be trained. */
  readonly at: 'import' | 'entry' | 'model';
  readonly label: string;
  readonly reason: 'threw' | 'not-trainable' | 'needs-weights' | 'no-input-shape' | 'no-layers' | 'unsupported';
  readonly message: string;
  readonly stack: BundleStack;
}

/** Why real data could not be used for a model. */
export interface DataFault {
  /** Index into `ProbeJob.data`. */
  readonly source: number;
  /** A whole sentence: what is wrong and what to do. */
  readonly message: string;
}

/** All that one seed yields. */
export interface SeedResult {
  readonly seed: number;
  readonly backend: string;
  readonly models: readonly RawModel[];
  readonly failures: readonly RawFailure[];
  readonly dataFaults?: readonly DataFault[];
  /** What was stood in for as the code ran: imports, and saving. */
  readonly standIns?: readonly string[];
  /** Net tensors that the seed left behind; 0 unless the probe has a leak. */
  readonly leakedTensors: number;
  /** The time limit came before some model had its steps. */
  readonly cutShort?: boolean;
  readonly durationMs: number;
  /** Of that, what training took: the user's own calls of it and the probe's. */
  readonly trainingMs: number;
}

/** What a running probe says, in order: progress as it goes, `first-steps` where the first seed takes a while, one `seed` for each seed, then `done` or `failed`. */
export type ProbeEvent =
  | { readonly type: 'ready' }
  | {
      readonly type: 'progress';
      readonly seedIndex: number;
      readonly seeds: number;
      readonly step: number;
      readonly steps: number;
      readonly model: string;
    }
  /** User code has been entered: the function of that label, or the module where it is empty. Told at once, so that it is known of code that never comes back. */
  | { readonly type: 'entered'; readonly label: string }
  /** What the first seed has measured so far: of the model that is training, and of those before it. Enough for gradients, too little for findings. */
  | { readonly type: 'first-steps'; readonly result: SeedResult }
  | { readonly type: 'seed'; readonly result: SeedResult }
  | { readonly type: 'log'; readonly level: 'log' | 'warn' | 'error'; readonly text: string }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string; readonly stack: BundleStack };

/** How a job ended. */
export type ProbeOutcome =
  | { readonly status: 'done' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'time-limit'; readonly seconds: number }
  | { readonly status: 'failed'; readonly message: string; readonly stack: BundleStack };

/** User code asks for a saved model; the probe itself can read no files. */
export interface ModelRequest {
  /** As user code names it: a path, or a URL. */
  readonly source: string;
  /** Of the call. */
  readonly stack: BundleStack;
}

export type ModelAnswer =
  | {
      readonly status: 'found';
      /** Where it lies, seen from the file that is probed. */
      readonly shown: string;
      /** The text of its model.json. */
      readonly json: string;
      /** The files of weights, one behind the other; undefined where model.json names none. */
      readonly weights: ArrayBuffer | undefined;
    }
  /** A whole sentence: why not, and what to do. */
  | { readonly status: 'missing'; readonly message: string };

/** Answers the requests of a running job; never rejects. */
export type AnswerModel = (request: ModelRequest) => Promise<ModelAnswer>;

/** Runs jobs somewhere apart from the caller: in a worker of the webview, or in a worker thread of Node. */
export interface ProbeRunner {
  /**
   * Settles once, whatever happens; never rejects. `signal` ends the worker at once.
   * @param answer without it, no saved model is found
   */
  run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer?: AnswerModel,
  ): Promise<ProbeOutcome>;
}
