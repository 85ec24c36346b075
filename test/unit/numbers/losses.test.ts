/**
 * Every loss of tfjs, losses for each output, class weights and functions of the user's, against their formulas in
 * double precision.
 */

import assert from 'node:assert/strict';

import { probe } from '../probe/run';
import { l2, Network, phaseOf, type Values, wave } from './double';
import { type Activation, dense } from './double-layers';
import { ErrorTable } from './error-table';

const examples = 6;
const inputs = 4;
const units = 3;
const tiny = 1e-7;

type Row = readonly number[];
/** The loss of one example. */
type Formula = (y: Row, p: Row) => number;

const mean = (values: Row): number => values.reduce((a, b) => a + b, 0) / values.length;
const sum = (values: Row): number => values.reduce((a, b) => a + b, 0);
const each =
  (f: (y: number, p: number) => number) =>
  (y: Row, p: Row): number[] =>
    y.map((value, i) => f(value, p[i]));
const length = (values: Row): number => Math.hypot(...values);

interface Case {
  readonly title: string;
  /** What `compile` is given, as code. */
  readonly loss: string;
  readonly activation: Activation;
  readonly target: 'wave' | 'positive' | 'sign' | 'one-hot' | 'class';
  readonly formula: Formula;
}

const crossEntropy: Formula = (y, p) => -sum(each((t, q) => t * Math.log(q / sum(p)))(y, p));

const cases: readonly Case[] = [
  {
    title: 'meanSquaredError',
    loss: "'meanSquaredError'",
    activation: 'tanh',
    target: 'wave',
    formula: (y, p) => mean(each((t, q) => (q - t) ** 2)(y, p)),
  },
  {
    title: 'meanAbsoluteError',
    loss: "'meanAbsoluteError'",
    activation: 'tanh',
    target: 'wave',
    formula: (y, p) => mean(each((t, q) => Math.abs(q - t))(y, p)),
  },
  {
    title: 'meanAbsolutePercentageError',
    loss: "'meanAbsolutePercentageError'",
    activation: 'linear',
    target: 'positive',
    formula: (y, p) => 100 * mean(each((t, q) => Math.abs((t - q) / t))(y, p)),
  },
  {
    title: 'meanSquaredLogarithmicError',
    loss: "'meanSquaredLogarithmicError'",
    activation: 'sigmoid',
    target: 'positive',
    formula: (y, p) => mean(each((t, q) => (Math.log(1 + q) - Math.log(1 + t)) ** 2)(y, p)),
  },
  {
    title: 'hinge',
    loss: "'hinge'",
    activation: 'tanh',
    target: 'sign',
    formula: (y, p) => mean(each((t, q) => Math.max(0, 1 - t * q))(y, p)),
  },
  {
    title: 'squaredHinge',
    loss: "'squaredHinge'",
    activation: 'tanh',
    target: 'sign',
    formula: (y, p) => mean(each((t, q) => Math.max(0, 1 - t * q) ** 2)(y, p)),
  },
  {
    title: 'categoricalHinge',
    loss: "'categoricalHinge'",
    activation: 'tanh',
    target: 'one-hot',
    formula: (y, p) =>
      Math.max(0, 1 + Math.max(...each((t, q) => (1 - t) * q)(y, p)) - sum(each((t, q) => t * q)(y, p))),
  },
  {
    title: 'logcosh',
    loss: "'logcosh'",
    activation: 'linear',
    target: 'wave',
    formula: (y, p) => mean(each((t, q) => Math.log(Math.cosh(q - t)))(y, p)),
  },
  {
    title: 'categoricalCrossentropy',
    loss: "'categoricalCrossentropy'",
    activation: 'softmax',
    target: 'one-hot',
    formula: crossEntropy,
  },
  {
    title: 'categoricalCrossentropy of sigmoids',
    loss: "'categoricalCrossentropy'",
    activation: 'sigmoid',
    target: 'one-hot',
    formula: crossEntropy,
  },
  {
    title: 'sparseCategoricalCrossentropy',
    loss: "'sparseCategoricalCrossentropy'",
    activation: 'softmax',
    target: 'class',
    formula: crossEntropy,
  },
  {
    title: 'binaryCrossentropy',
    loss: "'binaryCrossentropy'",
    activation: 'sigmoid',
    target: 'one-hot',
    formula: (y, p) => -mean(each((t, q) => t * Math.log(q) + (1 - t) * Math.log(1 - q))(y, p)),
  },
  {
    title: 'kullbackLeiblerDivergence',
    loss: "'kullbackLeiblerDivergence'",
    activation: 'softmax',
    target: 'positive',
    formula: (y, p) => sum(each((t, q) => t * Math.log(Math.min(1, t) / q))(y, p)),
  },
  {
    title: 'poisson',
    loss: "'poisson'",
    activation: 'sigmoid',
    target: 'positive',
    formula: (y, p) => mean(each((t, q) => q - t * Math.log(q + tiny))(y, p)),
  },
  {
    title: 'cosineProximity',
    loss: "'cosineProximity'",
    activation: 'tanh',
    target: 'wave',
    formula: (y, p) => -sum(each((t, q) => t * q)(y, p)) / length(y) / length(p),
  },
  {
    title: 'tf.losses.huberLoss',
    loss: '(y, p) => tf.losses.huberLoss(y, p, undefined, 0.3)',
    activation: 'tanh',
    target: 'wave',
    formula: (y, p) => mean(each((t, q) => huber(Math.abs(q - t), 0.3))(y, p)),
  },
  {
    title: "a function of the user's",
    loss: '(y, p) => tf.mean(tf.pow(tf.sub(p, y), 4)).add(tf.mean(tf.square(p)).mul(0.1))',
    activation: 'tanh',
    target: 'wave',
    formula: (y, p) => mean(each((t, q) => (q - t) ** 4 + 0.1 * q * q)(y, p)),
  },
];

