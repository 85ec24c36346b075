/** Builds reports such as a probe of a deep network yields, from a gain for each layer. */

import type { Finding } from '../../src/report/finding';
import type { Location, Range } from '../../src/report/position';
import type { LayerReport, ModelReport } from '../../src/report/report';
import type { PanelState } from '../../webview/protocol/messages';

export const file = '/project/models/deep-mlp.ts';

export interface NetworkOptions {
  readonly depth: number;
  /** Factor by which the gradient changes on its way back through each layer. */
  readonly gain: number;
  readonly activation?: string;
  readonly steps?: number;
  readonly seeds?: readonly number[];
  readonly findings?: readonly Finding[];
  readonly name?: string;
}

export function lineRange(line: number): Range {
  return { start: { line, character: 2 }, end: { line, character: 60 } };
}

export function place(line: number, inFile = file): Location {
  return { file: inFile, range: lineRange(line) };
}

/**
 * A smooth wobble, so that steps and seeds differ as they do in a real run and still every run of the tests sees the
 * same numbers.
 */
function wobble(...key: readonly number[]): number {
  return 1 + 0.3 * Math.sin(key.reduce((sum, value, index) => sum + value * (index * 5.3 + 1.7), 0));
}

function layer(index: number, options: Required<NetworkOptions>): LayerReport {
  const { depth, gain, steps, seeds } = options;
  const series = (scale: number, phase: number): number[][] =>
    seeds.map((seed) =>
      Array.from(
        { length: steps },
        (_, step) => scale * wobble(seed, index * 3, phase) * (1 + 0.4 * Math.sin(step / 4 + seed)),
      ),
    );
  const gradient = 0.21 * gain ** (depth - 1 - index);
  const isLast = index === depth - 1;
  const weight = (name: string, shape: readonly number[], scale: number) => ({
    name,
    shape,
    trainable: true,
    gradientL2: series(gradient * scale, 1),
    l2: series(5.6, 2),
    updateRatio: series(1.2e-3, 3),
  });
  return {
    name: isLast ? 'output' : `dense_Dense${index + 1}`,
    className: 'Dense',
    ...place(index + 9),
    callers: [],
    outputShape: [null, isLast ? 1 : 64],
    parameters: isLast ? 65 : 4160,
    trainable: true,
    activation: isLast ? 'sigmoid' : options.activation,
    kernelInitializer: 'GlorotNormal',
    inputs: index === 0 ? [] : [index - 1],
    outputGradient: { l2: series(gradient, 0) },
    weights: [weight('kernel', [64, 64], 2.4), weight('bias', [64], 0.8)],
    backwardGain: index === 0 ? Number.NaN : gain * wobble(index),
    backwardGains: index === 0 ? seeds.map(() => Array<number>(steps).fill(Number.NaN)) : series(gain, 4),
    output: {
      mean: 0.5,
      std: 0.11,
      zeroUnits: 0,
      zeroUnitsPerSeed: seeds.map(() => 0),
      saturated: 0,
      saturatedPerSeed: seeds.map(() => 0),
    },
  };
}

export function network(options: NetworkOptions): ModelReport {
  const full = { activation: 'sigmoid', steps: 30, seeds: [1, 2, 3], findings: [], name: 'model', ...options };
  return {
    file,
    name: full.name,
    range: lineRange(8),
    entry: 'fit',
    assumed: [],
    standIns: [],
    loss: 'binaryCrossentropy',
    optimizer: 'Adam',
    learningRate: 0.001,
    data: 'user',
    batchSize: 32,
    steps: full.steps,
    seeds: full.seeds,
    backend: 'wasm',
    durationMs: 1240,
    losses: full.seeds.map((seed) =>
      Array.from(
        { length: full.steps },
        (_, step) => 0.71 * wobble(seed) ** 0.1 - 0.0006 * step + 0.004 * Math.sin(step * 1.3 + seed),
      ),
    ),
    layers: Array.from({ length: full.depth }, (_, index) => layer(index, full)),
    findings: full.findings,
  };
}

export function finding(change: Partial<Finding>): Finding {
  return {
    code: 'vanishing-gradient',
    severity: 'error',
    role: 'cause',
    message: 'Something is wrong here.',
    ...place(9),
    layers: [0],
    seeds: [1, 2, 3],
    related: [],
    fixes: [],
    ...change,
  };
}

/** Twenty sigmoid layers at the default initializer: the textbook case. */
export function vanishing(): ModelReport {
  const starved = Array.from({ length: 14 }, (_, index) => index);
  return network({
    depth: 20,
    gain: 0.24,
    findings: [
      finding({
        message:
          'Each of 19 sigmoid layers keeps only ×0.24 of the gradient, so the first layer gets 3.3e-13 of the ' +
          '2.1e-1 that arrives at the output: the early layers do not learn.',
        ...place(27),
        layers: Array.from({ length: 19 }, (_, index) => index),
      }),
      ...[0, 1].map((index) =>
        finding({
          role: 'effect',
          message: 'The gradient that reaches this layer is too small to move it.',
          ...place(index + 9),
          layers: [index],
        }),
      ),
      finding({
        code: 'update-too-small',
        severity: 'warning',
        role: 'effect',
        message: 'The optimizer moves these weights by less than 1e-5 of their size per step.',
        ...place(9),
        layers: starved.slice(0, 4),
        seeds: [2],
      }),
    ],
  });
}

export function state(change: Partial<PanelState>): PanelState {
  return { file, title: 'deep-mlp.ts', models: [], errors: [], stale: [], marked: [], ...change };
}

/** The model with other gradients at the output of one layer, for every step of every seed. */
export function withGradient(model: ModelReport, index: number, value: number): ModelReport {
  const layers = model.layers.map((one, at) =>
    at === index
      ? { ...one, outputGradient: { l2: one.outputGradient.l2.map((steps) => steps.map(() => value)) } }
      : one,
  );
  return { ...model, layers };
}
