/** The numbers of step 0 against finite differences of a network written out in double precision, independent of tfjs. */

import { assertClose, probeOne } from './run';

const sizes = [3, 4, 4, 2];
const examples = 5;
const difference = 1e-5;

/** Weights and data from a formula, the same in the bundle. */
function values(count: number, phase: number): number[] {
  return Array.from({ length: count }, (_, i) => 0.8 * Math.sin(2.3 * i + phase));
}

interface Network {
  readonly kernels: number[][];
  readonly biases: number[][];
}

/** Mean squared error of a tanh network; `shift` is added to the outputs of each layer. */
function loss({ kernels, biases }: Network, shift: readonly number[][]): number {
  const x = values(examples * sizes[0], 100);
  const y = values(examples * sizes[3], 200);
  let sum = 0;
  for (let e = 0; e < examples; e++) {
    let h = x.slice(e * sizes[0], (e + 1) * sizes[0]);
    kernels.forEach((kernel, l) => {
      h = biases[l].map((bias, unit) => Math.tanh(h.reduce((z, value, i) => z + value * kernel[i * sizes[l + 1] + unit], bias)) + shift[l][e * sizes[l + 1] + unit]);
    });
    h.forEach((output, unit) => (sum += (output - y[e * sizes[3] + unit]) ** 2));
  }
  return sum / (examples * sizes[3]);
}

/** L2 of the gradient with respect to the numbers in an array that `evaluate` reads. */
function slope(target: number[], evaluate: () => number): number {
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    const at = target[i];
    target[i] = at + difference;
    const above = evaluate();
    target[i] = at - difference;
    const below = evaluate();
    target[i] = at;
    sum += ((above - below) / (2 * difference)) ** 2;
  }
  return Math.sqrt(sum);
}

describe('probe: numbers of step 0 against finite differences', () => {
  it('agrees on outputs, weights and the loss', async () => {
    const network = {
      kernels: [0, 1, 2].map((l) => values(sizes[l] * sizes[l + 1], l)),
      biases: [0, 1, 2].map((l) => values(sizes[l + 1], 10 + l)),
    };
    const shift = [0, 1, 2].map((l) => new Array<number>(examples * sizes[l + 1]).fill(0));
    const model = await probeOne(
      `const values = ${values.toString()};
const sizes = ${JSON.stringify(sizes)};
const model = tf.sequential();
for (let l = 0; l < 3; l++) model.add(tf.layers.dense({ units: sizes[l + 1], activation: 'tanh', inputShape: [sizes[l]],
  weights: [tf.tensor(values(sizes[l] * sizes[l + 1], l), [sizes[l], sizes[l + 1]]), tf.tensor(values(sizes[l + 1], 10 + l))] }));
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await model.fit(tf.tensor(values(${examples} * sizes[0], 100), [${examples}, sizes[0]]), tf.tensor(values(${examples} * sizes[3], 200), [${examples}, sizes[3]]));`,
      { steps: 1 },
    );
    const evaluate = (): number => loss(network, shift);
    assertClose(model.losses[0], evaluate(), 1e-5, 'loss');
    model.layers.forEach((layer, l) => {
      assertClose(layer.outputGradientL2[0], slope(shift[l], evaluate), 1e-4, `layer ${l}: output`);
      assertClose(layer.weights[0].gradientL2[0], slope(network.kernels[l], evaluate), 1e-4, `layer ${l}: kernel`);
      assertClose(layer.weights[1].gradientL2[0], slope(network.biases[l], evaluate), 1e-4, `layer ${l}: bias`);
    });
  });
});
