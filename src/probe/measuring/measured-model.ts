/** One model (or one set of loose layers and variables) under measurement: the numbers of its steps, and the raw model they end in. */

import type { BundleStack } from '../../report/position';
import type { Entry } from '../../report/report';
import { ForwardStatistics } from './forward-statistics';
import {
  classNameOf,
  type Layer,
  type LayerWeight,
  type Model,
  modelParts,
  partsOf,
  type Variable,
} from '../tfjs/internals';
import type { RawLayer, RawModel, RawWeight } from '../protocol/result';
import { activationOf, cellsOf, kernelInitializerOf, outputShapeOf, weightName } from '../tfjs/layer-facts';
import { distinctUnits } from './distinct-units';
import type { LayerNode } from './model-graph';
import type { OwnerTrace } from './step-trace';

/** What one step says of one weight. */
export interface WeightStep {
  readonly gradientL2: number;
  readonly l2: number;
  readonly updateRatio: number;
  /** Only in the first step. */
  readonly distinctUnits?: number | undefined;
}

/** What one step says of one layer. */
export interface LayerStep {
  readonly outputGradientL2: number;
  readonly backwardGain: number;
  readonly timeSteps?: readonly number[];
}

export interface StepNumbers {
  readonly loss: number;
  layer(layer: Layer): LayerStep;
  weight(variable: Variable): WeightStep;
  /** Whether the loss depends on it at all. */
  isConnected(variable: Variable): boolean;
}

interface WeightSeries extends Omit<RawWeight, 'distinctUnits'> {
  readonly variable: Variable;
  readonly gradientL2: number[];
  readonly l2: number[];
  readonly updateRatio: number[];
  /** Before the first step. */
  distinctAtStart: number;
}

interface LayerSeries {
  /** Undefined for a loose variable. */
  readonly layer: Layer | undefined;
  readonly facts: Omit<RawLayer, 'outputGradientL2' | 'backwardGain' | 'weights' | 'output' | 'timeSteps'>;
  readonly outputGradientL2: number[];
  readonly backwardGain: number[];
  readonly weights: WeightSeries[];
  readonly timeSteps: (readonly number[])[];
}

/** Where things were made and what they are called; the recorder knows. */
export interface Origins {
  stackOf(made: object): BundleStack;
  nameOf(name: string): string;
}

export class Subject {
  readonly losses: number[] = [];
  readonly assumed: string[] = [];
  /** Keys of the functions that the probe called to get at it. */
  readonly entries = new Set<string>();
  compiledAt: BundleStack = [];
  data: 'user' | 'synthetic' = 'user';
  loss = '';
  optimizer = '';
  learningRate = NaN;
  batchSize = 0;
  entry: Entry;
  /** Layers whose inputs are tapped, known after the first step. */
  inputTaps: ReadonlySet<Layer> | undefined;
  readonly #series: LayerSeries[] = [];
  readonly #statistics = new Map<Layer, ForwardStatistics>();
  /** Loose variables that the loss of some step depended on. */
  readonly connected = new Set<Variable>();

  constructor(
    readonly model: Model | undefined,
    public name: string,
    readonly stack: BundleStack,
    entry: Entry,
    readonly steps: number,
    readonly origins: Origins,
  ) {
    this.entry = entry;
  }

  get done(): boolean {
    return this.isPassedOver || this.losses.length >= this.steps || this.endedEarly || this.diverged;
  }

  /** Nobody asked for it: it is neither trained nor measured. */
  get isPassedOver(): boolean {
    return this.#isPassedOver;
  }
  #isPassedOver = false;

  passOver(): void {
    this.#isPassedOver = true;
  }

  get endedEarly(): boolean {
    return this.#endedEarly;
  }
  #endedEarly = false;

  /** Takes what has been measured for all there will be. */
  endEarly(reason: string): void {
    this.#endedEarly = true;
    this.assumed.push(reason);
  }

