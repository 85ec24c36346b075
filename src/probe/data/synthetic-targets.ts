/** Makes targets that a model can learn: the answers of a fixed random teacher, in the form that the loss takes. */

import { randomGenerator } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';

/** The forms that targets have, by what a loss takes. */
type Form =
  | 'real'
  | 'positive'
  | 'unit'
  | 'signed-unit'
  | 'counts'
  | 'one-hot'
  | 'class-index'
  | 'binary'
  | 'sign'
  | 'distribution';

const formOfLoss: Readonly<Partial<Record<string, Form>>> = {
  categoricalCrossentropy: 'one-hot',
  categoricalHinge: 'one-hot',
  softmaxCrossEntropy: 'one-hot',
  sparseCategoricalCrossentropy: 'class-index',
  binaryCrossentropy: 'binary',
  sigmoidCrossEntropy: 'binary',
  logLoss: 'binary',
  hingeLoss: 'binary',
  hinge: 'sign',
  squaredHinge: 'sign',
  kullbackLeiblerDivergence: 'distribution',
  poisson: 'counts',
  meanAbsolutePercentageError: 'positive',
  meanSquaredLogarithmicError: 'positive',
};

/** Where the loss takes any number, the range of the output decides. */
const formOfActivation: Readonly<Partial<Record<string, Form>>> = {
  softmax: 'one-hot',
  sigmoid: 'unit',
  hardSigmoid: 'unit',
  tanh: 'signed-unit',
  softsign: 'signed-unit',
  relu: 'positive',
  relu6: 'positive',
  softplus: 'positive',
};

/**
 * Features that each unit of the teacher reads: enough to depend on the whole input, few enough to be quick for images.
 */
const featuresPerUnit = 16;

/**
 * @param inputs for each input one row of features an example, roughly standard normal
 * @param shape of the output that the model gave, batch first
 * @param loss name of the loss, as `lossName` gives it for one output
 * @param activation of the output layer, or null
 */
export function makeTargets(
  inputs: readonly (readonly Float32Array[])[],
  shape: readonly number[],
  loss: string,
  activation: string | null,
  seed: number,
): tf.Tensor {
  const form = formOfLoss[loss] ?? (activation === null ? undefined : formOfActivation[activation]) ?? 'real';
  const [examples, ...rest] = shape;
  const units = rest.reduce((product, size) => product * size, 1);
  const answers = askTeacher(inputs, examples, units, seed);
  const classes = rest.at(-1) ?? 1;
  if (form === 'class-index')
    return tf.tensor(winners(answers, classes), rest.length > 1 ? [examples, ...rest.slice(0, -1), 1] : [examples, 1]);
  return tf.tensor(shaped(answers, form, classes), [...shape]);
}

function askTeacher(
  inputs: readonly (readonly Float32Array[])[],
  examples: number,
  units: number,
  seed: number,
): Float32Array {
  const random = randomGenerator(seed);
  const answers = new Float32Array(examples * units);
  const scale = 1 / Math.sqrt(featuresPerUnit);
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < featuresPerUnit; k++) {
      const input = inputs[k % inputs.length];
      const feature = Math.floor(random.uniform() * input[0].length);
      const weight = random.normal() * scale;
      for (let example = 0; example < examples; example++)
        answers[example * units + unit] += weight * input[example][feature];
    }
  }
  return answers;
}

/** The index of the largest answer in each row. */
function winners(answers: Float32Array, classes: number): Float32Array {
  const indices = new Float32Array(answers.length / classes);
  for (let row = 0; row < indices.length; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (answers[row * classes + c] > answers[row * classes + best]) best = c;
    indices[row] = best;
  }
  return indices;
}

function shaped(answers: Float32Array, form: Exclude<Form, 'class-index'>, classes: number): Float32Array {
  switch (form) {
    case 'real':
      return answers;
    case 'positive':
      return answers.map((answer) => Math.abs(answer) + 0.1);
    case 'counts':
      return answers.map((answer) => Math.round(Math.exp(answer)));
    case 'unit':
      return answers.map((answer) => 1 / (1 + Math.exp(-answer)));
    case 'signed-unit':
      return answers.map((answer) => Math.tanh(answer));
    case 'binary':
      return answers.map((answer) => (answer > 0 ? 1 : 0));
    case 'sign':
      return answers.map((answer) => (answer > 0 ? 1 : -1));
    case 'one-hot': {
      const result = new Float32Array(answers.length);
      winners(answers, classes).forEach((winner, row) => {
        result[row * classes + winner] = 1;
      });
      return result;
    }
    case 'distribution':
      return softmaxRows(answers, classes);
  }
}

function softmaxRows(answers: Float32Array, classes: number): Float32Array {
  const result = answers.map((answer) => Math.exp(answer));
  for (let start = 0; start < result.length; start += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += result[start + c];
    for (let c = 0; c < classes; c++) result[start + c] /= sum;
  }
  return result;
}
