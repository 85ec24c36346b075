/**
 * Trains a model of the sweep without tfjs, from its tfjs weights and by the formulas of tfjs's losses and optimizers.
 */

import type * as tf from '@tensorflow/tfjs';
import {
  activation,
  type Block,
  convolution,
  dense,
  matrix,
  type Matrix,
  normalization,
  parameter,
  type Parameter,
  reshaped,
} from './layers';
import { batchSizeOf, pictureSize, type Spec } from './network';

/** tfjs's epsilon for float32, in losses and optimizers. */
const epsilon = 1e-7;

export interface Training {
  /** The current kernels of the hidden layers. */
  readonly kernels: readonly Float32Array[];
  /** Takes one step on the next batch; returns the loss before it. */
  step(): number;
}

/** Hidden layers as lists of blocks, and the head. */
function blocksOf(spec: Spec, model: tf.LayersModel): { hidden: Block[][]; head: Block } {
  const weighted = model.layers
    .filter((layer) => layer.getWeights().length > 0)
    .map((layer) => layer.getWeights().map((w) => parameter(w.dataSync<'float32'>())));
  const hidden = Array.from({ length: spec.depth }, () => {
    const [kernel, bias] = weighted.shift() ?? [];
    const blocks = [spec.kind === 'dense' ? dense(kernel, bias) : convolution(kernel, bias, pictureSize)];
    if (spec.norm !== 'none') {
      const [gamma, beta] = weighted.shift() ?? [];
      blocks.push(normalization(spec.norm, gamma, beta));
    }
    return [...blocks, activation(spec.activation)];
  });
  const [kernel, bias] = weighted.shift() ?? [];
  return { hidden, head: dense(kernel, bias) };
}

/** Mean loss and its gradient; zero for a cross-entropy that tfjs clips. */
function lossOf(spec: Spec, output: Matrix, targets: Float32Array): { loss: number; gradient: Matrix } {
  const gradient = matrix(output.rows, output.columns);
  let loss = 0;
  for (let r = 0; r < output.rows; r++) {
    const row = output.values.subarray(r * output.columns, (r + 1) * output.columns);
    const wanted = targets.subarray(r * output.columns, (r + 1) * output.columns);
    if (spec.task === 'regression') {
      loss += (row[0] - wanted[0]) ** 2 / output.rows;
      gradient.values[r] = (2 * (row[0] - wanted[0])) / output.rows;
      continue;
    }
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const raised = Array.from(row, (z) => Math.exp(z - top));
    const sum = raised.reduce((a, b) => a + b, 0);
    const shares = raised.map((e) => Math.fround(e / sum));
    const right = shares[wanted.indexOf(1)];
    loss -= Math.log(Math.min(1 - epsilon, Math.max(epsilon, right))) / output.rows;
    if (right < epsilon || right > 1 - epsilon) continue;
    shares.forEach((share, j) => {
      gradient.values[r * output.columns + j] = (share - wanted[j]) / output.rows;
    });
  }
  return { loss, gradient };
}

/** The update of one parameter in step t (from 1), by the formulas of tfjs's optimizers with their default settings. */
function optimizerOf(name: string, rate: number): (p: Parameter, t: number) => void {
  const memory = new Map<Parameter, { m: Float32Array; v: Float32Array }>();
  return (p, t) => {
    let state = memory.get(p);
    if (!state) memory.set(p, (state = { m: new Float32Array(p.values.length), v: new Float32Array(p.values.length) }));
    const { m, v } = state;
    for (let i = 0; i < p.values.length; i++) {
      const g = p.gradient[i];
      if (name === 'sgd') p.values[i] -= rate * g;
      else if (name === 'momentum') {
        m[i] = 0.9 * m[i] + g;
        p.values[i] -= rate * m[i];
      } else if (name === 'rmsprop') {
        v[i] = 0.9 * v[i] + 0.1 * g * g;
        p.values[i] -= (rate * g) / Math.sqrt(v[i] + epsilon);
      } else {
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        p.values[i] -= (rate * (m[i] / (1 - 0.9 ** t))) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + epsilon);
      }
    }
  };
}

/**
 * @param model from `network`; only read
 * @param x rows of inputs; training takes the batches in order, again and again
 */
export function startTraining(spec: Spec, model: tf.LayersModel, x: Float32Array, y: Float32Array): Training {
  const { hidden, head } = blocksOf(spec, model);
  const all = [...hidden.flat(), head].flatMap((block) => block.parameters);
  const [name, rate] = spec.optimizer.split(' ');
  const update = optimizerOf(name, Number(rate));
  const outputs = spec.task === 'classes' ? 3 : 1;
  const batchSize = batchSizeOf(spec);
  const examples = y.length / outputs;
  const inputs = x.length / examples;
  const columns = spec.kind === 'dense' ? inputs : 1;
  const flat = head.parameters[0].values.length / outputs;
  let t = 0;
  return {
    kernels: hidden.map(([weighted]) => weighted.parameters[0].values),
    step() {
      const first = (t % Math.floor(examples / batchSize)) * batchSize;
      t++;
      let h = reshaped({ values: x.slice(first * inputs, (first + batchSize) * inputs), rows: 0, columns }, columns);
      hidden.forEach((blocks, depth) => {
        const before = h;
        for (const block of blocks) h = block.forward(h);
        if (spec.residual && depth > 0) h = { ...h, values: h.values.map((value, i) => value + before.values[i]) };
      });
      const width = h.columns;
      const { loss, gradient } = lossOf(
        spec,
        head.forward(reshaped(h, flat)),
        y.subarray(first * outputs, (first + batchSize) * outputs),
      );
      let d = reshaped(head.backward(gradient), width);
      for (let depth = hidden.length - 1; depth >= 0; depth--) {
        const after = d;
        for (const block of [...hidden[depth]].reverse()) d = block.backward(d);
        if (spec.residual && depth > 0) d = { ...d, values: d.values.map((value, i) => value + after.values[i]) };
      }
      for (const p of all) update(p, t);
      return loss;
    },
  };
}