function huber(error: number, delta: number): number {
  return error <= delta ? 0.5 * error * error : delta * error - 0.5 * delta * delta;
}

function targetsOf(kind: Case['target']): number[][] {
  const values = wave(examples * units, 20);
  return Array.from({ length: examples }, (_, e) =>
    Array.from({ length: units }, (_unused, u) => {
      const value = values[e * units + u];
      if (kind === 'wave') return value;
      if (kind === 'positive') return Math.fround(Math.abs(value) + 0.1);
      return kind === 'sign' ? Math.sign(value) : Number(u === (e * 2 + 1) % units);
    }),
  );
}

const targetTensor = (kind: Case['target']): string =>
  kind === 'class'
    ? `tf.tensor(${JSON.stringify(targetsOf(kind).map((row) => row.indexOf(1)))}, [${examples}, 1])`
    : `tf.tensor(${JSON.stringify(targetsOf(kind))})`;

/** A dense layer and an output layer, in double precision. */
function networkOf(
  outputs: readonly {
    readonly name: string;
    readonly activation: Activation;
    readonly target: Case['target'];
    readonly formula: Formula;
    readonly weightOf?: (y: Row) => number;
  }[],
): Network {
  const x: Values = { shape: [examples, inputs], data: wave(examples * inputs, 10) };
  const names = ['hidden', ...outputs.map(({ name }) => name)];
  const weights = names.flatMap((name) => [
    [`${name}/kernel`, wave((name === 'hidden' ? inputs : units) * units, phaseOf(name, 0))] as const,
    [`${name}/bias`, wave(units, phaseOf(name, 1))] as const,
  ]);
  return new Network(Object.fromEntries(weights), (net) => {
    const hidden = dense(net, 'hidden', x, units, 'tanh');
    return outputs.reduce((total, { name, activation, target, formula, weightOf = () => 1 }) => {
      const { data } = dense(net, name, hidden, units, activation);
      return (
        total + mean(targetsOf(target).map((y, e) => weightOf(y) * formula(y, data.slice(e * units, (e + 1) * units))))
      );
    }, 0);
  });
}

