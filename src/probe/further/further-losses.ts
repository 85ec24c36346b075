/**
 * Gathers the losses of the steps that the probe takes beyond the measured ones, and decides when they are enough:
 * once the model learns, once the inputs turn out to say nothing about the targets, or once the time is over.
 */

import {
  type FurtherSteps,
  furtherLearningState,
  isBelowByChance,
  lateShare,
  learningLimits,
} from '../../report/losses';
import type { BundleStack } from '../../report/position';
import { now } from '../time/clock';
import { RunLosses } from '../losses/run-losses';
import type { StepLosses } from '../losses/step-losses';
import type { BatchRows } from '../losses/rows';
import { type Example, nearestShare } from './nearest-rows';
import { RowsAgain } from './rows-again';
import { StepTime } from './step-time';

/** Ten times the measured steps in all. */
const timesMore = 9;
/** The most time for one model in one seed; it may also take no more than this share of the remaining time. */
const longestMs = 10_000;
const shareOfTime = 0.15;
/** The most time for a loop whose loss comes down all the same, so that a short look has to do. */
const shortMs = 2000;
/**
 * The fastest step shows how long all would take, since the mean would hold other work of the machine too: the fastest
 * of at least this many, and of all those in this share of the time.
 */
const trialSteps = 3;
const trialShare = 0.2;
/** Fewer steps than this decide nothing, so the probe takes none if the time is too short for this many. */
export const leastSteps = 100;
/** Every this many steps the probe checks whether the model learns, and then stops. */
const checkedEvery = 30;
/** The most examples that are compared with each other. */
const mostExamples = 256;

/** Where one further step stands: its losses, its whole loss, and its examples where those are known. */
export interface FurtherStep {
  readonly losses: StepLosses;
  readonly loss: number;
  readonly batch?: BatchRows | undefined;
  /** As for `RunLosses.add`. */
  readonly isCompiled: boolean;
}

/** How many further steps the probe takes at most, and for how many milliseconds, as `StepTime` counts them. */
export interface FurtherLimits {
  readonly most: number;
  readonly longestMs: number;
}

/**
 * @param measured how many steps have been measured
 * @param deadline the time of `now()` at which the seed ends
 */
export function usualLimits(measured: number, deadline: number, longest = longestMs): FurtherLimits {
  return { most: timesMore * measured, longestMs: Math.min(longest, shareOfTime * (deadline - now())) };
}

export class FurtherLosses {
  readonly #losses = new RunLosses();
  readonly #examples = new Map<string, Example>();
  readonly #again: RowsAgain;
  #time: StepTime;
  #fastestMs = Infinity;
  #steps = 0;
  #classes = 1;
  #isOver = false;
  #trialFrom = 0;
  #trial: 'running' | 'passed' | 'too slow' = 'running';
  #rows: number | undefined;
  #known: { readonly steps: number; readonly result: FurtherSteps } | undefined;

  /** The call that last put rows of inputs or targets in another order; empty where none is known. */
  reorderedAt: BundleStack = [];
  /** How many numbers each element had of the list that was shuffled last; undefined for no list. */
  shuffledWidth: number | undefined;

  /** Whether user code chooses the examples of each step. */
  get isOfLoop(): boolean {
    return this.code.isLoop;
  }

  /**
   * @param code.isLoop whether user code chooses the examples of each step, so that it may mix up their targets
   * @param code.isMostlyPenalty whether the model may unlearn what it has learned, so that the last steps count
   * @param code.seen the examples of the measured steps, where those are noted
   */
  constructor(
    private limits: FurtherLimits,
    private readonly code: { readonly isLoop: boolean; readonly isMostlyPenalty: boolean; readonly seen?: RowsAgain },
  ) {
    this.#again = code.seen ?? new RowsAgain();
    this.#time = new StepTime(limits.longestMs);
  }

  /** Takes other limits, from now on. */
  goOnTo(limits: FurtherLimits): void {
    this.limits = limits;
    this.#time = new StepTime(limits.longestMs);
  }

  /** Whether steps take too long for enough of them. */
  get isTooSlow(): boolean {
    return this.#trial === 'too slow';
  }

  /** How many rows of each batch the steps take; undefined where they take whole batches. */
  get rows(): number | undefined {
    return this.#rows;
  }

