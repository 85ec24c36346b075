/** Gives fixes the settings that the text around a model defines, and the edits that change them. */

import type { TextEdit } from '../../report/finding';
import type { Location } from '../../report/position';
import type { OtherFiles } from '../syntax/linked-file';
import { calleeName } from '../syntax/nodes';
import { parse } from '../syntax/parsed-file';
import { addFunction } from './basics/add-function';
import { applyGradients } from './training/apply-gradients';
import { clipBothSides } from './training/clip-both-sides';
import { removeVariableList } from './training/variable-list';
import { insertAfter, insertBefore } from './layers/insert-layer';
import { changeOptimizer, changeRate, wrapOptimizer } from './training/optimizer-text';
import { LossText } from './loss-text';
import { quoted } from './basics/quotes';
import { renameCallee } from './basics/rename-callee';
import { addResidual } from './layers/residual';
import { oneHotDepth } from './data/one-hot-depth';
import { factorOf } from './arithmetic/factors';
import { type Rounding, roundingsOf } from './arithmetic/roundings';
import { addEpsilon } from './arithmetic/safe-arithmetic';
import { removeSetWeights } from './layers/set-weights';
import { removeUnread } from './layers/remove-unread';
import { replaceLayer } from './layers/replace-layer';
import {
  type SettingChange,
  changeSetting,
  type SettingDefinition,
  definitionsOf,
  overrideSetting,
  renameSetting,
} from './basics/settings';
import { sumOverLastAxis, useTfSoftmax } from './arithmetic/softmax-by-hand';
import { changeSum, type SumChange } from './arithmetic/sums';
import { swapArguments, swapParameters } from './arithmetic/swap-parameters';
import { tfName } from './basics/tf-names';
import { changeVariableStart } from './layers/variable-start';
import { giveOneShape, oneHotSide, type PartOfArgument, wrapArgument } from './basics/wrap-argument';
import { wrapArgumentByCall, wrapArguments, wrapLayerMaker } from './basics/wrap-call';
import { type DefinedNumber, type Division, divisionsOf } from './basics/divisions';
import { removeOperation } from './basics/remove-operation';
import { removeProperty, removeSetting } from './basics/remove-property';
import { removeScaling, type RemovedScaling } from './basics/remove-scaling';
import { leaveLastPartOut } from './data/call-on-joined';
import { divideAsFloats } from './data/float-division';
import { scaleRealPart } from './data/real-part';
import { shuffleTogether } from './data/shuffled-together';
import { takeStatisticsOverRows } from './data/statistics-axis';
import { listInnerLayers } from './weights/inner-layers';
import { makeOnce } from './weights/make-once';
import { wrapTensor } from './basics/wrap-tensor';
import { type OptimizerText, optimizerOf, usualRates } from '../tracing/optimizer-text';
import { type CallPlace, TracedFiles } from '../tracing/traced-files';

export class ModelText {
  /** The functions by hand that give a loss. */
  readonly losses: LossText;
  private readonly files: TracedFiles;

  /**
   * @param texts by absolute path: the files in which the model and its layers are made, and those that call them
   * @param others what these import
   */
  constructor(texts: ReadonlyMap<string, string>, others?: OtherFiles) {
    this.files = new TracedFiles((file) => {
      const text = texts.get(file);
      return text === undefined ? undefined : parse(file, text);
    }, others);
    this.losses = new LossText(this.files);
  }

  /** The texts that define a setting of a layer; empty where it is not set. */
  definitions(layer: CallPlace, name: string): readonly SettingDefinition[] {
    const call = this.files.call(layer);
    return call ? definitionsOf(this.files.tracer, call, name) : [];
  }

