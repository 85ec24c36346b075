/** Types a job of the probe, as plain data that can cross to a worker; positions are those of the bundle. */

import type { EntryCall } from '../../report/entry-call';
import type { BundleRange } from '../../report/position';

/** Which tfjs backend to run on; `auto` takes wasm where it starts and says so where it falls back to cpu. */
export type BackendChoice = 'auto' | 'wasm' | 'cpu';

/** An input shape that the job gives to a model whose code gives none. */
export interface GivenShape {
  /** Sizes of the axes, without the batch axis. */
  readonly shape: readonly number[];
  /** Nobody wrote it down: the report names it among what was assumed. */
  readonly isAssumed: boolean;
}

/** A loss or an optimizer that the job gives to a model whose code gives none. */
export interface GivenName {
  /** The name that tfjs knows it by. */
  readonly name: string;
  /** Nobody wrote it down: the report names it among what was assumed. */
  readonly isAssumed: boolean;
}

/** The settings for a model that its code does not compile. */
export interface GivenCompile {
  readonly loss?: GivenName;
  readonly optimizer?: GivenName;
}

/** One run of the probe: which code, which of its functions and models, how many steps and seeds. */
export interface ProbeJob {
  /** User code as one ES module, in which each import of tfjs gives the probe's own. */
  readonly code: string;
  /**
   * Functions that the probe calls, in this order, once the module has run; it leaves out those whose models have been
   * made already.
   */
  readonly entries: readonly EntryCall[];
  /**
   * The calls that make models, which other fields name by their index here; undefined for one that the bundle does not
   * have.
   */
  readonly sites?: readonly (BundleRange | undefined)[];
  /** For each of `sites`: the input shape of a model whose code gives none. */
  readonly inputShapes?: readonly (GivenShape | undefined)[];
  /** For each of `sites`: the settings for a model that its code does not compile. */
  readonly compile?: readonly (GivenCompile | undefined)[];
  /**
   * The calls that make layers, each with the model that the layer joins, as an index of `sites`, and the line of the
   * user's file on which the loop stands that makes it.
   */
  readonly layers?: readonly { readonly range: BundleRange; readonly model: number; readonly loopLine?: number }[];
  /** Train and report only models that one of these calls makes, or makes a layer of; left out, all models. */
  readonly only?: readonly BundleRange[];
  /** Real data for the models; of several sources that are meant for a model the first counts. */
  readonly data?: readonly RealDataSource[];
  /** The JSON files that the code reads by names in its text. */
  readonly texts?: readonly NamedText[];
  /**
   * Models that no attempt has made so far, as indices of `sites`: guarded code takes the branches that lead to them.
   */
  readonly unreached?: readonly number[];
  /** The code is guarded: it goes on where a part of it fails, and the probe assumes what that part would have set. */
  readonly guarded?: boolean;
  /** Left out, the code has packages beside it. */
  readonly otherCode?: OtherCode;
  /** The version of tfjs that the user's project pins, such as `1.7.4`; left out where it pins none. */
  readonly tfjsVersion?: string;
  /** For names of variables that the code uses and nothing declares: the name that was probably meant. */
  readonly misspelt?: Readonly<Record<string, string>>;
  /** Training steps to measure of each model. */
  readonly steps: number;
  /** The code runs once for each seed, which seeds Math.random and tfjs. */
  readonly seeds: readonly number[];
  readonly backend: BackendChoice;
  /** The limit for all seeds together. The host enforces it too, by ending the worker. */
  readonly timeLimitMs: number;
}

/**
 * The code besides the probed file that has a part in what it does: none but tfjs; files of its own project, which all
 * run here; packages, or what a stand-in replaces; other scripts of its page, which may set its globals and add to
 * tfjs.
 */
export type OtherCode = 'none' | 'project files' | 'packages' | 'page scripts';

/** A file of the workspace, by the name that the code gives it. */
export interface NamedText {
  readonly name: string;
  /** Left out where the workspace has no such file, or one that is too large. */
  readonly text?: string;
}

/** Real data that a comment in user code names. */
export interface RealDataSource {
  /** The data are meant for the models that this function makes or trains; left out, for all models. */
  readonly within?: BundleRange;
  /** The name for messages, such as `iris.csv` or `probe-data.ts#batch`. */
  readonly name: string;
  readonly content:
    /**
     * An export of a module, without a name the default one; the bundle registers the module under the index of this
     * source.
     */
    | { readonly kind: 'module'; readonly export?: string }
    | { readonly kind: 'table'; readonly table: Table }
    /** Nested arrays of numbers, from a JSON file. */
    | { readonly kind: 'arrays'; readonly xs: unknown; readonly ys: unknown };
}

/** The rows of a file, in its order. */
export interface Table {
  readonly features: readonly string[];
  readonly rows: number;
  /** `rows` times as many numbers as there are features, row by row. */
  readonly values: Float32Array;
  readonly labels: readonly LabelColumn[];
  /** Says which part of the file was left out. */
  readonly note?: string;
}

/** A column of a table that holds what a model is to predict. */
export interface LabelColumn {
  readonly name: string;
  /** One number for each row: the value itself, or the index of its class. */
  readonly values: Float32Array;
  /** The names of the classes, in the file's order; undefined for a column of numbers. */
  readonly classes?: readonly string[];
}