const fill =
  'for (const layer of model.layers) layer.setWeights(layer.getWeights().map((w, i) => tf.tensor(wave(w.size, ' +
  'phaseOf(layer.name, i)), w.shape)));';
const x = `tf.tensor(wave(${examples * inputs}, 10), [${examples}, ${inputs}])`;

const single = ({ loss, activation, target }: Case): string => `{
  const model = tf.sequential({ layers: [
    tf.layers.dense({ name: 'hidden', units: ${units}, activation: 'tanh', inputShape: [${inputs}] }),
    tf.layers.dense({ name: 'out', units: ${units}, activation: '${activation}' })] });
  ${fill}
  model.compile({ optimizer: 'sgd', loss: ${loss} });
  await model.fit(${x}, ${targetTensor(target)});
}`;

const classWeight = { 0: 2, 1: 0.5, 2: 3 };

/** Two outputs whose losses are given by name and by order; then one whose classes are weighted. */
const several = (losses: string): string => `{
  const input = tf.input({ shape: [${inputs}] });
  const hidden = tf.layers.dense({ name: 'hidden', units: ${units}, activation: 'tanh' }).apply(input);
  const out = (name, activation) => tf.layers.dense({ name, units: ${units}, activation }).apply(hidden);
  const model = tf.model({ inputs: input, outputs: [out('one', 'softmax'), out('two', 'linear')] });
  ${fill}
  model.compile({ optimizer: 'sgd', loss: ${losses} });
  await model.fit(${x}, [${targetTensor('one-hot')}, ${targetTensor('wave')}]);
}`;

const weighted = `{
  const model = tf.sequential({ layers: [
    tf.layers.dense({ name: 'hidden', units: ${units}, activation: 'tanh', inputShape: [${inputs}] }),
    tf.layers.dense({ name: 'out', units: ${units}, activation: 'softmax' })] });
  ${fill}
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  await model.fit(${x}, ${targetTensor('one-hot')}, { classWeight: ${JSON.stringify(classWeight)} });
}`;

const two = [
  { name: 'one', activation: 'softmax', target: 'one-hot', formula: crossEntropy },
  { name: 'two', activation: 'linear', target: 'wave', formula: cases[1].formula },
] as const;

const networks: readonly (readonly [string, string, Network])[] = [
  ...cases.map((one) => [one.title, single(one), networkOf([{ name: 'out', ...one }])] as const),
  [
    'losses by name of the output',
    several("{ two: 'meanAbsoluteError', one: 'categoricalCrossentropy' }"),
    networkOf(two),
  ],
  ['losses in order of the outputs', several("['categoricalCrossentropy', 'meanAbsoluteError']"), networkOf(two)],
  [
    'class weights',
    weighted,
    networkOf([
      {
        name: 'out',
        activation: 'softmax',
        target: 'one-hot',
        formula: crossEntropy,
        weightOf: (y) => Object.values(classWeight)[y.indexOf(1)],
      },
    ]),
  ],
];

describe('numbers: losses against their formulas in double precision', () => {
  it('agree to 1e-3 in loss, outputs and weights', async () => {
    const code = [wave.toString(), phaseOf.toString(), ...networks.map(([, text]) => text)].join('\n');
    const { outcome, seeds } = await probe(code, { steps: 1 });
    assert.deepEqual([outcome.status, seeds[0].failures], ['done', []]);
    assert.equal(seeds[0].models.length, networks.length);
    const table = new ErrorTable('worst relative error (numbers compared)');
    networks.forEach(([title, , net], at) => {
      const model = seeds[0].models[at];
      table.check(title, 'loss', model.losses[0], net.loss(), 'loss');
      const outputs = net.outputGradients();
      for (const layer of model.layers) {
        table.check(
          title,
          'outputs',
          layer.outputGradientL2[0],
          outputs.get(layer.name) ?? NaN,
          `output of ${layer.name}`,
        );
        for (const weight of layer.weights) {
          const key = `${layer.name}/${weight.name}`;
          table.check(title, 'weights', weight.gradientL2[0], l2(net.weightGradient(key)), key);
        }
      }
    });
    table.print();
  });
});
