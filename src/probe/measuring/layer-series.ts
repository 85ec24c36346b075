/** Collects the numbers that each step of a run gives for one layer and for its weights. */

import type { LayerProperties, WeightProperties } from '../../report/report';
import type { RawLayer, RawWeight } from '../protocol/result';
import type { HiddenActivation } from '../tape/hidden-activations';
import type { Layer, Variable } from '../tfjs/internals';
import { cellsOf } from '../tfjs/layer-facts';
import { distinctUnits } from './distinct-units';
import type { ForwardStatistics } from './forward-statistics';
import type { ModelStep, ProductStep, WeightStep } from './step-numbers';

/** How many steps count as recent. */
const recentSteps = 5;

/** What is known of a layer before it takes a step. */
export type LayerDescription = LayerProperties & Pick<RawLayer, 'stack' | 'offTape' | 'unlistedVariable'>;

export class WeightSeries {
  readonly #gradientL2: number[] = [];
  readonly #l2: number[] = [];
  readonly #updateRatio: number[] = [];
  #distinctAtStart = NaN;
  #isConnected = false;

  constructor(
    readonly variable: Variable,
    private readonly facts: WeightProperties,
  ) {}

  get trainable(): boolean {
    return this.facts.trainable;
  }

  get lastGradientL2(): number {
    return this.#gradientL2.at(-1) ?? NaN;
  }

  /** Whether the last step found a NaN in it. */
  get isNaN(): boolean {
    return Number.isNaN(this.#l2.at(-1));
  }

  /** How far the latest steps moved a kernel at most, as a share of its size; undefined for what is none. */
  get recentUpdateRatio(): number | undefined {
    if (this.facts.shape.length < 2) return undefined;
    return Math.max(0, ...this.#updateRatio.slice(-recentSteps).filter(Number.isFinite));
  }

  /** Whether the last step gave it no gradient and did not change it. */
  get stoodStill(): boolean {
    // A weight that is all zeros has no ratio.
    return this.lastGradientL2 === 0 && (this.#updateRatio.at(-1) === 0 || this.#l2.at(-1) === 0);
  }

  add(step: WeightStep): void {
    this.#gradientL2.push(step.gradientL2);
    this.#isConnected ||= step.isConnected;
    this.#l2.push(step.l2);
    this.#updateRatio.push(step.updateRatio);
    this.#distinctAtStart = step.distinctUnits ?? this.#distinctAtStart;
  }

  /** @param isOver whether no more steps will come; until then what only the weight's last values tell is left out */
  result(isOver: boolean): RawWeight {
    return {
      ...this.facts,
      gradientL2: this.#gradientL2,
      l2: this.#l2,
      updateRatio: this.#updateRatio,
      ...(!this.#isConnected && { unconnected: true }),
      distinctUnits: [this.#distinctAtStart, isOver ? distinctUnits(this.variable) : NaN],
    };
  }
}

export class LayerSeries {
  readonly #outputGradientL2: number[] = [];
  readonly #backwardGain: number[] = [];
  readonly #timeSteps: (readonly number[])[] = [];
  /** That of the last step, for a variable. */
  #behind: HiddenActivation | undefined;
  /** What a variable gives as a kernel, as the first step shows it; undefined for other variables. */
  #product: ProductStep | undefined;
  readonly #productGradientL2: number[] = [];

  /** @param layer undefined for a variable that no layer has, which is the only weight then */
  constructor(
    readonly layer: Layer | undefined,
    readonly facts: LayerDescription,
    readonly weights: readonly WeightSeries[],
  ) {}

  /** The largest of the last few steps: to a batch of one or two rows a ReLU may be zero that lives. */
  get recentOutputGradientL2(): number {
    const recent = this.#outputGradientL2.slice(-recentSteps);
    return recent.length > 0 ? Math.max(...recent) : NaN;
  }

  add(numbers: ModelStep): void {
    for (const weight of this.weights) weight.add(numbers.weight(weight.variable));
    if (this.layer) {
      const step = numbers.layer(this.layer);
      this.#outputGradientL2.push(step.outputGradientL2);
      this.#backwardGain.push(this.facts.inputs.length > 0 ? step.backwardGain : NaN);
      if (step.timeSteps) this.#timeSteps.push(step.timeSteps);
    } else {
      this.#outputGradientL2.push(this.weights[0].lastGradientL2);
      this.#backwardGain.push(NaN);
      this.#behind = numbers.activationBehind(this.weights[0].variable) ?? this.#behind;
      const product = numbers.product(this.weights[0].variable);
      this.#product ??= product;
      this.#productGradientL2.push(product?.gradientL2 ?? NaN);
    }
  }

  /**
   * @param statistics of its outputs; undefined where none were sampled
   * @param isOver as for `WeightSeries.result`
   * @param indexOf the index, in the result's layers, of a variable that is one of them
   */
  result(
    statistics: ForwardStatistics | undefined,
    isOver: boolean,
    indexOf: (variable: Variable) => number | undefined,
  ): RawLayer {
    return {
      ...this.facts,
      outputGradientL2: this.#outputGradientL2,
      backwardGain: this.#backwardGain,
      weights: this.weights.map((weight) => weight.result(isOver)),
      output: statistics ? statistics.result() : { mean: NaN, std: NaN, zeroUnits: 0, saturated: 0 },
      ...(this.#behind && {
        behind: { activation: this.#behind.activation, saturated: this.#behind.atEnds / this.#behind.count },
      }),
      ...(this.#product && {
        product: {
          gradientL2: this.#productGradientL2,
          size: this.#product.size,
          reads: [...this.#product.reads].flatMap((one) => indexOf(one) ?? []),
          ...(this.#product.activation && { activation: this.#product.activation }),
        },
      }),
      ...(this.layer && cellsOf(this.layer).length > 0 && this.#timeSteps.length > 0
        ? { timeSteps: this.#timeSteps }
        : {}),
    };
  }
}
