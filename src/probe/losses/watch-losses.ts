/** Lets a step's trace see its losses: those of a compiled model, the calls of `tf.losses`, and the tape. */

import type { Recorder } from '../recording/recorder';
import { positionsOf } from '../recording/stack-frames';
import type { NewWeights } from '../recording/new-weights';
import type { BundleStack } from '../../report/position';
import { engine, type Layer, type Model, modelParts, partsOf, type TapeNode, type Tensor } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { knownLoss, registerLoss, registerMetric } from './known-losses';
import { zerosOfPercentage } from './loss-by-value';
import type { LossTape } from './loss-tape';
import type { Attributes } from '../tape/operands';
import type { StepLosses } from './step-losses';
import { ignoresPairs } from './pairs-in-loss';

type Loss = (targets: Tensor, outputs: Tensor, ...others: unknown[]) => Tensor;

/** What the trace of losses needs to know of the step under way. */
export interface WatchedStep {
  readonly losses: StepLosses;
  readonly tape: LossTape;
  readonly readsTape: boolean;
  /** Whether tfjs itself computes the loss, of a model that is compiled. */
  readonly isCompiled: boolean;
  readonly newWeights: NewWeights;
  /** The layers that are running, innermost last. */
  readonly open: readonly { readonly layer: Layer }[];
  /** Takes the inputs of an operation. */
  noteReads(inputs: TapeNode['inputs']): void;
}

/** Wraps the tape. Called once in the life of a worker. */
export function watchLossTape(trace: () => WatchedStep | undefined, recorder: Recorder): void {
  const tape = engine as unknown as { addTapeNode: (...values: never[]) => void };
  const add = tape.addTapeNode.bind(engine);
  tape.addTapeNode = (...values: never[]) => {
    add(...values);
    if (rerun) {
      rerun.stack = here(recorder);
      return;
    }
    const step = trace();
    if (!step) return;
    const [name, inputs, outputs, , , attributes] = values as unknown as [
      ...[string, TapeNode['inputs'], readonly Tensor[]],
      ...[unknown, unknown, Attributes | undefined],
    ];
    step.newWeights.add({ name, inputs, outputs });
    step.noteReads(inputs);
    if (!step.readsTape) return;
    const layer = step.open.at(-1)?.layer;
    const ofReshapeLayer = layer !== undefined && partsOf(layer).getClassName() === 'Reshape';
    const operation = { name, inputs, outputs, attributes, ofReshapeLayer };
    const slip = step.tape.add(operation, layer === undefined, () => here(recorder));
    if (slip) step.losses.slips.push(slip);
  };
}

/** The losses of tfjs that are not the same with labels and outputs changed about. */
const labelsFirst: ReadonlySet<string> = new Set([
  'softmaxCrossEntropy',
  'sigmoidCrossEntropy',
  'logLoss',
  'hingeLoss',
]);

/** What the losses of tfjs that take logits apply to them. */
const appliedBy: Readonly<Partial<Record<string, 'softmax' | 'sigmoid'>>> = {
  softmaxCrossEntropy: 'softmax',
  sigmoidCrossEntropy: 'sigmoid',
};

/** Replaces the functions of the namespace's `losses` by ones that tell the trace what they are given. */
export function watchLossNamespace(
  namespace: Record<string, unknown>,
  trace: () => WatchedStep | undefined,
  recorder: Recorder,
): void {
  namespace.losses = watchedFunctions(namespace.losses, trace, recorder, (step, name, targets, outputs) => {
    // `sigmoidCrossEntropy` computes a sigmoid of the outputs without the kernel of that name.
    const given = step.tape.is(outputs);
    if (name === 'sigmoidCrossEntropy' && given === 'sigmoid')
      step.losses.slips.push({ kind: 'twice', operation: 'sigmoid', shapes: [], stack: here(recorder) });
    if (given && appliedBy[name] && appliedBy[name] !== given && step.tape.isOfWeights(outputs))
      step.losses.slips.push({
        ...{ kind: 'bounded', operation: given, shapes: [outputs.shape] },
        stack: here(recorder),
      });
    if (labelsFirst.has(name) && step.tape.isOfWeights(targets) && !step.tape.isOfWeights(outputs))
      step.losses.slips.push({ kind: 'swapped', operation: name, shapes: [], stack: here(recorder) });
  });
  for (const [name, loss] of Object.entries(namespace.losses as object)) registerLoss(name, loss as Loss);
}

/**
 * Replaces the functions of the namespace's `metrics` that are losses, too, by ones that tell the trace what a loop
 * gives them. A compiled model calls metrics beside its loss.
 */
export function watchMetricNamespace(
  namespace: Record<string, unknown>,
  trace: () => WatchedStep | undefined,
  recorder: Recorder,
): void {
  const all = namespace.metrics as Record<string, Loss>;
  const losses = Object.fromEntries(Object.entries(all).filter(([, metric]) => knownLoss(metric)));
  const ofLoop = (): WatchedStep | undefined => {
    const step = trace();
    return step?.isCompiled ? undefined : step;
  };
  const watched = watchedFunctions(losses, ofLoop, recorder);
  for (const [name, metric] of Object.entries(watched)) registerMetric(name, metric);
  namespace.metrics = { ...all, ...watched };
}

