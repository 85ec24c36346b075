/**
 * The layers of the sweep's models, forward and backward on plain arrays: for such small tensors much faster than tfjs.
 */

import type { Spec } from './network';

/** A matrix in row order; for a picture, each position is a row of channels. */
export interface Matrix {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

export interface Parameter {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
}

/** `forward` remembers what `backward` needs; `backward` sets the parameters' gradients and returns the input's. */
export interface Block {
  readonly parameters: readonly Parameter[];
  forward(x: Matrix): Matrix;
  backward(dy: Matrix): Matrix;
}

export const matrix = (rows: number, columns: number): Matrix => ({
  values: new Float32Array(rows * columns),
  rows,
  columns,
});
export const parameter = (values: Float32Array): Parameter => ({
  values: values.slice(),
  gradient: new Float32Array(values.length),
});

/** y = x W + b. */
export function dense(kernel: Parameter, bias: Parameter): Block {
  let x = matrix(0, 0);
  return {
    parameters: [kernel, bias],
    forward(input) {
      x = input;
      const y = matrix(x.rows, bias.values.length);
      const row = new Float64Array(y.columns);
      for (let r = 0; r < x.rows; r++) {
        row.set(bias.values);
        for (let i = 0; i < x.columns; i++) {
          const value = x.values[r * x.columns + i];
          for (let j = 0; j < y.columns; j++) row[j] += value * kernel.values[i * y.columns + j];
        }
        y.values.set(row, r * y.columns);
      }
      return y;
    },
    backward(dy) {
      const dx = matrix(x.rows, x.columns);
      kernel.gradient.fill(0);
      bias.gradient.fill(0);
      for (let r = 0; r < dy.rows; r++) {
        for (let j = 0; j < dy.columns; j++) bias.gradient[j] += dy.values[r * dy.columns + j];
        for (let i = 0; i < x.columns; i++) {
          const value = x.values[r * x.columns + i];
          let sum = 0;
          for (let j = 0; j < dy.columns; j++) {
            const d = dy.values[r * dy.columns + j];
            sum += d * kernel.values[i * dy.columns + j];
            kernel.gradient[i * dy.columns + j] += value * d;
          }
          dx.values[r * x.columns + i] = sum;
        }
      }
      return dx;
    },
  };
}

/** A 3x3 convolution with padding: the nine neighbors of each position as one row, then a dense layer. */
export function convolution(kernel: Parameter, bias: Parameter, size: number): Block {
  const inner = dense(kernel, bias);
  let channels = 0;
  /** Calls back with the offset of a position's channels and that of its place in the row of a neighbor. */
  const eachNeighbor = (rows: number, visit: (from: number, to: number) => void): void => {
    for (let r = 0; r < rows; r++) {
      const at = r % (size * size);
      const [py, px] = [Math.floor(at / size), at % size];
      for (let k = 0; k < 9; k++) {
        const [y, x] = [py + Math.floor(k / 3) - 1, px + (k % 3) - 1];
        if (y >= 0 && y < size && x >= 0 && x < size) visit((r - at + y * size + x) * channels, (r * 9 + k) * channels);
      }
    }
  };
  return {
    parameters: inner.parameters,
    forward(x) {
      channels = x.columns;
      const patches = matrix(x.rows, 9 * channels);
      eachNeighbor(x.rows, (from, to) => {
        for (let c = 0; c < channels; c++) patches.values[to + c] = x.values[from + c];
      });
      return inner.forward(patches);
    },
    backward(dy) {
      const patches = inner.backward(dy);
      const dx = matrix(dy.rows, channels);
      eachNeighbor(dy.rows, (from, to) => {
        for (let c = 0; c < channels; c++) dx.values[from + c] += patches.values[to + c];
      });
      return dx;
    },
  };
}

/** Normalizes over rows (batch) or columns (layer), with tfjs's epsilon; batch normalization as in training only. */
export function normalization(kind: 'batch' | 'layer', gamma: Parameter, beta: Parameter): Block {
  const epsilon = 1e-3;
  let normal = matrix(0, 0);
  let inverse = new Float64Array(0);
  /** Index of the value that is the i-th of the n-th group. */
  const index = (columns: number, n: number, i: number): number =>
    kind === 'batch' ? i * columns + n : n * columns + i;
  return {
    parameters: [gamma, beta],
    forward(x) {
      const [groups, size] = kind === 'batch' ? [x.columns, x.rows] : [x.rows, x.columns];
      normal = matrix(x.rows, x.columns);
      inverse = new Float64Array(groups);
      const y = matrix(x.rows, x.columns);
      for (let n = 0; n < groups; n++) {
        let mean = 0;
        let variance = 0;
        for (let i = 0; i < size; i++) mean += x.values[index(x.columns, n, i)] / size;
        for (let i = 0; i < size; i++) variance += (x.values[index(x.columns, n, i)] - mean) ** 2 / size;
        inverse[n] = 1 / Math.sqrt(variance + epsilon);
        for (let i = 0; i < size; i++) {
          const at = index(x.columns, n, i);
          normal.values[at] = (x.values[at] - mean) * inverse[n];
          y.values[at] = gamma.values[at % x.columns] * normal.values[at] + beta.values[at % x.columns];
        }
      }
      return y;
    },
    backward(dy) {
      const { rows, columns } = dy;
      const [groups, size] = kind === 'batch' ? [columns, rows] : [rows, columns];
      gamma.gradient.fill(0);
      beta.gradient.fill(0);
      for (let at = 0; at < dy.values.length; at++) {
        gamma.gradient[at % columns] += dy.values[at] * normal.values[at];
        beta.gradient[at % columns] += dy.values[at];
      }
      const dx = matrix(rows, columns);
      for (let n = 0; n < groups; n++) {
        let mean = 0;
        let along = 0;
        for (let i = 0; i < size; i++) {
          const at = index(columns, n, i);
          const d = dy.values[at] * gamma.values[at % columns];
          mean += d / size;
          along += (d * normal.values[at]) / size;
        }
        for (let i = 0; i < size; i++) {
          const at = index(columns, n, i);
          dx.values[at] = inverse[n] * (dy.values[at] * gamma.values[at % columns] - mean - normal.values[at] * along);
        }
      }
      return dx;
    },
  };
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/** Value and slope at z. */
const activations: Readonly<Record<Spec['activation'], readonly [(z: number) => number, (z: number) => number]>> = {
  relu: [(z) => (z > 0 ? z : z - z), (z) => (z > 0 ? 1 : 0)],
  tanh: [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  sigmoid: [logistic, (z) => logistic(z) * (1 - logistic(z))],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z) => (z > 0 ? 1 : Math.exp(z))],
  selu: [
    (z) => selu.scale * (z > 0 ? z : selu.alpha * Math.expm1(z)),
    (z) => selu.scale * (z > 0 ? 1 : selu.alpha * Math.exp(z)),
  ],
  swish: [(z) => z * logistic(z), (z) => logistic(z) * (1 + z * (1 - logistic(z)))],
  softsign: [(z) => z / (1 + Math.abs(z)), (z) => 1 / (1 + Math.abs(z)) ** 2],
  hardSigmoid: [(z) => Math.min(1, Math.max(0, 0.2 * z + 0.5)), (z) => (Math.abs(z) < 2.5 ? 0.2 : 0)],
};

export function activation(name: Spec['activation']): Block {
  const [value, slope] = activations[name];
  let z = matrix(0, 0);
  return {
    parameters: [],
    forward(x) {
      z = x;
      return { ...x, values: x.values.map(value) };
    },
    backward: (dy) => ({ ...dy, values: dy.values.map((d, i) => d * slope(z.values[i])) }),
  };
}

/** The same numbers with `columns` in a row. */
export function reshaped(x: Matrix, columns: number): Matrix {
  return { values: x.values, rows: x.values.length / columns, columns };
}
