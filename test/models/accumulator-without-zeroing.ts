// label: update-too-large [gradients that pile up]
// cause: the accumulators keep the gradients of all groups of batches, of which step() applies the mean

import * as tf from '@tensorflow/tfjs';

interface Slot {
  variable: tf.Variable;
  sum: tf.Variable;
}

class Accumulator {
  private slots: Slot[] = [];
  private seen = 0;

  constructor(
    private readonly optimizer: tf.Optimizer,
    private readonly every: number,
  ) {}

  add(grads: tf.NamedTensorMap, variables: tf.Variable[]) {
    if (this.slots.length === 0)
      this.slots = variables.map((variable) => ({
        variable,
        sum: tf.variable(tf.zerosLike(variable), false),
      }));
    for (const { variable, sum } of this.slots) sum.assign(sum.add(grads[variable.name]));
    this.seen++;
    if (this.seen === this.every) this.step();
  }

  private step() {
    const list = this.slots.map(({ variable, sum }) => ({
      name: variable.name,
      tensor: tf.div(sum, this.every),
    }));
    this.optimizer.applyGradients(list); // cause
    list.forEach(({ tensor }) => tensor.dispose());
    this.seen = 0;
  }
}

const hidden = tf.variable(tf.randomNormal([5, 14], 0, 0.4), true, 'hidden');
const bias = tf.variable(tf.zeros([14]), true, 'bias');
const out = tf.variable(tf.randomNormal([14, 3], 0, 0.3), true, 'out');
const variables = [hidden, bias, out];

const accumulator = new Accumulator(tf.train.adam(0.005), 3);
for (let i = 0; i < 240; i++) {
  tf.tidy(() => {
    const x = tf.randomNormal([12, 5]) as tf.Tensor2D;
    const classes = x.slice([0, 0], [12, 3]).argMax(1) as tf.Tensor1D;
    const { grads } = tf.variableGrads(() => {
      const logits = x
        .matMul(hidden as unknown as tf.Tensor2D)
        .add(bias)
        .tanh()
        .matMul(out);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(classes, 3), logits) as tf.Scalar;
    }, variables);
    accumulator.add(grads, variables);
  });
}
