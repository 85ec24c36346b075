/** Small reports for the tests of this room. */

import type { FileResult } from '../../../src/editor/results/file-result';
import type { Finding } from '../../../src/report/finding';
import type { LayerReport, ModelReport } from '../../../src/report/report';

export const file = '/w/model.ts';

export const at = (line: number, from = 0, to = 20) => ({
  start: { line, character: from },
  end: { line, character: to },
});

export function layer(
  name: string,
  line: number,
  gradient: number,
  gain: number,
  more: Partial<LayerReport> = {},
): LayerReport {
  return {
    name,
    className: 'Dense',
    file,
    range: at(line),
    callers: [],
    outputShape: [null, 4],
    parameters: 20,
    trainable: true,
    activation: 'sigmoid',
    kernelInitializer: 'GlorotNormal',
    inputs: [],
    outputGradient: { l2: [[gradient, gradient * 2]] },
    weights: [
      {
        name: `${name}/kernel`,
        shape: [4, 4],
        trainable: true,
        gradientL2: [[gradient, gradient]],
        l2: [[1, 1]],
        updateRatio: [[1e-3, 2e-3]],
      },
    ],
    backwardGain: gain,
    backwardGains: [[gain, gain]],
    output: { mean: 0, std: 1, zeroUnits: 0, zeroUnitsPerSeed: [0], saturated: 0, saturatedPerSeed: [0] },
    ...more,
  };
}

export function model(
  layers: readonly LayerReport[],
  findings: readonly Finding[] = [],
  more: Partial<ModelReport> = {},
): ModelReport {
  return {
    file,
    name: 'net',
    range: at(0),
    entry: 'fit',
    assumed: [],
    standIns: [],
    loss: 'meanSquaredError',
    optimizer: 'SGD',
    learningRate: 0.01,
    data: 'user',
    batchSize: 16,
    steps: 2,
    seeds: [1],
    backend: 'cpu',
    durationMs: 10,
    losses: [[1, 0.9]],
    layers,
    findings,
    ...more,
  };
}

export function finding(line: number, layers: readonly number[], more: Partial<Finding> = {}): Finding {
  return {
    code: 'vanishing-gradient',
    severity: 'error',
    role: 'cause',
    message: 'It fades.',
    file,
    range: at(line),
    layers,
    seeds: [1],
    related: [],
    fixes: [],
    ...more,
  };
}

/** Stands for a URI where nothing reads more than the path: VS Code's class is not to be had outside of VS Code. */
const uri: unknown = {
  path: file,
  with: ({ path, fragment }: { path: string; fragment: string }) => `file://${path}#${fragment}`,
};

export function result(models: readonly ModelReport[], measured: FileResult['modelAnchors']): FileResult {
  return { uri: uri as FileResult['uri'], models, modelAnchors: measured, errors: [], errorAnchors: measured };
}
