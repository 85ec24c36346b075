/** Types the inner parts of tfjs 4.22 that the probe reads or wraps: the one door into them. */

import * as tf from './tf';

export type Tensor = tf.Tensor;
export type Variable = tf.Variable;
export type Model = tf.LayersModel;
export type Layer = tf.layers.Layer;

/** One recorded operation of a forward pass. */
export interface TapeNode {
  readonly kernelName?: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
  readonly saved: readonly Tensor[];
  /** Gives for each input a function that computes the gradient there; missing where the operation has none. */
  gradient?: (dys: Tensor[]) => Record<string, () => Tensor>;
}

/** What the engine runs: a kernel by its name, or an operation with a gradient of its own, which has no name. */
export interface KernelCall {
  readonly kernelName?: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
}

export interface Scope {
  readonly id: number;
  readonly track: Tensor[];
}

export interface Gradients {
  readonly value: Tensor;
  readonly grads: Tensor[];
}

export interface Engine {
  readonly state: {
    activeTape: TapeNode[] | null;
    gradientDepth: number;
    kernelDepth: number;
    numTensors: number;
    readonly activeScope: { readonly name: string } | null;
    readonly registeredVariables: Readonly<Record<string, Variable>>;
    readonly tensorInfo: WeakMap<object, { readonly backend: unknown }>;
  };
  runKernelFunc(call: KernelCall): Tensor | Tensor[];
  /** Gives each tensor the id after the last one. */
  nextTensorId(): number;
  startScope(name?: string): void;
  endScope(result?: unknown): void;
  gradients(f: () => Tensor, xs: Tensor[], dy?: Tensor, allowNoGradients?: boolean): Gradients;
  keep(tensor: Tensor): Tensor;
  makeVariable(value: Tensor, trainable?: boolean, name?: string, dtype?: tf.DataType): Variable;
  disposeVariables(): void;
}

/** A layer's weight: tfjs-layers wraps the engine's variable. */
export interface LayerWeight {
  readonly originalName: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly val: Variable;
}

interface Named {
  getClassName(): string;
}

/** What layers have beyond their public types; each property only on the layers that have it. */
export interface LayerParts {
  readonly name: string;
  readonly built: boolean;
  readonly trainable: boolean;
  readonly weights: readonly LayerWeight[];
  readonly trainableWeights: readonly LayerWeight[];
  batchInputShape?: (number | null)[];
  dtype?: string;
  readonly outputShape: unknown;
  readonly inboundNodes: readonly {
    readonly inboundLayers: readonly Layer[];
    readonly inputTensors: readonly tf.SymbolicTensor[];
    readonly outputTensors: readonly tf.SymbolicTensor[];
  }[];
  readonly outboundNodes: readonly { readonly outboundLayer: Layer }[];
  readonly activation?: Named | null;
  readonly kernelInitializer?: Named | null;
  readonly depthwiseInitializer?: Named | null;
  readonly inputDim?: number;
  /** Dropout. */
  readonly rate?: number;
  readonly kernelRegularizer?: object | null;
  readonly biasRegularizer?: object | null;
  readonly recurrentRegularizer?: object | null;
  readonly activityRegularizer?: object | null;
  /** Recurrent layers, and StackedRNNCells. */
  readonly cell?: Layer;
  readonly cells?: readonly Layer[];
  readonly returnSequences?: boolean;
  /** Wrappers. */
  readonly layer?: Layer;
  readonly forwardLayer?: Layer;
  readonly backwardLayer?: Layer;
  getClassName(): string;
  call(inputs: Tensor | Tensor[], kwargs: unknown): Tensor | Tensor[];
}

export type TrainFunction = (data: Tensor[]) => tf.Scalar[];

/** What models have beyond their public types. */
export interface ModelParts {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly inputs: readonly tf.SymbolicTensor[];
  readonly outputs: readonly tf.SymbolicTensor[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputLayers: readonly Layer[];
  readonly optimizer: tf.Optimizer | undefined;
  /** The field behind `optimizer`, which the train function reads. */
  optimizer_?: tf.Optimizer;
  readonly loss: unknown;
  readonly lossFunctions?: readonly unknown[];
  readonly metricsNames: readonly string[];
  readonly metricsTensors: readonly unknown[];
  readonly stateful: boolean;
  /** Null until the constructor has ended. */
  readonly _refCount: number | null;
  readonly isTraining: boolean;
  readonly trainableWeights: readonly LayerWeight[];
  /** What `compile` found trainable. `fit` trains it even if it is frozen afterwards. */
  readonly collectedTrainableWeights?: readonly LayerWeight[];
  /** Only Sequential: the functional model that does its work, which `build` makes. */
  model?: Model;
  history: unknown;
  build(): void;
  makeTrainFunction(): TrainFunction;
  getDedupedMetricsNames(): string[];
  standardizeUserData(
    x: unknown,
    y: unknown,
    sampleWeight: unknown,
    classWeight: unknown,
    checkBatchAxis: boolean,
    batchSize?: number,
  ): Promise<[Tensor[], Tensor[], Tensor[] | null]>;
}

export const engine = tf.engine() as unknown as Engine;

/** The layer's class name, such as `Dense`; for a custom layer without one, the name of its JavaScript class. */
export function classNameOf(layer: Layer): string {
  const name: unknown = layer.getClassName();
  return typeof name === 'string' ? name : layer.constructor.name;
}

/** A layer with the members that tfjs does not declare. */
export function partsOf(layer: Layer): LayerParts {
  return layer as unknown as LayerParts;
}

/** A model with the members that tfjs does not declare. */
export function modelParts(model: Model): ModelParts {
  return model as unknown as ModelParts;
}

/** A prototype's methods by name, for wrapping them. */
export function methodsOf(prototype: object): Record<string, (...values: never[]) => unknown> {
  return prototype as Record<string, (...values: never[]) => unknown>;
}

/** tfjs's Container: what Sequential and the functional models are made of. */
export const Container = Object.getPrototypeOf(tf.LayersModel) as { readonly prototype: Layer } & (new (
  ...values: never[]
) => Layer);

/** Whether a layer is a model itself, Sequential or functional. */
export function isContainer(layer: object): layer is Model {
  return layer instanceof Container;
}

/** Whether a value is a tensor, a variable too. */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof tf.Tensor;
}

/** Whether a tensor is a tf.variable, such as a weight. */
export function isVariable(value: Tensor): value is Variable {
  return value instanceof tf.Variable;
}

/** Tensors in a value that is one, an array of them, or neither. */
export function tensorsIn(value: unknown): Tensor[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isTensor);
}
