/**
 * Gathers, over a run's steps, the inputs and results of its losses, and compares them with the best constant answer.
 */

import type { BundleStack } from '../../report/position';
import type { RawLoss, RawLossSlip, RawModel } from '../protocol/result';
import { leastRows, type LossComparison } from '../../report/losses';
import { constantLosses } from './constant-answer';
import type { LossKind } from './known-losses';
import type { AddedPenalty, LossCall, StepLosses } from './step-losses';
import type { OutputRange, TargetSums } from './loss-numbers';

/** Only the outputs of this many first steps count: later ones may have learned to stay within a range. */
const firstSteps = 5;

/** One loss of a model over the steps. */
interface Row {
  readonly first: LossCall;
  readonly stack: BundleStack;
  /** Index of the layer that gave its outputs. */
  readonly layer: number | null;
  readonly outputs: OutputRange[];
  readonly targets: TargetSums[];
  readonly scales: number[];
}

export class RunLosses {
  #rows: Row[] = [];
  readonly #slips: RawLossSlip[] = [];
  /** The loss of each step less the penalties of regularizers. */
  readonly #data: number[] = [];
  #penalty: AddedPenalty | undefined;
  /** Whether each step made the same calls, whose sum is the loss. */
  #isWhole = true;

  /**
   * @param isCompiled whether tfjs adds up the losses, to which it adds penalties; else their sum is the loss, or
   *   something is unknown in it
   * @param layerOf the index of the layer that gave a tensor, by its id; null where none did
   */
  add(losses: StepLosses, loss: number, isCompiled: boolean, layerOf: (tensorId: number) => number | null): void {
    this.addSlips(losses.slips);
    this.#penalty ??= losses.penalty;
    const { calls } = losses;
    if (this.#data.length === 0)
      this.#rows = calls.map((call) => ({
        first: call,
        stack: call.stack(),
        layer: layerOf(call.outputId),
        outputs: [],
        targets: [],
        scales: [],
      }));
    if (calls.length !== this.#rows.length) this.#isWhole = false;
    const sum = calls.reduce((total, { value }) => total + value, 0);
    if (!isCompiled && Math.abs(sum + (losses.penalty?.amount ?? 0) - loss) > 1e-4 * Math.abs(loss))
      this.#isWhole = false;
    this.#data.push(sum);
    this.#rows.forEach((row, index) => {
      const call = calls.at(index);
      if (!call) return;
      if (call.known?.kind !== row.first.known?.kind) this.#isWhole = false;
      row.outputs.push(call.outputs);
      row.targets.push(call.targets);
      row.scales.push(call.scale ?? 1);
    });
  }

  addSlips(slips: readonly RawLossSlip[]): void {
    for (const slip of slips) if (!this.#knows(slip)) this.#slips.push(slip);
  }

  #knows({ kind, stack }: RawLossSlip): boolean {
    return this.#slips.some((known) => known.kind === kind && JSON.stringify(known.stack) === JSON.stringify(stack));
  }

  /** The layers that give the losses their outputs. */
  get heads(): number[] {
    return this.#rows.flatMap(({ layer }) => layer ?? []);
  }

  /** What the only loss compares; undefined for several, or where that is not known. */
  get onlyKind(): LossKind | undefined {
    return this.#rows.length === 1 ? this.#rows[0].first.known?.kind : undefined;
  }

  result(): Pick<RawModel, 'lossCalls' | 'lossSlips' | 'penaltyAt' | 'penaltyOf'> & {
    readonly answers?: LossComparison;
  } {
    const { answers, withinBatches } = this;
    return {
      ...(this.#rows.length > 0 && { lossCalls: this.#rows.map(lossOf) }),
      ...(this.#slips.length > 0 && { lossSlips: this.#slips }),
      ...(this.#penalty && { penaltyAt: this.#penalty.stack }),
      ...(this.#penalty?.ofOutputs && { penaltyOf: 'outputs' as const }),
      ...(answers && { answers: { ...answers, ...(withinBatches !== undefined && { withinBatches }) } }),
    };
  }

  /** As in `LossComparison`; undefined where that is not known, or all targets are the same. */
  get withinBatches(): number | undefined {
    const { answers } = this;
    if (!answers) return undefined;
    const own = this.#rows.flatMap(({ first, targets, scales }) =>
      runsOfBatches(targets).flatMap(
        ({ start, batches }) =>
          (first.known && constantLosses(first.known.kind, batches))?.map((loss, at) => loss * scales[start + at]) ??
          NaN,
      ),
    );
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const withinBatches = sum(own) / sum(answers.constant);
    return Number.isFinite(withinBatches) ? withinBatches : undefined;
  }

  /** The losses beside those of the best constant answer; undefined where that is not known. */
  get answers(): LossComparison | undefined {
    if (!this.#isWhole || this.#rows.length === 0) return undefined;
    const constants = this.#rows.map(({ first: { known, isWeighted }, targets, scales }) =>
      known && !isWeighted && isPossible(known.kind, targets)
        ? constantLosses(known.kind, targets)?.map((loss, step) => loss * scales[step])
        : undefined,
    );
    if (!constants.every((one) => one !== undefined)) return undefined;
    const constant = this.#data.map((_, step) => constants.reduce((sum, losses) => sum + losses[step], 0));
    return { data: this.#data, constant };
  }
}

/** Batches in their order, cut into runs of `leastRows` rows or more; the last run may have fewer. */
function runsOfBatches(batches: readonly TargetSums[]): { start: number; batches: TargetSums[] }[] {
  const runs: { start: number; batches: TargetSums[]; rows: number }[] = [];
  batches.forEach((batch, start) => {
    const last = runs.at(-1);
    if (!last || last.rows >= leastRows) runs.push({ start, batches: [batch], rows: batch.rows });
    else {
      last.batches.push(batch);
      last.rows += batch.rows;
    }
  });
  return runs;
}

/** Whether the targets of a cross-entropy are probabilities. */
function isPossible(kind: LossKind, targets: readonly TargetSums[]): boolean {
  return (kind !== 'binary' && kind !== 'categorical') || targets.every(({ outside }) => outside === 0);
}

function lossOf({ first, stack, layer, outputs, targets }: Row): RawLoss {
  const early = outputs.slice(0, firstSteps);
  const least = (of: (range: OutputRange) => number): number =>
    early.reduce((a, one) => Math.min(a, of(one)), Infinity);
  const most = (of: (range: OutputRange) => number): number =>
    early.reduce((a, one) => Math.max(a, of(one)), -Infinity);
  return {
    name: first.name,
    kind: first.known?.kind ?? null,
    takesLogits: first.known?.takesLogits ?? false,
    layer,
    stack,
    ...(first.activation && { activation: first.activation }),
    outputs: {
      min: least(({ min }) => min),
      max: most(({ max }) => max),
      outside: early.reduce((sum, { outside }) => sum + outside, 0) / early.length,
      leastSum: least(({ leastSum }) => leastSum),
      greatestSum: most(({ greatestSum }) => greatestSum),
      ...(outputs.every(({ alike }) => alike) && { alike: true }),
    },
    targets: {
      min: targets.reduce((a, { min }) => Math.min(a, min), Infinity),
      max: targets.reduce((a, { max }) => Math.max(a, max), -Infinity),
      outside: targets.reduce((sum, { outside }) => sum + outside, 0) / targets.length,
    },
  };
}