  /**
   * The edits that change or add a setting of a layer.
   * @param argument the index of the config among the call's arguments
   * @returns undefined where the text does not show where that would be
   */
  change(layer: CallPlace, name: string, change: SettingChange, argument = 0): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && changeSetting(this.files.tracer, call, name, change, argument);
  }

  /** The edits that set it in the call's own config, even where a shared one sets it, so that no other call changes. */
  override(layer: CallPlace, name: string, text: string): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && overrideSetting(this.files.tracer, call, name, text);
  }

  /** The edits that rename a setting of a call where it is given. */
  renameSetting(place: CallPlace, name: string, newName: string, argument = 0): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && renameSetting(this.files.tracer, call, name, newName, argument);
  }

  /** The edits that take a setting out of the call's own config; undefined where that does not set it. */
  remove(layer: CallPlace, name: string): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && removeProperty(call, name);
  }

  /** The edits that take a setting of a training call out wherever it is given; `argument` is the config's index. */
  removeSetting(place: CallPlace, name: string, argument: number): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && removeSetting(this.files.tracer, call, name, argument);
  }

  /**
   * The text that makes the optimizer of a training. The place is the call of `compile`, of the optimizer, or of a
   * step.
   */
  optimizer(training: CallPlace): OptimizerText | undefined {
    const call = this.files.call(training);
    return call && optimizerOf(this.files.tracer, call);
  }

  /** The learning rate that an optimizer gets by its name alone. */
  usualRate({ name }: OptimizerText): number | undefined {
    return usualRates.get(name);
  }

  /** The edits that change the learning rate where it is defined. */
  changeRate(optimizer: OptimizerText, rate: number): readonly TextEdit[] | undefined {
    return changeRate(this.files.tracer, optimizer, rate);
  }

  /** The edits that hand the gradients of a call to an optimizer; undefined where the code does so, or drops them. */
  applyGradients(computed: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(computed);
    return call && applyGradients(this.files.tracer, call);
  }

  /** The edits that let a clip leave gradients of both signs; undefined where it does not cut at 0. */
  clipBothSides(clip: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(clip);
    return call && clipBothSides(this.files.tracer, call);
  }

  /** The edits that let a step of a loop train every variable; undefined where it gets no list of them. */
  removeVariableList(step: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(step);
    return call && removeVariableList(call);
  }

  /** @returns undefined where the file has no name for `tf.train` */
  changeOptimizer(optimizer: OptimizerText, name: string, rate: number): readonly TextEdit[] | undefined {
    return changeOptimizer(optimizer, name, rate);
  }

  /** The edits that put new layers after one, in that order; undefined where its call goes out of sight. */
  insertAfter(layer: CallPlace, ...texts: readonly string[]): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && insertAfter(call, texts);
  }

  /** The edits that put a new layer before one; undefined where its call goes out of sight. */
  insertBefore(layer: CallPlace, text: string): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && insertBefore(call, text);
  }

  /** The edits that call a method on an argument of a call: `x` becomes `x.div(255)`. */
  wrapArgument(
    place: CallPlace,
    index: number,
    suffix: string,
    part?: PartOfArgument,
  ): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && wrapArgument(call, index, suffix, part);
  }

  /** The edits that call a method on the real examples which an argument joins with those of a generator. */
  scaleRealPart(place: CallPlace, index: number, suffix: string): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && scaleRealPart(call, index, suffix);
  }

  /** The number by which a call multiplies a tensor, or one before it in its chain of methods. */
  factor(made: CallPlace): DefinedNumber | undefined {
    const call = this.files.call(made);
    return call && factorOf(this.files.tracer, call);
  }

  /** The depth of the one-hot rows that a call makes, as the last of a chain of methods or before others. */
  oneHotDepth(made: CallPlace): DefinedNumber | undefined {
    const call = this.files.call(made);
    return call && oneHotDepth(this.files.tracer, call);
  }

  /** The edits that call a method on the tensor that a call makes. */
  wrapTensor(made: CallPlace, suffix: string): readonly TextEdit[] | undefined {
    const call = this.files.call(made);
    return call && wrapTensor(call, suffix);
  }

  /** The edits that take an operation such as `sigmoid` out of an expression; undefined for a call of another one. */
  removeOperation(made: CallPlace, name: string): readonly TextEdit[] | undefined {
    const call = this.files.call(made);
    return call && removeOperation(call, name);
  }

  /** The edits that shuffle two lists of a file by one order, for each two that it shuffles apart. */
  shuffleTogether(file: string): readonly (readonly TextEdit[])[] {
    const parsed = this.files.file(file);
    return parsed ? shuffleTogether(parsed) : [];
  }

  /** The edits that take over the rows what a file's code takes along each row, for each function that does. */
  statisticsOverRows(file: string): readonly (readonly TextEdit[])[] {
    const parsed = this.files.file(file);
    return parsed ? takeStatisticsOverRows(parsed) : [];
  }

  /** The edits that keep the last part of a joined table from a function of the file, for each call on such a table. */
  leaveLastPartOut(file: string): readonly (readonly TextEdit[])[] {
    const parsed = this.files.file(file);
    return parsed ? leaveLastPartOut(parsed) : [];
  }

  /** The edits that take away what scales the tensor that a call makes; undefined where nothing does. */
  removeScaling(made: CallPlace): RemovedScaling | undefined {
    const call = this.files.call(made);
    return call && removeScaling(call);
  }

  /** The divisions by a number in the chain of methods that ends in a call, the last one first. */
  divisions(made: CallPlace): readonly Division[] {
    const call = this.files.call(made);
    return call ? divisionsOf(this.files.tracer, call) : [];
  }

  /** The edits that turn whole numbers into floats before the chain of methods that a call is in divides them. */
  divideAsFloats(made: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(made);
    return call && divideAsFloats(call);
  }

  /** The edits that hand an argument of a call to a function: `fit(x, y)` becomes `fit(wrapper(x), y)`. */
  wrapArgumentByCall(place: CallPlace, index: number, wrapper: string): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && wrapArgumentByCall(call, index, wrapper);
  }

  /** The edits that hand a call's first two arguments to a function and take its two results instead. */
  wrapArguments(place: CallPlace, wrapper: string): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && wrapArguments(call, wrapper);
  }

  /** The edits that hand what makes a layer to a function: `new Rounded({})` becomes `wrapper(new Rounded({}))`. */
  wrapLayerMaker(layer: CallPlace, wrapper: string): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && wrapLayerMaker(call, wrapper);
  }

  /**
   * The edits that start a `tf.variable` at normal random numbers of a standard deviation; without one, of the
   * deviation that the code computes from the shape as Glorot and Bengio do.
   */
  changeVariableStart(made: CallPlace, deviation: string | undefined): readonly TextEdit[] | undefined {
    const call = this.files.call(made);
    return call && changeVariableStart(this.files.tracer, call, deviation);
  }

  /**
   * The edits that take out the declaration of what a call makes, with all that is computed from it; undefined where
   * something reads the result.
   */
  removeUnread(made: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(made);
    return call && removeUnread(call);
  }

  /** The edits that make weights once, this many functions further out; undefined where some cannot stand there. */
  makeOnce(made: readonly CallPlace[], level: number): readonly TextEdit[] | undefined {
    const calls = made.flatMap((place) => this.files.call(place) ?? []);
    return calls.length < made.length ? undefined : makeOnce(calls, level);
  }

  /** The edits that list the weights of layers which a layer makes itself; undefined where these are in no field. */
  listInnerLayers(made: readonly CallPlace[]): readonly TextEdit[] | undefined {
    const calls = made.flatMap((place) => this.files.call(place) ?? []);
    return calls.length < made.length ? undefined : listInnerLayers(calls);
  }

  /** The edits that take out the statements which set a layer's weights by hand. */
  removeSetWeights(layer: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && removeSetWeights(call);
  }

  /** The operations of a file's functions that round what they are given. */
  roundings(file: string): readonly Rounding[] {
    const parsed = this.files.file(file);
    return parsed ? roundingsOf(parsed) : [];
  }

  /** The edits that swap the first two arguments of a call. */
  swapArguments(place: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && swapArguments(call);
  }

  /** The edits that swap the two parameters of the function at a place. */
  swapParameters({ file, range }: Location): readonly TextEdit[] | undefined {
    const parsed = this.files.file(file);
    return parsed && swapParameters(parsed, range.start);
  }

  /** The edits that replace a softmax by hand by tfjs's own, in the function at a place. */
  useTfSoftmax({ file, range }: Location): readonly TextEdit[] {
    const parsed = this.files.file(file);
    return parsed ? useTfSoftmax(parsed, range.start) : [];
  }

  /** The edits that let a softmax by hand sum over the classes of each row, in the function around a call. */
  sumOverLastAxis(divided: CallPlace): readonly TextEdit[] {
    const call = this.files.call(divided);
    return call ? sumOverLastAxis(this.files.tracer, call) : [];
  }

  /** The edits of a call of `sum` or `mean`. */
  changeSum(place: CallPlace, to: SumChange): readonly TextEdit[] {
    const call = this.files.call(place);
    return call ? changeSum(call, to) : [];
  }

  /** The name of the function that a call calls: `fit` in `model.fit(x, y)`. */
  calleeName(place: CallPlace): string | undefined {
    const call = this.files.call(place);
    return call && calleeName(call.node).getText(call.parsed.source);
  }

  /** The edits that turn the side of an operation that is a list of numbers into a column. */
  giveOneShape(place: CallPlace, shapes: readonly (readonly number[])[]): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && giveOneShape(call, shapes);
  }

  /** The edits that turn the side of an operation that holds class numbers into one column for each class. */
  oneHotSide(place: CallPlace, shapes: readonly (readonly number[])[]): readonly TextEdit[] | undefined {
    const call = this.files.call(place);
    return call && oneHotSide(call, shapes);
  }

  /** The edits that add a layer's input to its output; undefined for other styles than the functional one. */
  addResidual(layer: CallPlace): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && addResidual(call);
  }

  /** The edits that replace the part of tfjs that a call calls, for instance by `['layers', 'gru']`. */
  renameCallee(layer: CallPlace, path: readonly string[]): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && renameCallee(call, path);
  }

  /** The edits that make another layer in its place, such as `['layers', 'leakyReLU']`, given this setting or none. */
  replaceLayer(layer: CallPlace, path: readonly string[], setting?: string): readonly TextEdit[] | undefined {
    const call = this.files.call(layer);
    return call && replaceLayer(call, path, setting);
  }

  /** The edits that put a call of `wrapper`, a function of the file, around an optimizer. */
  wrapOptimizer(optimizer: OptimizerText, wrapper: string, more: string): readonly TextEdit[] | undefined {
    return wrapOptimizer(optimizer, wrapper, more);
  }

  /** The edit that adds a function below the imports of a file; none where it has one of that name. */
  addFunction(file: string, name: string, text: string): readonly TextEdit[] {
    const parsed = this.files.file(file);
    return parsed ? addFunction(parsed, name, text) : [];
  }

  /** The edits that keep logarithms, roots and quotients from zero, in the function at a place or else in the file. */
  addEpsilon({ file, range }: Location, epsilon: string): readonly TextEdit[] {
    const parsed = this.files.file(file);
    return parsed ? addEpsilon(parsed, range, epsilon) : [];
  }

  /**
   * The text by which a file reaches a part of tfjs, such as `['layers', 'dense']`; undefined where it has no name for
   * it.
   */
  tfName(file: string, path: readonly string[]): string | undefined {
    const parsed = this.files.file(file);
    return parsed && tfName(parsed, path);
  }

  /** A string in the quotes of a file. */
  quote(file: string, value: string): string {
    return quoted(value, this.files.file(file)?.text ?? '');
  }
}
