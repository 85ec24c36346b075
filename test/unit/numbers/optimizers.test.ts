/**
 * The update that each optimizer makes: against the weights as user code reads them, and against the published rule in
 * double precision.
 */

import assert from 'node:assert/strict';

import { probe } from '../probe/run';
import { l2, Network, phaseOf, type Values, wave } from './double';
import { dense, meanSquaredError } from './double-layers';
import { ErrorTable } from './error-table';

const steps = 5;
const examples = 6;
const shape = { hidden: [3, 4], out: [4, 2] } as const;
const epsilon = 1e-7;

/** Memory of one number of a weight; what it was at the start is zero unless a rule says otherwise. */
type Memory = Record<string, number | undefined>;
/** What is subtracted from the number in step `t`, counted from 1. */
type Rule = (gradient: number, memory: Memory, t: number) => number;

const remember = (memory: Memory, key: string, start: number, next: (value: number) => number): number =>
  (memory[key] = next(memory[key] ?? start));
const average = (memory: Memory, key: string, share: number, value: number): number =>
  remember(memory, key, 0, (old) => share * old + (1 - share) * value);

const optimizers: readonly { readonly code: string; readonly rule: Rule }[] = [
  { code: 'tf.train.sgd(0.1)', rule: (g) => 0.1 * g },
  // Polyak 1964; Nesterov's form as in Sutskever et al. 2013.
  { code: 'tf.train.momentum(0.05, 0.9)', rule: (g, memory) => 0.05 * remember(memory, 'v', 0, (v) => 0.9 * v + g) },
  {
    code: 'tf.train.momentum(0.05, 0.9, true)',
    rule: (g, memory) => 0.05 * (g + 0.9 * remember(memory, 'v', 0, (v) => 0.9 * v + g)),
  },
  // Tieleman and Hinton 2012; centered as in Graves 2013.
  {
    code: 'tf.train.rmsprop(0.01)',
    rule: (g, memory) => (0.01 * g) / Math.sqrt(average(memory, 's', 0.9, g * g) + epsilon),
  },
  {
    code: 'tf.train.rmsprop(0.01, 0.8, 0.5)',
    rule: (g, memory) => {
      const step = (0.01 * g) / Math.sqrt(average(memory, 's', 0.8, g * g) + epsilon);
      return remember(memory, 'v', 0, (v) => 0.5 * v + step);
    },
  },
  {
    code: 'tf.train.rmsprop(0.01, 0.9, 0, 1e-9, true)',
    // tfjs subtracts its epsilon along with the squared mean: small gradients would give NaN with a larger one.
    rule: (g, memory) =>
      (0.01 * g) / Math.sqrt(average(memory, 's', 0.9, g * g) - average(memory, 'm', 0.9, g) ** 2 - 1e-9),
  },
  // Kingma and Ba 2015, both.
  {
    code: 'tf.train.adam(0.01)',
    rule: (g, memory, t) =>
      (0.01 * average(memory, 'm', 0.9, g)) /
      (1 - 0.9 ** t) /
      (Math.sqrt(average(memory, 'v', 0.999, g * g) / (1 - 0.999 ** t)) + epsilon),
  },
  {
    code: 'tf.train.adamax(0.01)',
    rule: (g, memory, t) =>
      (0.01 * average(memory, 'm', 0.9, g)) /
      (1 - 0.9 ** t) /
      (remember(memory, 'u', 0, (u) => Math.max(0.999 * u, Math.abs(g))) + epsilon),
  },
  // Duchi et al. 2011, from 0.1 as tfjs starts it.
  {
    code: 'tf.train.adagrad(0.05)',
    rule: (g, memory) => (0.05 * g) / Math.sqrt(remember(memory, 's', 0.1, (s) => s + g * g) + epsilon),
  },
  {
    // Zeiler 2012; tfjs takes the mean square from before the step.
    code: 'tf.train.adadelta(0.5, 0.9, 1e-4)',
    rule: (g, memory) => {
      const update = (Math.sqrt((memory.u ?? 0) + 1e-4) / Math.sqrt((memory.s ?? 0) + 1e-4)) * g;
      average(memory, 's', 0.9, g * g);
      average(memory, 'u', 0.9, update * update);
      return 0.5 * update;
    },
  },
];

const x: Values = { shape: [examples, 3], data: wave(examples * 3, 10) };
const y: Values = { shape: [examples, 2], data: wave(examples * 2, 20) };

