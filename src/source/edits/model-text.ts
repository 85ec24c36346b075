/** The text around a model as fixes see it: they ask for settings of its layers and get edits. */

import type { TextEdit } from '../../report/finding';
import type { Location } from '../../report/position';
import { type CallNode, calleeName } from '../syntax/nodes';
import { parse, type ParsedFile } from '../syntax/parsed-file';
import { addFunction } from './add-function';
import { insertAfter, insertBefore } from './insert-layer';
import { changeOptimizer, changeRate, optimizerOf, type OptimizerText, wrapOptimizer } from './optimizer-text';
import { quoted } from './quotes';
import { renameCallee } from './rename-callee';
import { aroundLayer } from './residual';
import { withEpsilon } from './safe-arithmetic';
import { type Change, changeSetting, type Definition, definitionsOf, overrideSetting } from './settings';
import { tfName } from './tf-names';
import { asColumns, wrapArgument } from './wrap-argument';
import { callAt, callBetween, type Traced } from './tracing/traced';
import { Tracer } from './tracing/tracer';

/** A call in the text, as a report gives its place. */
export interface CallPlace extends Location {
  /** The calls that led to it, innermost first. */
  readonly callers?: readonly Location[];
}

export class ModelText {
  private readonly parsed = new Map<string, ParsedFile>();
  private readonly tracer = new Tracer((file) => this.file(file));

  /** @param texts by absolute path: the files in which the model and its layers are made, and those that call them */
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** The texts that define a setting of a layer; empty where it is not set. */
  definitions(layer: CallPlace, name: string): readonly Definition[] {
    const call = this.call(layer);
    return call ? definitionsOf(this.tracer, call, name) : [];
  }

  /**
   * The edits that change or add a setting of a layer.
   * @returns undefined where the text does not show where that would be
   */
  change(layer: CallPlace, name: string, change: Change): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && changeSetting(this.tracer, call, name, change);
  }

  /** The same in the call's own config, even where a shared one sets it, so that no other call changes. */
  override(layer: CallPlace, name: string, text: string): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && overrideSetting(this.tracer, call, name, text);
  }

  /** What makes the optimizer of a training: the call of `compile`, of the optimizer, or of a step. */
  optimizer(training: CallPlace): OptimizerText | undefined {
    const call = this.call(training);
    return call && optimizerOf(this.tracer, call);
  }

  /** The edits that change the learning rate where it is defined. */
  changeRate(optimizer: OptimizerText, rate: number): readonly TextEdit[] | undefined {
    return changeRate(this.tracer, optimizer, rate);
  }

  /** @returns undefined where the file has no name for `tf.train` */
  changeOptimizer(optimizer: OptimizerText, name: string, rate: number): readonly TextEdit[] | undefined {
    return changeOptimizer(optimizer, name, rate);
  }

  /** The edits that put a new layer after one; undefined where its call goes out of sight. */
  insertAfter(layer: CallPlace, text: string): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && insertAfter(call, text);
  }

  /** The same before it. */
  insertBefore(layer: CallPlace, text: string): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && insertBefore(call, text);
  }

  /** The edits that call a method on an argument of a call: `x` becomes `x.div(255)`. */
  wrapArgument(place: CallPlace, index: number, suffix: string): readonly TextEdit[] | undefined {
    const call = this.call(place);
    return call && wrapArgument(call, index, suffix);
  }

  /** The name by which a call calls: `fit` of `model.fit(x, y)`. */
  calleeName(place: CallPlace): string | undefined {
    const call = this.call(place);
    return call && calleeName(call.node).getText(call.parsed.source);
  }

  /** The edits that make a column of the list of numbers among the two sides of an operation. */
  asColumns(place: CallPlace, shapes: readonly (readonly number[])[]): readonly TextEdit[] | undefined {
    const call = this.call(place);
    return call && asColumns(call, shapes);
  }

  /** The edits that lead a layer's input around it; undefined but in the functional style. */
  aroundLayer(layer: CallPlace): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && aroundLayer(call);
  }

  /** The edits that make a call call another part of tfjs, such as `['layers', 'gru']`. */
  renameCallee(layer: CallPlace, path: readonly string[]): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && renameCallee(call, path);
  }

  /** The edits that put a call of `wrapper`, a function of the file, around an optimizer. */
  wrapOptimizer(optimizer: OptimizerText, wrapper: string, more: string): readonly TextEdit[] | undefined {
    return wrapOptimizer(optimizer, wrapper, more);
  }

  /** The edit that adds a function below the imports of a file; none where it has one of that name. */
  addFunction(file: string, name: string, text: string): readonly TextEdit[] {
    const parsed = this.file(file);
    return parsed ? addFunction(parsed, name, text) : [];
  }

  /** The edits that keep logarithms, roots and quotients from zero, in the function at a place or else in the file. */
  withEpsilon({ file, range }: Location, epsilon: string): readonly TextEdit[] {
    const parsed = this.file(file);
    return parsed ? withEpsilon(parsed, range, epsilon) : [];
  }

  /** How a file writes a part of tfjs, such as `['layers', 'dense']`; undefined where it has no name for it. */
  tfName(file: string, path: readonly string[]): string | undefined {
    const parsed = this.file(file);
    return parsed && tfName(parsed, path);
  }

  /** A string in the quotes of a file. */
  quote(file: string, value: string): string {
    return quoted(value, this.texts.get(file) ?? '');
  }

  private call({ file, range, callers = [] }: CallPlace): Traced<CallNode> | undefined {
    const parsed = this.file(file);
    const node = parsed && (callBetween(parsed, range.start, range.end) ?? callAt(parsed, range.start));
    return node && { parsed, node, callers };
  }

  private file(file: string): ParsedFile | undefined {
    const known = this.parsed.get(file);
    if (known) return known;
    const text = this.texts.get(file);
    if (text === undefined) return undefined;
    const parsed = parse(file, text);
    this.parsed.set(file, parsed);
    return parsed;
  }
}
