/**
 * Taps every layer: notes its inputs and outputs in the forward pass, so that tfjs gives their gradients in the
 * backward pass.
 *
 * A tap adds no operation. It puts the output itself on the list of tensors that tfjs is asked gradients for, and tfjs
 * hands out the gradient that it has accumulated there anyway. Only where a tensor has several readers does a layer get
 * a copy of its input: the gradient of the copy is this layer's own share.
 */

import {
  engine,
  isContainer,
  type Layer,
  type LayerParts,
  methodsOf,
  type Model,
  partsOf,
  type Tensor,
  tensorsIn,
} from '../tfjs/internals';
import { cellsOf, hasOwnCells, wrappedBy } from '../tfjs/layer-facts';
import { noteGiven } from '../tape/model-calls';
import type { LayerTrace, StepTrace } from './step-trace';
import * as tf from '../tfjs/tf';

/** What the taps need from the meter. */
export interface TapPolicy {
  /** The step being measured; taps do nothing where there is none. */
  readonly trace: StepTrace | undefined;
  /** The model that user code knows. */
  outermost(model: Model): Model;
  /** Whether the layer needs copies of its inputs in this step. */
  tapsInputs(layer: Layer): boolean;
  /** Called with each output while it exists. */
  sample(layer: Layer, output: Tensor): void;
  /** Tells that a wrapper runs these layers, which tfjs made for it or user code gave it. */
  adopt(layer: Layer, wrapped: readonly Layer[]): void;
}

type Call = LayerParts['call'];

/** Wraps `Layer.apply` and the ways to run a model. Called once in the life of a worker. */
export function installTaps(policy: TapPolicy): void {
  const layerMethods = methodsOf(tf.layers.Layer.prototype);
  const apply = layerMethods.apply as unknown as Call;
  layerMethods.apply = function (this: Layer, inputs: Tensor | Tensor[], kwargs: unknown) {
    const { trace } = policy;
    if (tensorsIn(inputs).length === 0) return apply.call(this, inputs, kwargs);
    if (isContainer(this)) return runModel(policy, this, inputs, () => apply.call(this, inputs, kwargs));
    if (!trace) return apply.call(this, inputs, kwargs);
    return tap(policy, trace, this, inputs, (given) => apply.call(this, given, kwargs));
  };

  // A custom layer may also run a model by `call`, and a loss function by `predict`.
  for (const [prototype, name] of [
    [tf.LayersModel.prototype, 'call'],
    [tf.Sequential.prototype, 'call'],
    [tf.LayersModel.prototype, 'predictLoop'],
  ] as const) {
    const run = methodsOf(prototype)[name];
    methodsOf(prototype)[name] = function (this: Model, ...values: never[]) {
      return runModel(policy, this, values[0], () => run.apply(this, values));
    };
  }
}

function runModel<T>(policy: TapPolicy, model: Model, inputs: unknown, run: () => T): T {
  const { trace } = policy;
  if (trace) return trace.inModel(policy.outermost(model), inputs, run);
  const result = run();
  noteGiven(model, result);
  return result;
}

function tap(
  policy: TapPolicy,
  trace: StepTrace,
  layer: Layer,
  inputs: Tensor | Tensor[],
  run: (given: Tensor | Tensor[]) => Tensor | Tensor[],
): Tensor | Tensor[] {
  listenInside(policy, layer);
  const tape = engine.state.activeTape ?? [];
  const tapeStart = tape.length;
  const inputTaps: Tensor[] = [];
  const copies = policy.tapsInputs(layer);
  const give = (input: Tensor): Tensor => {
    if (!copies || input.dtype !== 'float32' || !isComputed(input)) return input;
    const copy = copyOf(input);
    inputTaps.push(copy);
    trace.want(copy);
    return copy;
  };
  const given = Array.isArray(inputs) ? inputs.map(give) : give(inputs);
  // The ids are read before the call, because nested models dispose of tensors during it.
  const inputIds = tensorsIn(inputs).map((input) => input.id);

  const open = trace.owner().layers.get(layer) ?? { layer, calls: [], cellOutputs: [], composite: false };
  const outer = trace.open.at(-1);
  if (outer) outer.composite = true;
  trace.open.push(open);
  let result: Tensor | Tensor[];
  try {
    result = run(given);
  } finally {
    trace.open.pop();
  }
  const outputs = [...new Set(tensorsIn(result))];
  outputs.forEach((output, i) => {
    trace.want(output);
    if (i === 0) policy.sample(layer, output);
  });
  const noted = trace.owner().of(layer);
  noted.composite ||= open.composite;
  noted.leak ??= open.leak;
  noted.reads ??= open.reads;
  noted.cellOutputs.push(...(noted === open ? [] : open.cellOutputs));
  noted.calls.push({ inputs: inputIds, inputTaps, outputs, tapeStart, tapeEnd: tape.length });
  return result;
}

/** Whether an operation of this step made the tensor, so that gradients reach it; they do not reach data. */
function isComputed(tensor: Tensor): boolean {
  return (engine.state.activeTape ?? []).some((node) => node.outputs.some((output) => output.id === tensor.id));
}

function copyOf(input: Tensor): Tensor {
  const copy = input.clone();
  copy.kerasMask = input.kerasMask;
  return copy;
}

const listened = new WeakSet<Layer>();

/** Taps what wrappers and recurrent layers hold: they run it by `call`, not by `apply`. */
function listenInside(policy: TapPolicy, layer: Layer): void {
  if (listened.has(layer)) return;
  listened.add(layer);
  const wrapped = wrappedBy(layer);
  if (wrapped.length > 0) policy.adopt(layer, wrapped);
  for (const inner of wrapped) {
    replaceCall(inner, (call, inputs, kwargs) => {
      const { trace } = policy;
      if (!trace || trace.open.at(-1)?.layer === inner) return call(inputs, kwargs);
      return tap(policy, trace, inner, inputs, (given) => call(given, kwargs));
    });
  }
  const [cell, ...stacked] = cellsOf(layer);
  const separate = hasOwnCells(layer);
  if (cell as Layer | undefined) {
    replaceCall(cell, (call, inputs, kwargs) => {
      const { trace } = policy;
      if (!trace) return call(inputs, kwargs);
      const recurrent: LayerTrace | undefined = trace.open.at(-1);
      const run = (given: Tensor | Tensor[]): Tensor | Tensor[] => call(given, kwargs);
      const result = separate && stacked.length === 0 ? tap(policy, trace, cell, inputs, run) : run(inputs);
      const output = tensorsIn(result).at(0);
      if (output) {
        recurrent?.cellOutputs.push(output);
        trace.want(output);
      }
      return result;
    });
  }
  for (const inner of stacked) {
    replaceCall(inner, (call, inputs, kwargs) => {
      const { trace } = policy;
      return trace ? tap(policy, trace, inner, inputs, (given) => call(given, kwargs)) : call(inputs, kwargs);
    });
  }
}

function replaceCall(
  layer: Layer,
  wrapper: (call: Call, inputs: Tensor | Tensor[], kwargs: unknown) => Tensor | Tensor[],
): void {
  const parts = partsOf(layer) as { call: Call };
  const call = parts.call.bind(layer);
  parts.call = (inputs, kwargs) => wrapper(call, inputs, kwargs);
}
