/** Collects the numbers that a run's steps give for one model: losses, layers' series, statistics of their outputs. */

import { learningLimits, leavesFewUnits } from '../../report/losses';
import { RunLosses } from '../losses/run-losses';
import type { RawLayer } from '../protocol/result';
import type { CompiledWeights } from '../tfjs/compiled-weights';
import { type Layer, partsOf, type Variable } from '../tfjs/internals';
import { activationOf } from '../tfjs/layer-facts';
import { ForwardStatistics } from './forward-statistics';
import { describeLayer, type LayerOrigins, describeVariable } from './layer-description';
import type { LayerSeries } from './layer-series';
import type { LayerNode } from './model-graph';
import type { ModelStep } from './step-numbers';
import type { OwnerTrace } from './step-trace';

export class ModelSeries {
  readonly #losses: number[] = [];
  #layers: readonly LayerSeries[] = [];
  readonly #statistics = new Map<Layer, ForwardStatistics>();
  readonly #connected = new Set<Variable>();
  #standsStill = false;
  /** Index of the layer that gives a tensor of the first step, by the tensor's id. */
  readonly #givers = new Map<number, number>();
  /** The inputs and results of its losses. */
  readonly runLosses = new RunLosses();

  get losses(): readonly number[] {
    return this.#losses;
  }

  /** Loose variables that the loss of some step depended on. */
  get connected(): ReadonlySet<Variable> {
    return this.#connected;
  }

  /** Whether the last step gave no trained weight any gradient and changed none. */
  get standsStill(): boolean {
    return this.#standsStill;
  }

  /**
   * Whether nothing can change any more: no loss in two steps in a row, and a trained weight has become NaN, which no
   * update can undo. A loss of NaN alone says less: a batch may hold NaN, and user code may skip the update of such a
   * step.
   */
  get diverged(): boolean {
    if (this.#losses.length < 2 || !this.#losses.slice(-2).every((loss) => Number.isNaN(loss))) return false;
    return this.#layers.some(({ weights }) => weights.some((weight) => weight.trainable && weight.isNaN));
  }

  /** Whether dropout of a layer leaves hardly a unit, or the outputs of a head are at the ends of their range. */
  get isHeld(): boolean {
    const isStuck = (layer: Layer | undefined): boolean =>
      layer !== undefined && (this.#statistics.get(layer)?.result().saturated ?? 0) > learningLimits.atEnds;
    return (
      this.#layers.some(({ facts: { dropRate = 0, outputShape } }) =>
        leavesFewUnits(dropRate, outputShape.at(-1) ?? NaN),
      ) || this.runLosses.heads.some((head) => isStuck(this.#layers.at(head)?.layer))
    );
  }

  /**
   * Whether each layer that learns gets a gradient that is not negligible beside the largest one. Heads do not count
   * beside others: the cross-entropy of a probability near 0 has a gradient of thousands there. Nor do variables, whose
   * sizes do not compare.
   */
  get flows(): boolean {
    const learning = this.#layers.filter(
      ({ layer, weights }) => layer !== undefined && weights.some(({ trainable }) => trainable),
    );
    if (learning.length === 0) return true;
    const hidden = learning.filter((layer) => !this.runLosses.heads.includes(this.#layers.indexOf(layer)));
    const norms = (hidden.length > 0 ? hidden : learning).map(({ recentOutputGradientL2 }) => recentOutputGradientL2);
    return Math.min(...norms) >= learningLimits.flow * Math.max(...norms);
  }

  /** Whether the latest steps moved each kernel that learns, however little gradient it got. */
  get moves(): boolean {
    const trained = this.#layers.flatMap(({ weights }) => weights.filter(({ trainable }) => trainable));
    return trained.every(({ recentUpdateRatio = Infinity }) => recentUpdateRatio >= learningLimits.moves);
  }

  get defined(): boolean {
    return this.#layers.length > 0;
  }

  statisticsOf(layer: Layer): ForwardStatistics {
    let statistics = this.#statistics.get(layer);
    if (!statistics) this.#statistics.set(layer, (statistics = new ForwardStatistics(activationOf(layer))));
    return statistics;
  }

  /**
   * Sets which layers the model has, as its first step shows them.
   * @param loose variables that no layer has
   * @param is.isKernel whether an operation multiplies what it is given by a variable
   */
  define(
    graph: readonly LayerNode[],
    owner: OwnerTrace,
    loose: readonly Variable[],
    is: CompiledWeights & { isKernel(variable: Variable): boolean },
    origins: LayerOrigins,
  ): void {
    const claimed = new Set<Variable>();
    graph.forEach(({ layer }, index) => {
      for (const { outputs } of owner.layers.get(layer)?.calls ?? [])
        for (const { id } of outputs) this.#givers.set(id, index);
    });
    const layers = graph.map(({ layer, inputs, offTape }) => {
      // A layer within another comes first, so that each weight goes to the innermost layer that has it.
      const weights = partsOf(layer).weights.filter(({ val }) => !claimed.has(val));
      for (const { val } of weights) claimed.add(val);
      const trace = owner.layers.get(layer);
      const output = trace?.calls[0].outputs.at(0);
      return describeLayer(layer, { output, inputs, weights, reads: trace?.reads, offTape }, is, origins);
    });
    this.#layers = [...layers, ...loose.map((one) => describeVariable(one, is.isKernel(one), origins))];
  }

  /** @param isCompiled as for `RunLosses.add` */
  add(step: ModelStep, isCompiled: boolean): void {
    this.#losses.push(step.loss);
    this.runLosses.add(step.losses, step.loss, isCompiled, (id) => this.#givers.get(id) ?? null);
    for (const series of this.#layers) {
      series.add(step);
      if (!series.layer && step.isConnected(series.weights[0].variable))
        this.#connected.add(series.weights[0].variable);
    }
    const trained = this.#layers.flatMap(({ weights }) => weights.filter(({ trainable }) => trainable));
    this.#standsStill = trained.length > 0 && trained.every(({ stoodStill }) => stoodStill);
  }

  /** Parameters as for `MeasuredModel.result`. */
  layers(elsewhere: ReadonlySet<Variable>, isOver: boolean): RawLayer[] {
    const indexOf = (variable: Variable): number | undefined => this.indexOf(variable, elsewhere);
    return this.#own(elsewhere).map((series) =>
      series.result(series.layer && this.#statistics.get(series.layer), isOver, indexOf),
    );
  }

  /** The index, in `layers`, of a layer or of the one that has a weight; undefined where it is not among them. */
  indexOf(part: Layer | Variable, elsewhere: ReadonlySet<Variable>): number | undefined {
    const index = this.#own(elsewhere).findIndex(
      ({ layer, weights }) => layer === part || weights.some(({ variable }) => variable === part),
    );
    return index < 0 ? undefined : index;
  }

  #own(elsewhere: ReadonlySet<Variable>): LayerSeries[] {
    return this.#layers.filter(
      ({ layer, weights: [first] }) =>
        layer !== undefined || this.#connected.has(first.variable) || !elsewhere.has(first.variable),
    );
  }
}