  /**
   * Nothing can change any more: no loss in two steps in a row, and a weight that it trains has become NaN, which no update can undo.
   * A loss of NaN alone says less: a batch may hold NaN, and a loop of the user's may leave such a step out.
   */
  get diverged(): boolean {
    if (this.losses.length < 2 || !this.losses.slice(-2).every((loss) => Number.isNaN(loss))) return false;
    return this.#series.some(({ weights }) =>
      weights.some(({ trainable, l2 }) => trainable && Number.isNaN(l2.at(-1))),
    );
  }

  /** No weight that is trained got any gradient in the last step, and none was changed. */
  get standsStill(): boolean {
    return this.#standsStill;
  }
  #standsStill = false;

  #stoodStill(): boolean {
    const trained = this.#series.flatMap(({ weights }) => weights.filter(({ trainable }) => trainable));
    // A weight that is all zeros has no ratio.
    return (
      trained.length > 0 &&
      trained.every(
        ({ gradientL2, updateRatio, l2 }) => gradientL2.at(-1) === 0 && (updateRatio.at(-1) === 0 || l2.at(-1) === 0),
      )
    );
  }

  /** Outputs are looked at in the first step, in the last ones and now and then between: of 30 steps in 7; and while it stands still, since any step may then be the last. */
  get samples(): boolean {
    const step = this.losses.length;
    return step % 8 === 0 || step >= this.steps - 3 || this.standsStill;
  }

  statisticsOf(layer: Layer): ForwardStatistics {
    let statistics = this.#statistics.get(layer);
    if (!statistics) this.#statistics.set(layer, (statistics = new ForwardStatistics(activationOf(layer))));
    return statistics;
  }

  /** Lays down the layers, in the first step. */
  define(graph: readonly LayerNode[], owner: OwnerTrace | undefined, loose: readonly Variable[]): void {
    const claimed = new Set<Variable>();
    const trained = this.#trained();
    for (const { layer, inputs } of graph) {
      // A layer within another comes first, so that each weight goes to the innermost layer that has it.
      const weights = partsOf(layer).weights.filter(({ val }) => !claimed.has(val));
      for (const { val } of weights) claimed.add(val);
      const output = owner?.layers.get(layer)?.calls[0].outputs.at(0);
      this.batchSize ||= output?.shape[0] ?? 0;
      const parts = partsOf(layer);
      this.#series.push({
        layer,
        facts: {
          name: this.origins.nameOf(parts.name),
          className: classNameOf(layer),
          stack: this.origins.stackOf(layer),
          outputShape: output ? outputShapeOf(layer, output) : [],
          parameters: weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0),
          // Freezing a model that the layer is part of does not freeze the layer itself.
          trainable:
            parts.trainable &&
            (weights.length === 0 || weights.some((weight) => weight.trainable && (trained?.has(weight.val) ?? true))),
          activation: activationOf(layer),
          kernelInitializer: kernelInitializerOf(layer),
          inputs,
        },
        outputGradientL2: [],
        backwardGain: [],
        weights: weights.map((weight) => weightSeries(weight, parts.trainable && (trained?.has(weight.val) ?? true))),
        timeSteps: [],
      });
    }
    for (const variable of loose) this.#series.push(variableSeries(variable, this.origins));
    this.inputTaps = new Set(graph.filter((node) => node.tapsInputs).map((node) => node.layer));
  }

  /** The variables that a compiled model trains: not those of a model within it that was frozen. Undefined for a hand-written loop. */
  #trained(): ReadonlySet<Variable> | undefined {
    if (!this.model || this.entry === 'loop') return undefined;
    const parts = modelParts(this.model);
    const collected = (parts.model ? modelParts(parts.model) : parts).collectedTrainableWeights;
    return collected && new Set(collected.map(({ val }) => val));
  }

  get defined(): boolean {
    return this.#series.length > 0;
  }

  add(numbers: StepNumbers): void {
    this.losses.push(numbers.loss);
    for (const series of this.#series) {
      for (const weight of series.weights) {
        const step = numbers.weight(weight.variable);
        weight.gradientL2.push(step.gradientL2);
        weight.l2.push(step.l2);
        weight.updateRatio.push(step.updateRatio);
        weight.distinctAtStart = step.distinctUnits ?? weight.distinctAtStart;
      }
      if (!series.layer && numbers.isConnected(series.weights[0].variable))
        this.connected.add(series.weights[0].variable);
      if (series.layer) {
        const step = numbers.layer(series.layer);
        series.outputGradientL2.push(step.outputGradientL2);
        series.backwardGain.push(series.facts.inputs.length > 0 ? step.backwardGain : NaN);
        if (step.timeSteps) series.timeSteps.push(step.timeSteps);
      } else {
        series.outputGradientL2.push(series.weights[0].gradientL2.at(-1) ?? NaN);
        series.backwardGain.push(NaN);
      }
    }
    this.#standsStill = this.#stoodStill();
  }

  /**
   * @param elsewhere loose variables that others have their gradient from: where the loss does not depend on them they are none of this one's
   * @param isOver otherwise more steps will come; what only the last of them tells is left out
   */
  result(elsewhere: ReadonlySet<Variable>, isOver: boolean): RawModel {
    const isOwn = ({ layer, weights }: LayerSeries): boolean =>
      layer !== undefined || this.connected.has(weights[0].variable) || !elsewhere.has(weights[0].variable);
    return {
      name: this.name,
      stack: this.stack,
      ...(this.compiledAt.length > 0 && { compiledAt: this.compiledAt }),
      entry: this.entry,
      assumed: this.assumed,
      ...(this.entries.size > 0 && { entries: [...this.entries] }),
      loss: this.loss,
      optimizer: this.optimizer,
      learningRate: this.learningRate,
      data: this.data,
      batchSize: this.batchSize,
      losses: this.losses,
      layers: this.#series.filter(isOwn).map((series) => this.#layerResult(series, isOver)),
    };
  }

  #layerResult(
    { layer, facts, outputGradientL2, backwardGain, weights, timeSteps }: LayerSeries,
    isOver: boolean,
  ): RawLayer {
    const statistics = layer && this.#statistics.get(layer);
    return {
      ...facts,
      outputGradientL2,
      backwardGain,
      weights: weights.map(({ variable, distinctAtStart, ...series }) => ({
        ...series,
        distinctUnits: [distinctAtStart, isOver ? distinctUnits(variable) : NaN],
      })),
      output: statistics ? statistics.result() : { mean: NaN, std: NaN, zeroUnits: 0, saturated: 0 },
      ...(layer && cellsOf(layer).length > 0 && timeSteps.length > 0 ? { timeSteps } : {}),
    };
  }
}

function weightSeries(weight: LayerWeight, trainable: boolean): WeightSeries {
  return {
    variable: weight.val,
    name: weightName(weight),
    shape: [...weight.shape],
    trainable: trainable && weight.trainable,
    gradientL2: [],
    l2: [],
    updateRatio: [],
    distinctAtStart: NaN,
  };
}

function variableSeries(variable: Variable, origins: Origins): LayerSeries {
  const named = !/^\d+$/.test(variable.name);
  const weight: WeightSeries = {
    variable,
    name: 'value',
    shape: [...variable.shape],
    trainable: variable.trainable,
    gradientL2: [],
    l2: [],
    updateRatio: [],
    distinctAtStart: NaN,
  };
  return {
    layer: undefined,
    facts: {
      name: named ? variable.name : 'variable',
      className: 'Variable',
      stack: origins.stackOf(variable),
      outputShape: [...variable.shape],
      parameters: variable.size,
      trainable: variable.trainable,
      activation: null,
      kernelInitializer: null,
      inputs: [],
    },
    outputGradientL2: [],
    backwardGain: [],
    weights: [weight],
    timeSteps: [],
  };
}
