/** What the probe is asked to do, as plain data that can cross to a worker; positions are those of the bundle. */

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
  /** As tfjs names it. */
  readonly name: string;
  /** Nobody wrote it down: the report names it among what was assumed. */
  readonly isAssumed: boolean;
}

/** What a model is compiled with whose code does not compile it. */
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
  /** By the index of `sites`: the input shape of a model whose code gives none. */
  readonly inputShapes?: readonly (GivenShape | undefined)[];
  /** By the index of `sites`: what a model is compiled with whose code does not compile it. */
  readonly compile?: readonly (GivenCompile | undefined)[];
  /** The calls that make layers, each with the model that the layer joins, as an index of `sites`. */
  readonly layers?: readonly { readonly range: BundleRange; readonly model: number }[];
  /** Train and report only the models that are made here, or that have a layer which is; left out, all models. */
  readonly only?: readonly BundleRange[];
  /** Real data for the models; of several sources that are meant for a model the first counts. */
  readonly data?: readonly RealDataSource[];
  /**
   * Models that no attempt has made so far, as indices of `sites`: guarded code takes the branches that lead to them.
   */
  readonly unreached?: readonly number[];
  /** The code is guarded: where a part of it fails it goes on, and the probe assumes what that part would have set. */
  readonly guarded?: boolean;
  /** The code imports nothing but tfjs, so that no other file or package has a part in what it does. */
  readonly standsAlone?: boolean;
  /** Training steps to measure of each model. */
  readonly steps: number;
  /** The code runs once for each, with Math.random and tfjs seeded by it. */
  readonly seeds: readonly number[];
  readonly backend: BackendChoice;
  /** For all seeds together. The host enforces it too, by ending the worker. */
  readonly timeLimitMs: number;
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
    /** Nested arrays of numbers, as a JSON file has them. */
    | { readonly kind: 'arrays'; readonly xs: unknown; readonly ys: unknown };
}

/** The rows of a file, in its order. */
export interface Table {
  readonly features: readonly string[];
  readonly rows: number;
  /** `rows` times as many numbers as there are features, row by row. */
  readonly values: Float32Array;
  readonly labels: readonly LabelColumn[];
  /** What of the file was left out. */
  readonly note?: string;
}

/** A column of a table that holds what a model is to predict. */
export interface LabelColumn {
  readonly name: string;
  /** One number for each row: the value itself, or the index of its class. */
  readonly values: Float32Array;
  /** In the order in which the file names them; undefined for a column of numbers. */
  readonly classes?: readonly string[];
}