interface Step {
  readonly gradient: number;
  readonly size: number;
  readonly change: number;
}

/** Trains in double precision; for each step what is measured of each weight. */
function train(rule: Rule): readonly ReadonlyMap<string, Step>[] {
  const names = (['hidden', 'out'] as const).flatMap((name) => [
    [`${name}/kernel`, wave(shape[name][0] * shape[name][1], phaseOf(name, 0))] as const,
    [`${name}/bias`, wave(shape[name][1], phaseOf(name, 1))] as const,
  ]);
  const weights: Record<string, number[]> = Object.fromEntries(names);
  const net = new Network(weights, (network) =>
    meanSquaredError(y, dense(network, 'out', dense(network, 'hidden', x, 4, 'tanh'), 2)),
  );
  const memories = new Map<string, Memory[]>(names.map(([key, values]) => [key, values.map(() => ({}))]));
  return Array.from({ length: steps }, (_, step) => {
    const gradients = Object.keys(weights).map((key) => [key, net.weightGradient(key)] as const);
    return new Map(
      gradients.map(([key, gradient]) => {
        const change = gradient.map((g, i) => rule(g, memories.get(key)?.[i] ?? {}, step + 1));
        const measured = { gradient: l2(gradient), size: l2(weights[key]), change: l2(change) };
        change.forEach((value, i) => (weights[key][i] -= value));
        return [key, measured];
      }),
    );
  });
}

/** Trains by single batches, and tells what user code itself sees of the change. */
const bundle = `${wave.toString()}\n${phaseOf.toString()}
const x = tf.tensor(wave(${examples * 3}, 10), [${examples}, 3]),
  y = tf.tensor(wave(${examples * 2}, 20), [${examples}, 2]);
const norm = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
for (const optimizer of [${optimizers.map(({ code }) => code).join(', ')}]) {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ name: 'hidden', units: 4, activation: 'tanh', inputShape: [3] }),
    tf.layers.dense({ name: 'out', units: 2 })] });
  for (const layer of model.layers) layer.setWeights(
    layer.getWeights().map((w, i) => tf.tensor(wave(w.size, phaseOf(layer.name, i)), w.shape)));
  model.compile({ optimizer, loss: 'meanSquaredError' });
  const read = () => model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const changes = [];
  for (let step = 0; step < ${steps}; step++) {
    const before = read();
    await model.trainOnBatch(x, y);
    changes.push(read().map((after, w) => norm(after.map((value, i) => value - before[w][i]))));
  }
  console.log('changes ' + JSON.stringify(changes));
}`;

describe('numbers: optimizers', () => {
  it('make the update that is measured, by their published rules', async () => {
    const { outcome, seeds, events } = await probe(bundle, { steps });
    assert.deepEqual([outcome.status, seeds[0].failures, seeds[0].models.length], ['done', [], optimizers.length]);
    const logs = events.flatMap((event) =>
      event.type === 'log' && event.text.startsWith('changes ') ? [JSON.parse(event.text.slice(8)) as number[][]] : [],
    );
    assert.equal(logs.length, optimizers.length);
    const table = new ErrorTable(`worst relative error over ${steps} steps (numbers compared)`);
    optimizers.forEach(({ code, rule }, at) => {
      const row = code.slice('tf.train.'.length);
      const expected = train(rule);
      const weights = seeds[0].models[at].layers.flatMap((layer) =>
        layer.weights.map((weight) => [`${layer.name}/${weight.name}`, weight] as const),
      );
      weights.forEach(([key, weight], w) => {
        for (let step = 0; step < steps; step++) {
          const change = weight.updateRatio[step] * weight.l2[step];
          const {
            gradient,
            size,
            change: byRule,
          } = expected[step].get(key) ?? { gradient: NaN, size: NaN, change: NaN };
          table.check(row, 'gradient', weight.gradientL2[step], gradient, `gradient of ${key} in step ${step}`);
          table.check(row, 'size', weight.l2[step], size, `size of ${key} in step ${step}`);
          table.check(
            row,
            'update, as user code sees it',
            change,
            logs[at][step][w],
            `change of ${key} in step ${step}`,
          );
          table.check(row, 'update, by the rule', change, byRule, `change of ${key} in step ${step}`);
        }
      });
    });
    table.print();
  });
});