/** @param look what else to look at in a call, before it runs */
function watchedFunctions(
  functions: unknown,
  trace: () => WatchedStep | undefined,
  recorder: Recorder,
  look?: (step: WatchedStep, name: string, targets: Tensor, outputs: Tensor) => void,
): Record<string, Loss> {
  return Object.fromEntries(
    Object.entries(functions as Record<string, Loss>).map(([name, loss]) => {
      const watched: Loss = (targets, outputs, ...others) => {
        const step = trace();
        const run = (): Tensor => loss(targets, outputs, ...others);
        if (!step || !(targets instanceof tf.Tensor) || !(outputs instanceof tf.Tensor)) return run();
        const stack = new Error().stack ?? '';
        const place = {
          isWeighted: others.some(changesMean),
          activation: step.tape.activationOf(outputs),
          stack: () => positionsOf(recorder.framesIn(stack)),
        };
        look?.(step, name, targets, outputs);
        return step.losses.watch(watched, targets, outputs, place, run);
      };
      Object.defineProperty(watched, 'name', { value: loss.name });
      return [name, watched];
    }),
  );
}

/**
 * Whether an argument behind targets and outputs makes another number of a loss than the mean over all examples:
 * weights, smoothed labels or `Reduction.SUM`.
 */
function changesMean(argument: unknown): boolean {
  const ofMean: readonly unknown[] = [undefined, null, 0, tf.Reduction.MEAN, tf.Reduction.SUM_BY_NONZERO_WEIGHTS];
  return !ofMean.includes(argument);
}

function here(recorder: Recorder): ReturnType<typeof positionsOf> {
  return positionsOf(recorder.framesIn(new Error().stack ?? ''));
}

/** The loss function that runs a second time, and the last call of user code that ran an operation in it. */
let rerun: { stack: BundleStack } | undefined;

/** Notes as a slip a loss of user code that is the same whichever output meets which target. */
function notePairs(step: WatchedStep, targets: Tensor, given: Tensor, value: number, loss: Loss, name: string): void {
  const { calls, slips } = step.losses;
  const before = calls.length;
  const watched = (rerun = { stack: [] as BundleStack });
  try {
    if (ignoresPairs(targets, given, value, loss))
      slips.push({ kind: 'pairs', operation: name, shapes: [], stack: watched.stack });
  } finally {
    rerun = undefined;
    calls.splice(before);
  }
}

/** Notes as a slip a percentage error of targets of which some are 0. */
function notePercentage(step: WatchedStep, targets: Tensor, given: Tensor, value: number, name: string): void {
  const outside = zerosOfPercentage(targets, given, value);
  if (outside === undefined) return;
  const stack = step.tape.dividedByTargets;
  step.losses.slips.push({
    kind: 'percentage',
    operation: name,
    shapes: [],
    outputs: { min: 0, max: 0, outside },
    stack,
  });
}

/** Receives the losses of steps that the meter does not measure. */
let unmeasured: StepLosses | undefined;

/** Runs steps of which only the losses are noted; the meter does not measure them. */
export function withLossesInto<T>(losses: StepLosses, run: () => T): T {
  unmeasured = losses;
  try {
    return run();
  } finally {
    unmeasured = undefined;
  }
}

/**
 * Runs a step of a compiled model whose loss functions tell what they are given.
 * @param data inputs, targets and sample weights, as tfjs's train function takes them
 * @param watched gives the step under way
 */
export function withWatchedLosses<T>(
  model: Model,
  data: readonly (Tensor | null)[],
  watched: () => WatchedStep | undefined,
  run: () => T,
): T {
  const parts = modelParts(model) as { lossFunctions?: readonly unknown[] };
  const functions = parts.lossFunctions;
  if (!functions) return run();
  const { inputs, outputs } = modelParts(model);
  const weights = data.slice(inputs.length + outputs.length);
  parts.lossFunctions = functions.map((one, index): Loss => {
    const loss = one as Loss;
    const place = { isWeighted: Boolean(weights.at(index)), stack: () => [] };
    return (targets, given, ...others) => {
      const step = watched();
      const losses = step?.losses ?? unmeasured;
      const compute = (): Tensor => loss(targets, given, ...others);
      if (!losses) return compute();
      const named = lossOf(model, index) ?? loss;
      const result = losses.watch(named, targets, given, place, compute);
      const value = losses.calls.at(-1)?.value ?? NaN;
      if (step?.readsTape && !knownLoss(named)) notePercentage(step, targets, given, value, lossName(named));
      if (step?.readsTape && typeof named === 'function' && !knownLoss(named))
        notePairs(step, targets, given, value, loss, lossName(named));
      return result;
    };
  });
  try {
    return run();
  } finally {
    parts.lossFunctions = functions;
  }
}

/** What `compile` was given for one output. */
export function lossOf(model: Model, output: number): unknown {
  const { loss, outputNames } = modelParts(model);
  if (Array.isArray(loss)) return loss[output];
  return typeof loss === 'object' && loss !== null ? (loss as Record<string, unknown>)[outputNames[output]] : loss;
}
