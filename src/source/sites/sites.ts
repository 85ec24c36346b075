/** Types what reading a source file yields: where it makes layers and models, and which functions would make them. */

import type { Argument } from '../../report/argument';
import type { EntryCall } from '../../report/entry-call';
import type { ModelShape } from '../../report/model-settings';
import type { Range, TextInsertion } from '../../report/position';
import type { DataDirective, DirectiveError, WrittenDirective } from '../directives/directives';

/** A call (or `new`) that makes a layer. */
export interface LayerSite {
  /** The whole call expression. */
  readonly range: Range;
  /** The callee's name, where a stack frame points: `dense` in `tf.layers.dense({...})`. */
  readonly calleeRange: Range;
  /**
   * The tfjs factory (`dense`, `lstm`), or the class of a custom layer; `variable` for `tf.variable`, `loaded` for all
   * layers of a loaded model, `*` for a name that is only known at run time.
   */
  readonly kind: string;
  /** Index into `SourceSites.models` where the text alone tells which model it joins. */
  readonly model?: number;
  /** The loop that makes it, where it runs in any case in the function that makes the model. */
  readonly loop?: Range;
}

/** An expression that makes a model. */
export interface ModelSite {
  readonly range: Range;
  readonly calleeRange: Range;
  readonly kind: 'sequential' | 'model' | 'subclass' | 'load';
  /**
   * Set for a model without layers to which nothing in the file adds any: most likely a placeholder for another model.
   */
  readonly staysEmpty?: true;
  /** The package of ready-made models that loads it. */
  readonly package?: string;
  /** The variable or property it is put in, or the function that makes it. */
  readonly name: string;
  /** The shape from a directive or a pinned value; a shape in the code itself comes first. */
  readonly inputShape?: GivenSetting<ModelShape>;
  readonly loss?: GivenSetting<string>;
  readonly optimizer?: GivenSetting<string>;
}

/** A setting of a model that is not in its code. */
export interface GivenSetting<Value> {
  readonly value: Value;
  readonly origin: 'directive' | 'pinned';
  /** The range of the value in the directive. */
  readonly range?: Range;
}

/** A function, method or class that makes a model and could be called. */
export interface EntryPoint {
  readonly call: EntryCall;
  /** The exported or module-level name that must be kept reachable, such as `Net` for `Net.build`. */
  readonly binding: string;
  /** The range of its name, or of its first token. */
  readonly range: Range;
  /** The range of the whole function. */
  readonly extent: Range;
  /** Indices into `SourceSites.models` that calling it reaches (also through other functions of the file). */
  readonly models: readonly number[];
  /** The arguments for people to read, each field of an object by itself. */
  readonly parameters: readonly Argument[];
  /** Values that were guessed or pinned, such as `numClasses = 10`, in the order of the parameters. */
  readonly assumed: readonly string[];
  /** The same call, with values also for optional parameters whose presence a branch tests. */
  readonly fuller?: Pick<EntryCall, 'arguments' | 'constructorArguments'> & Pick<EntryPoint, 'parameters' | 'assumed'>;
  /** For a function inside another: the text that registers it with the probe. */
  readonly insertions?: readonly TextInsertion[];
}

/**
 * What the `gradline:` comments of a file say. The values they give for parameters are in the arguments of the
 * entries.
 */
export interface FileDirectives {
  /** Files with real data. */
  readonly data: readonly DataDirective[];
  readonly errors: readonly DirectiveError[];
  readonly written: readonly WrittenDirective[];
}

export interface SourceSites {
  readonly layers: readonly LayerSite[];
  readonly models: readonly ModelSite[];
  /** The entries, in the order in which the probe should try them. */
  readonly entries: readonly EntryPoint[];
  /** The settings of the file's `gradline:` comments. */
  readonly directives: FileDirectives;
  /** True where the text had syntax errors, so that what is here may be incomplete. */
  readonly broken: boolean;
  /** True for a script that imports and exports nothing: other scripts of its page may set what it uses. */
  readonly isPageScript: boolean;
}