  /** Tries steps on so many rows of each batch, where whole batches are too slow. */
  takeFewerRows(rows: number): void {
    this.#rows = rows;
    this.#isOver = false;
    this.#trial = 'running';
    this.#trialFrom = this.#steps;
    this.#fastestMs = Infinity;
  }

  /** How many further steps were taken. */
  get steps(): number {
    return this.#steps;
  }

  /** Milliseconds that are left of the present limit, as `StepTime` counts them. */
  get leftMs(): number {
    return this.#time.leftMs;
  }

  /** Whether no further step is wanted. */
  get isOver(): boolean {
    return this.#isOver || this.#steps >= this.limits.most || this.leftMs <= 0;
  }

  /** @param startedAt the time of `now()` at which the step began */
  add({ losses, loss, batch, isCompiled }: FurtherStep, startedAt: number): void {
    if (batch) this.#keepExamples(batch);
    this.#classes = losses.calls.at(-1)?.classes ?? this.#classes;
    this.#losses.add(losses, loss, isCompiled, () => null);
    this.#steps++;
    this.#time.add();
    this.#fastestMs = Math.min(this.#fastestMs, now() - startedAt);
    this.#isOver =
      this.#tooSlow() ||
      (this.#steps % checkedEvery === 0 && this.#learns()) ||
      (this.#steps === checkedEvery && this.#isNoise());
  }

  /** Decides once, at the end of the trial, whether the time is too short for the least steps. */
  #tooSlow(): boolean {
    const taken = this.#steps - this.#trialFrom;
    if (this.#trial !== 'running' || taken < trialSteps || this.#time.spentShare < trialShare) return false;
    const needed = this.#fastestMs * Math.min(leastSteps, this.limits.most);
    this.#trial = needed > (this.#rows === undefined ? this.limits.longestMs : this.leftMs) ? 'too slow' : 'passed';
    return this.isTooSlow;
  }

  #learns(): boolean {
    const { answers } = this.#losses;
    if (this.code.isMostlyPenalty) return false;
    return answers !== undefined && lateShare(answers) < learningLimits.clearly && !isBelowByChance(answers);
  }

  /** Whether the inputs say nothing about the targets, so that no model could learn anything from them. */
  #isNoise(): boolean {
    return this.#nearest() >= 1;
  }

  #nearest(): number {
    const kind = this.#losses.onlyKind;
    return (kind && nearestShare([...this.#examples.values()], kind, this.#classes)) ?? NaN;
  }

  /** An example that comes again in a later epoch counts once. */
  #keepExamples(batch: BatchRows): void {
    if (!this.code.isLoop && this.#examples.size >= mostExamples) return;
    this.#again.addBatch(batch, (key, given, target) => {
      if (this.#examples.size >= mostExamples || this.#examples.has(key)) return;
      const whole = new Float32Array(given.reduce((sum, { length }) => sum + length, 0));
      given.reduce((start, part) => (whole.set(part, start), start + part.length), 0);
      this.#examples.set(key, { inputs: whole, targets: Float32Array.from(target) });
    });
  }

  get result(): FurtherSteps {
    if (this.#known?.steps !== this.#steps) this.#known = { steps: this.#steps, result: this.#read() };
    return this.#known.result;
  }

  #read(): FurtherSteps {
    const answers = this.#losses.answers ?? { data: [], constant: [] };
    const { withinBatches } = this.#losses;
    const comeAgain = this.code.isLoop ? this.#again.result : undefined;
    return {
      steps: this.#steps,
      share: lateShare(answers),
      learns: furtherLearningState(answers) ?? 'unknown',
      nearest: this.#nearest(),
      ...(this.#rows !== undefined && { rows: this.#rows }),
      ...(withinBatches !== undefined && { withinBatches }),
      ...(comeAgain && { comeAgain }),
    };
  }
}

/** A model whose measured steps are over. */
interface LoopModel {
  readonly losses: readonly number[];
  readonly isOnItsWay: boolean;
  readonly isMostlyPenalty: boolean;
}

/**
 * The further steps of a hand-written loop, none of which has been taken yet.
 * @param seen the examples of its measured steps
 */
export function furtherLossesOfLoop(
  { losses, isOnItsWay, isMostlyPenalty }: LoopModel,
  deadline: number,
  seen: RowsAgain,
): FurtherLosses {
  const longest = isOnItsWay && !isMostlyPenalty ? shortMs : longestMs;
  return new FurtherLosses(usualLimits(losses.length, deadline, longest), { isLoop: true, isMostlyPenalty, seen });
}
