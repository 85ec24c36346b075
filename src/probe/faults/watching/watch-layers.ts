/** Watches the calls that user code makes of layers: apply, setWeights, model.add and getLayer. */

import type { Recorder } from '../../recording/recorder';
import { sandboxError } from '../../sandbox/sandbox-errors';
import { isStandIn } from '../../sandbox/stand-in';
import { type Layer, methodsOf, type Model, modelParts, partsOf } from '../../tfjs/internals';
import { isOwnClass } from '../../tfjs/layer-facts';
import * as tf from '../../tfjs/tf';
import { namedLayer, inputShapes, layersLeadingTo } from '../layers-on-the-way';
import type { OwnFaults } from '../own-faults';
import { givesNoTensor } from '../own-layers';
import { holdsOtherCount, targetShapeOf } from '../reshape-sizes';
import type { Refusal } from '../complaints/refused-call';
import { uncalledFunction } from './uncalled-functions';
import { callingFrames, watchCall } from './watch-calls';
import { watchFreezing } from './watch-freezing';

/** Wraps the methods of tfjs's layers. Called once in the life of a worker. */
export function watchLayers(faults: () => OwnFaults, recorder: Recorder): void {
  watchFreezing(faults, recorder);
  watchApply(faults, recorder);
  watchSetter(tf.layers.Layer.prototype, 'setWeights', faults, (layer) => ({
    call: { call: 'setWeights', layer: namedLayer(layer, recorder) },
    callFrames: callingFrames(recorder),
  }));
  watchSetter(tf.Sequential.prototype, 'add', faults, (_, layer) => addRefusal(layer, recorder));
  watchGetLayer(faults, recorder);
}

function watchApply(faults: () => OwnFaults, recorder: Recorder): void {
  const layers = methodsOf(tf.layers.Layer.prototype);
  const apply = layers.apply as unknown as (inputs: unknown, kwargs?: unknown) => unknown;
  layers.apply = function (this: Layer, inputs: unknown, kwargs?: unknown) {
    return watchCall(
      faults,
      () => {
        const wasBuilt = this.built;
        const result = apply.call(this, inputs, kwargs);
        if (!wasBuilt && partsOf(this).trainableWeights.length > 0) faults().noteBuiltLayer();
        noteUnfitReshape(this, inputs, faults(), recorder);
        if ((result === undefined || result === null) && isOwnClass(this)) throw new TypeError(givesNoTensor);
        return result;
      },
      () => applyRefusal(this, inputs, recorder),
    );
  };
}

function applyRefusal(layer: Layer, inputs: unknown, recorder: Recorder): Refusal {
  const targetShape = targetShapeOf(layer);
  return {
    call: {
      call: 'apply',
      layer: namedLayer(layer, recorder),
      ...inputShapes(inputs, recorder),
      ...(targetShape && { targetShape }),
    },
    callFrames: callingFrames(recorder),
    madeAt: recorder.framesOf(layer),
    isOwnClass: isOwnClass(layer),
    ...layersLeadingTo(inputs, recorder),
  };
}

/** While a graph is built, tfjs does not compare the sizes of a reshape layer, so that nothing would tell its line. */
function noteUnfitReshape(layer: Layer, inputs: unknown, faults: OwnFaults, recorder: Recorder): void {
  const [input] = (Array.isArray(inputs) ? inputs : [inputs]) as unknown[];
  if (!(input instanceof tf.SymbolicTensor)) return;
  const target = targetShapeOf(layer);
  if (target && holdsOtherCount(input.shape, target)) faults.noteUnfit(layer, applyRefusal(layer, inputs, recorder));
}

/** Watches a method that takes one value and gives nothing back. */
function watchSetter(
  prototype: object,
  name: 'setWeights' | 'add',
  faults: () => OwnFaults,
  refusal: (receiver: Layer, value: unknown) => Refusal,
): void {
  const methods = methodsOf(prototype);
  const set = methods[name] as unknown as (value: unknown) => void;
  methods[name] = function (this: Layer, value: unknown) {
    watchCall(
      faults,
      () => {
        set.call(this, value);
      },
      () => refusal(this, value),
    );
  };
}

function watchGetLayer(faults: () => OwnFaults, recorder: Recorder): void {
  for (const prototype of [tf.LayersModel.prototype, Object.getPrototypeOf(tf.LayersModel.prototype) as object]) {
    const methods = methodsOf(prototype);
    if (!Object.hasOwn(prototype, 'getLayer')) continue;
    const getLayer = methods.getLayer as unknown as (...values: unknown[]) => unknown;
    methods.getLayer = function (this: Model, ...values: unknown[]) {
      return watchCall(
        faults,
        () => {
          try {
            return getLayer.apply(this, values);
          } catch (error) {
            // In its own run the code may well find the layer, if here only a stand-in gives the name.
            throw values.some(isStandIn) && error instanceof Error ? sandboxError(error) : error;
          }
        },
        () => ({
          call: { call: 'getLayer', names: modelParts(this).layers.map((layer) => recorder.nameOf(layer.name)) },
          callFrames: callingFrames(recorder),
        }),
      );
    };
  }
}

/** Describes a refused `model.add`; its argument may be no layer at all. */
function addRefusal(layer: unknown, recorder: Recorder): Refusal {
  const callFrames = callingFrames(recorder);
  if (layer instanceof tf.layers.Layer)
    return {
      call: { call: 'model.add', layer: namedLayer(layer, recorder) },
      callFrames,
      madeAt: recorder.framesOf(layer),
      ...layersLeadingTo(partsOf(layer).inboundNodes.at(0)?.inputTensors, recorder),
    };
  const call = { call: 'model.add' };
  const factory = uncalledFunction('layers', layer);
  if (factory !== undefined)
    return {
      call,
      callFrames,
      complaint: {
        code: 'setting',
        message:
          `tf.layers.${factory} is not called, so that model.add gets a function. ` + `Write tf.layers.${factory}(…).`,
      },
    };
  if (layer instanceof tf.SymbolicTensor)
    return {
      call,
      callFrames,
      complaint: {
        code: 'setting',
        message:
          'model.add takes layers, but gets what tf.input or apply gives. Give the first layer an inputShape ' +
          'instead, or build the model by tf.model({inputs, outputs}).',
      },
    };
  return { call, callFrames };
}
