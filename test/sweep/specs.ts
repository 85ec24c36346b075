/** Draws the models of the sweep, always the same: over depth, activation, initializer, normalization and optimizer. */

import { randomGenerator } from '../../src/probe/tfjs/seeded-random';
import type { Spec } from './network';

/** Gives at least 400 models: some are drawn twice and count once. */
const drawn = 425;

type Weighted<T> = readonly (readonly [T, number])[];

const activations: Weighted<Spec['activation']> = [
  ['relu', 30],
  ['tanh', 18],
  ['sigmoid', 18],
  ['elu', 8],
  ['selu', 8],
  ['swish', 8],
  ['softsign', 5],
  ['hardSigmoid', 5],
];
const initializers: Weighted<Spec['initializer']> = [
  ['glorotNormal', 20],
  ['glorotUniform', 10],
  ['heNormal', 17],
  ['heUniform', 5],
  ['leCunNormal', 10],
  ['orthogonal', 5],
  ['normal 0.01', 10],
  ['normal 0.6', 8],
  ['normal 2', 5],
  ['zeros', 4],
  ['constant 0.05', 6],
];
const norms: Weighted<Spec['norm']> = [
  ['none', 70],
  ['batch', 18],
  ['layer', 12],
];
/** Mostly ordinary learning rates, a few far too small or too large. */
const optimizers: Weighted<Spec['optimizer']> = [
  ['adam 0.001', 33],
  ['adam 0.01', 12],
  ['sgd 0.1', 20],
  ['sgd 0.01', 8],
  ['momentum 0.01', 8],
  ['rmsprop 0.001', 5],
  ['adam 0.000001', 4],
  ['adam 1', 4],
  ['sgd 0.00001', 3],
  ['sgd 20', 3],
];

/** A name that holds every choice: `dense 12x16 sigmoid glorotNormal none plain adam 0.001 classes`. */
export function nameOf(spec: Spec): string {
  const { kind, depth, width, activation, initializer, norm, residual, optimizer, task } = spec;
  const path = residual ? 'residual' : 'plain';
  return `${kind} ${depth}x${width} ${activation} ${initializer} ${norm} ${path} ${optimizer} ${task}`;
}

const named = new RegExp(
  [
    /^(dense|conv) (\d+)x(\d+) (\w+) (\w+(?: [\d.]+)?)/,
    /(none|batch|layer) (plain|residual) (\w+ [\d.]+) (classes|regression)$/,
  ]
    .map(({ source }) => source)
    .join(' '),
);

/**
 * The model of a name, whether a list holds it or not.
 * @throws Error for what `nameOf` gives for no model
 */
export function specOf(name: string): Spec {
  const parts = named.exec(name);
  if (!parts) throw new Error(`No model has the name ${name}.`);
  const [, kind, depth, width, activation, initializer, norm, path, optimizer, task] = parts;
  const numbers = { depth: Number(depth), width: Number(width), residual: path === 'residual' };
  return { kind, activation, initializer, norm, optimizer, task, ...numbers } as Spec;
}

export type Half = 'choose' | 'report';

/**
 * Seeds of the generator: lists on which to choose rules and thresholds, and one for the report. Once rules
 * have changed since the report, its seed joins the first list, and a new seed takes its place.
 */
const generatorSeeds = { choose: [20, 21, 22, 23, 24, 25, 26, 27, 28], report: 29 };

/** The models of one seed of the generator, always the same. */
export function drawSpecs(seed: number): Map<string, Spec> {
  const random = randomGenerator(seed);
  const pick = <T>(choices: Weighted<T>): T => {
    let at = random.uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    return (choices.find(([, weight]) => (at -= weight) < 0) ?? choices[0])[0];
  };
  const specs = new Map<string, Spec>();
  for (let i = 0; i < drawn; i++) {
    const kind = pick<Spec['kind']>([
      ['dense', 72],
      ['conv', 28],
    ]);
    const spec: Spec = {
      kind,
      depth:
        kind === 'dense'
          ? pick([
              [1, 1],
              [2, 2],
              [3, 2],
              [5, 2],
              [8, 2],
              [12, 2],
              [20, 1],
            ])
          : pick([
              [1, 1],
              [2, 2],
              [3, 2],
              [4, 2],
              [6, 1],
            ]),
      width:
        kind === 'dense'
          ? pick([
              [8, 1],
              [16, 2],
              [24, 1],
            ])
          : pick([
              [3, 1],
              [4, 2],
            ]),
      activation: pick(activations),
      initializer: pick(initializers),
      norm: pick(norms),
      residual: random.uniform() < 0.25,
      optimizer: pick(optimizers),
      task: kind === 'dense' && random.uniform() < 0.3 ? 'regression' : 'classes',
    };
    specs.set(nameOf(spec), spec);
  }
  return specs;
}

/** The models of one half. A model that both halves draw belongs to the choose half. */
export function specsOf(half: Half): Map<string, Spec> {
  const chosen = new Map(generatorSeeds.choose.flatMap((seed) => [...drawSpecs(seed)]));
  if (half === 'choose') return chosen;
  return new Map([...drawSpecs(generatorSeeds.report)].filter(([name]) => !chosen.has(name)));
}
