/** Gives layers an input shape or a weight shape where user code has only stand-ins or none, and notes the shape. */

import { partLeftOut } from '../../report/report';
import { usualInputShape, usualNumber } from '../../report/usual-values';
import { isContainer, type Layer, methodsOf, type Model, modelParts, partsOf } from '../tfjs/internals';
import { builtOnAnother } from '../protocol/result';
import { NeedsWeights } from './model-loaders';
import type { Recorder } from '../recording/recorder';
import { missingPart } from '../sandbox/missing-parts';
import { isStandIn, fixStandInNumber, standInName, standInNumber } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

/**
 * Wraps `Sequential.add` and `Layer.apply`. Called once in the life of a worker.
 * @param noteMissing receives a first layer that gives no shape, and the shape of the data that the code trains it on,
 *   where it is known
 */
export function installInputShapes(
  recorder: Recorder,
  isGuarded: boolean,
  noteMissing: (layer: Layer, shape: readonly number[] | undefined) => void,
): void {
  const methods = methodsOf(tf.Sequential.prototype);
  const add = methods.add as unknown as (layer: Layer) => void;
  methods.add = function (this: Model, layer: Layer) {
    if (isStandIn(layer)) {
      const part = missingPart(layer);
      if (!part || modelParts(this).outputs.length === 0)
        throw new NeedsWeights(standInName(layer), recorder.framesIn(new Error().stack ?? ''), builtOnAnother);
      recorder.assumeOf(this, [partLeftOut(part.name)]);
      return;
    }
    if (modelParts(this).outputs.length === 0 && !isContainer(layer)) {
      const given = recorder.shapeGiven(this);
      const ofData = given ? undefined : recorder.openShapes.ofNext();
      const givesNone = partsOf(layer).batchInputShape === undefined;
      const shape = assumeShape(layer, given?.shape ?? ofData);
      if (shape && given?.isAssumed !== false) recorder.assume(this, `inputShape = [${shape.join(', ')}]`);
      if (shape && !given) recorder.openShapes.note(this);
      if (shape && !given && (givesNone || ofData)) noteMissing(layer, ofData);
    }
    add.call(this, layer);
  };
  installSymbolicInputs(recorder);
  installWeightShapes(recorder, isGuarded);
}

/**
 * Fills in sizes in the weight shapes of custom layers: for stand-ins, and for numbers that failed code would have set.
 */
function installWeightShapes(recorder: Recorder, isGuarded: boolean): void {
  const methods = methodsOf(tf.layers.Layer.prototype);
  const addWeight = methods.addWeight as unknown as (name: unknown, shape: unknown, ...rest: unknown[]) => unknown;
  methods.addWeight = function (this: Layer, name: unknown, shape: unknown, ...rest: unknown[]) {
    const isOpen = (size: unknown): boolean =>
      isStandIn(size) || (isGuarded && (size === undefined || Number.isNaN(size)));
    if (!Array.isArray(shape) || !shape.some(isOpen)) return addWeight.call(this, name, shape, ...rest);
    const sizes = shape.map((size: unknown) => (isOpen(size) ? fixStandInNumber(size, standInNumber) : size));
    recorder.assumeOf(this, [`shape of ${String(name)} = [${sizes.join(', ')}]`]);
    return addWeight.call(this, name, sizes, ...rest);
  };
}

type Applied = tf.SymbolicTensor | tf.Tensor;

const substitutes = new WeakSet<object>();

/** Whether the probe made the input in place of a stand-in. */
export function isSubstitute(input: tf.SymbolicTensor): boolean {
  return substitutes.has(input);
}

/**
 * Applies layers and models to a symbolic input in place of a stand-in: what the part that it stands for was given, or
 * an input of its own, one and the same for each stand-in.
 */
function installSymbolicInputs(recorder: Recorder): void {
  const methods = methodsOf(tf.layers.Layer.prototype);
  const apply = methods.apply as unknown as (inputs: unknown, kwargs?: unknown) => Applied | Applied[];
  const made = new WeakMap<object, tf.SymbolicTensor>();
  const symbolFor = (layer: Layer, given: unknown, index: number): unknown => {
    if (!isStandIn(given)) return given;
    const known = made.get(given as object);
    if (known) return known;
    const part = missingPart(given);
    if (part) recorder.assumeOf(layer, [partLeftOut(part.name)]);
    // What the missing part was given goes on as if it changed nothing.
    if (part && part.tensors.length > 0) return part.tensors[0];
    const shape = isContainer(layer)
      ? modelParts(layer)
          .inputs[index]?.shape.slice(1)
          .map((size) => size ?? usualNumber)
      : undefined;
    const input = tf.input({ shape: shape ?? [...usualShape(layer)] });
    recorder.assumeOf(input.sourceLayer, [
      `input of ${recorder.nameOf(layer.name)} = [${(shape ?? usualShape(layer)).join(', ')}]`,
    ]);
    made.set(given as object, input);
    substitutes.add(input);
    return input;
  };
  methods.apply = function (this: Layer, inputs: unknown, kwargs?: unknown) {
    const list = Array.isArray(inputs) ? (inputs as unknown[]) : [inputs];
    if (!list.some(isStandIn)) return apply.call(this, inputs, kwargs);
    const symbols = list.map((given, index) => symbolFor(this, given, index));
    return apply.call(this, Array.isArray(inputs) ? symbols : symbols[0], isStandIn(kwargs) ? undefined : kwargs);
  };
}

/** The inputs that the outputs depend on, in the order in which a walk back from the outputs meets them. */
export function inputsOf(outputs: readonly tf.SymbolicTensor[]): tf.SymbolicTensor[] {
  const found = new Set<tf.SymbolicTensor>();
  const seen = new Set<tf.SymbolicTensor>();
  const visit = (tensor: tf.SymbolicTensor): void => {
    if (seen.has(tensor)) return;
    seen.add(tensor);
    const node = partsOf(tensor.sourceLayer).inboundNodes[tensor.nodeIndex];
    if (node.inboundLayers.length === 0) found.add(tensor);
    else node.inputTensors.forEach(visit);
  };
  outputs.forEach(visit);
  return [...found];
}

function usualShape(layer: Layer): number[] {
  const parts = partsOf(layer);
  // A wrapper takes the same inputs as the layer in it.
  const name =
    parts.layer && !/TimeDistributed|Bidirectional/.test(parts.getClassName())
      ? partsOf(parts.layer).getClassName()
      : parts.getClassName();
  return usualInputShape(name);
}

/**
 * Sets the input shape of a layer that has none, or one with open sizes.
 * @param given by a directive or a pinned value
 * @returns the shape; undefined where the layer keeps its own
 */
function assumeShape(layer: Layer, given: readonly number[] | undefined): (number | null)[] | undefined {
  const parts = partsOf(layer);
  if (parts.inboundNodes.length > 0) return undefined;
  const known = parts.batchInputShape;
  if (known?.every((size) => size === null || (typeof size === 'number' && Number.isFinite(size)))) return undefined;
  const usual = given ?? usualInputShape(parts.getClassName());
  const shape = Array.from(known?.slice(1) ?? usual, (size, i) =>
    typeof size === 'number' && Number.isFinite(size) ? size : (usual[i] ?? usualNumber),
  );
  parts.batchInputShape = [null, ...shape];
  parts.dtype ??= 'float32';
  return shape;
}
