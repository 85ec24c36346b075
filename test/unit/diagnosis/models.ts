/** Builds reports with chosen numbers, as if a probe had measured them, for the tests of the rules. */

import type { ProbedModel } from '../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../src/diagnosis/index';
import type { Finding } from '../../../src/report/finding';
import type { LayerReport, WeightReport } from '../../../src/report/report';

export interface LayerNumbers {
  readonly className?: string;
  readonly activation?: string | null;
  readonly kernelInitializer?: string | null;
  readonly units?: number;
  readonly inputs?: readonly number[];
  readonly trainable?: boolean;
  readonly line?: number;
  /** Whether it has a kernel at all; default true for Dense. */
  readonly weighted?: boolean;
  /** L2 of the gradient at its output, the same in all steps unless a function says otherwise. */
  readonly gradient: number | ((step: number) => number);
  readonly gain?: number;
  /** Gradient of its kernel; default that of the output. */
  readonly kernelGradient?: number;
  /** L2 of the kernel; default that of a LeCun kernel of 64 inputs. */
  readonly kernelSize?: number;
  /** The same in all steps unless a function says otherwise. */
  readonly updateRatio?: number | ((step: number) => number);
  /** Distinct columns of the kernel before the first step and after the last; default all. */
  readonly distinctUnits?: readonly [number, number];
  readonly zeroUnits?: number;
  readonly saturated?: number;
  readonly outputStd?: number;
  readonly timeSteps?: readonly number[];
}

export interface ModelNumbers {
  readonly layers: readonly LayerNumbers[];
  readonly losses?: (step: number) => number;
  readonly steps?: number;
  readonly seeds?: number;
  readonly optimizer?: string;
  readonly learningRate?: number;
  readonly batchSize?: number;
  /** tfjs name; default binaryCrossentropy. */
  readonly loss?: string;
}

const file = '/w/model.ts';
const rangeOf = (line: number): LayerReport['range'] => ({
  start: { line, character: 2 },
  end: { line, character: 40 },
});

function layer(numbers: LayerNumbers, index: number, seeds: number, steps: number): LayerReport {
  const {
    className = 'Dense',
    activation = 'linear',
    units = 64,
    gradient,
    gain = NaN,
    zeroUnits = 0,
    saturated = 0,
  } = numbers;
  const series = (value: number | ((step: number) => number)): number[][] =>
    Array.from({ length: seeds }, () =>
      Array.from({ length: steps }, (_, step) => (typeof value === 'function' ? value(step) : value)),
    );
  const weighted = numbers.weighted ?? /Dense|Conv|RNN|LSTM/.test(className);
  const kernel: WeightReport = {
    name: `${index}/kernel`,
    shape: [64, units],
    trainable: true,
    gradientL2: series(numbers.kernelGradient ?? gradient),
    l2: series(numbers.kernelSize ?? Math.sqrt(units)),
    updateRatio: series(numbers.updateRatio ?? 1e-3),
    distinctUnits: Array.from({ length: seeds }, () => numbers.distinctUnits ?? [units, units]),
  };
  return {
    name: `layer_${index}`,
    className,
    file,
    range: rangeOf(numbers.line ?? index),
    callers: [],
    outputShape: [null, units],
    parameters: weighted ? 64 * units : 0,
    trainable: numbers.trainable ?? true,
    activation,
    kernelInitializer: weighted ? (numbers.kernelInitializer ?? 'GlorotNormal') : null,
    inputs: numbers.inputs ?? (index === 0 ? [] : [index - 1]),
    outputGradient: { l2: series(gradient) },
    weights: weighted ? [kernel] : [],
    backwardGain: gain,
    backwardGains: series(gain),
    output: {
      mean: 0,
      std: numbers.outputStd ?? 1,
      zeroUnits,
      zeroUnitsPerSeed: Array.from({ length: seeds }, () => zeroUnits),
      saturated,
      saturatedPerSeed: Array.from({ length: seeds }, () => saturated),
    },
    ...(numbers.timeSteps && { timeSteps: numbers.timeSteps }),
  };
}

/** A model with these numbers; by default three seeds of thirty steps whose loss stays at 0.69. */
export function modelOf({
  layers,
  losses = () => 0.69,
  steps = 30,
  seeds = 3,
  optimizer = 'Adam',
  learningRate = 0.001,
  batchSize = 32,
  loss = 'binaryCrossentropy',
}: ModelNumbers): ProbedModel {
  return {
    file,
    name: 'model',
    range: rangeOf(100),
    entry: 'fit',
    assumed: [],
    standIns: [],
    loss,
    optimizer,
    learningRate,
    data: 'user',
    batchSize,
    steps,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    backend: 'wasm',
    durationMs: 1,
    losses: Array.from({ length: seeds }, () => Array.from({ length: steps }, (_, step) => losses(step))),
    layers: layers.map((numbers, index) => layer(numbers, index, seeds, steps)),
  };
}

/**
 * A chain of hidden dense layers that each pass on `gain`, before a sigmoid output; the last hidden layer gets `last`.
 */
export function chain(depth: number, gain: number, hidden: Partial<LayerNumbers> = {}, last = 0.1): LayerNumbers[] {
  const layers = Array.from({ length: depth }, (_, i): LayerNumbers => ({
    activation: 'sigmoid',
    gain: i === 0 ? NaN : gain,
    gradient: last * gain ** (depth - 1 - i),
    ...hidden,
  }));
  return [...layers, { activation: 'sigmoid', units: 1, gradient: 0.35, kernelGradient: 0.2, gain: 0.3 }];
}

/** A loss that falls to half, every third step upwards. */
export const bumpy = (step: number): number => 0.7 * 0.4 ** (step / 29) * (step % 3 === 2 ? 1.2 : 1);

/** A loss that falls to a tenth. */
export const learning = (step: number): number => 0.7 * 0.1 ** (step / 29);

/** What the rules find in a model with these numbers. */
export function found(numbers: ModelNumbers): Finding[] {
  return diagnose(modelOf(numbers));
}

/** The same in short: `warning dead-units cause`. */
export function codes(numbers: ModelNumbers): string[] {
  return found(numbers).map(({ severity, code, role }) => `${severity} ${code} ${role}`);
}
