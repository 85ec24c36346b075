/**
 * Layers in double precision by their textbook formulas, with tfjs's defaults: channels last, epsilon 1e-3, reset gate
 * before the product.
 */

import { type Network, sizeOf, type Values } from './double';

export type Activation = 'linear' | 'relu' | 'elu' | 'tanh' | 'sigmoid' | 'softmax';
type Padding = 'same' | 'valid';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** Keras's hard sigmoid, the default of recurrent gates. */
const hardSigmoid = (z: number): number => Math.min(1, Math.max(0, 0.2 * z + 0.5));

const pointwise: Readonly<Record<Exclude<Activation, 'softmax'>, (z: number) => number>> = {
  linear: (z) => z,
  relu: (z) => Math.max(0, z),
  elu: (z) => (z > 0 ? z : Math.exp(z) - 1),
  tanh: Math.tanh,
  sigmoid,
};

function activate(values: Values, activation: Activation): Values {
  if (activation !== 'softmax') return { shape: values.shape, data: values.data.map(pointwise[activation]) };
  return mapRows(values, (row) => {
    const powers = row.map(Math.exp);
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  });
}

function rowsOf({ shape, data }: Values): number[][] {
  const width = shape[shape.length - 1];
  return Array.from({ length: data.length / width }, (_, row) => data.slice(row * width, (row + 1) * width));
}

function mapRows(values: Values, map: (row: readonly number[]) => readonly number[]): Values {
  const rows = rowsOf(values).map(map);
  return { shape: [...values.shape.slice(0, -1), rows[0].length], data: rows.flat() };
}

/** x K for a row x and a kernel of x.length rows. */
function product(row: readonly number[], kernel: readonly number[], units: number): number[] {
  return Array.from({ length: units }, (_, unit) =>
    row.reduce((sum, value, i) => sum + value * kernel[i * units + unit], 0),
  );
}

const plus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value + b[i]);

export function dense(
  net: Network,
  name: string,
  x: Values,
  units: number,
  activation: Activation = 'linear',
  output = true,
): Values {
  const kernel = net.weight(`${name}/kernel`);
  const bias = net.weight(`${name}/bias`);
  const result = activate(
    mapRows(x, (row) => plus(product(row, kernel, units), bias)),
    activation,
  );
  return output ? net.output(name, result) : result;
}

interface Window {
  readonly size: number;
  readonly stride?: number;
  readonly padding?: Padding;
}

/**
 * For each example and place of the window: the pixels under it, as [row, column] in the window and the pixel's
 * channels.
 */
function slide(
  x: Values,
  { size, stride = 1, padding = 'valid' }: Window,
  at: (
    pixels: readonly { readonly row: number; readonly column: number; readonly channels: readonly number[] }[],
  ) => readonly number[],
): Values {
  const [batch, height, width, channels] = x.shape;
  const axis = (length: number): { count: number; before: number } => {
    if (padding === 'valid') return { count: Math.floor((length - size) / stride) + 1, before: 0 };
    const count = Math.ceil(length / stride);
    return { count, before: Math.floor(Math.max(0, (count - 1) * stride + size - length) / 2) };
  };
  const vertical = axis(height);
  const horizontal = axis(width);
  const places: (readonly number[])[] = [];
  for (let example = 0; example < batch; example++) {
    for (let top = 0; top < vertical.count; top++) {
      for (let left = 0; left < horizontal.count; left++) {
        const pixels = [];
        for (let row = 0; row < size; row++) {
          for (let column = 0; column < size; column++) {
            const [y, z] = [top * stride - vertical.before + row, left * stride - horizontal.before + column];
            if (y < 0 || y >= height || z < 0 || z >= width) continue;
            const start = ((example * height + y) * width + z) * channels;
            pixels.push({ row, column, channels: x.data.slice(start, start + channels) });
          }
        }
        places.push(at(pixels));
      }
    }
  }
  return { shape: [batch, vertical.count, horizontal.count, places[0].length], data: places.flat() };
}

export function conv2d(
  net: Network,
  name: string,
  x: Values,
  filters: number,
  window: Window,
  activation: Activation = 'linear',
  bias = true,
): Values {
  const kernel = net.weight(`${name}/kernel`);
  const shift = bias ? net.weight(`${name}/bias`) : new Array<number>(filters).fill(0);
  const channels = x.shape[3];
  const summed = slide(x, window, (pixels) =>
    shift.map((start, filter) =>
      pixels.reduce(
        (sum, pixel) =>
          sum +
          pixel.channels.reduce(
            (part, value, c) =>
              part + value * kernel[((pixel.row * window.size + pixel.column) * channels + c) * filters + filter],
            0,
          ),
        start,
      ),
    ),
  );
  return net.output(name, activate(summed, activation));
}

export function depthwiseConv2d(
  net: Network,
  name: string,
  x: Values,
  window: Window,
  activation: Activation = 'linear',
): Values {
  const kernel = net.weight(`${name}/depthwise_kernel`);
  const bias = net.weight(`${name}/bias`);
  const summed = slide(x, window, (pixels) =>
    bias.map((start, c) =>
      pixels.reduce(
        (sum, pixel) => sum + pixel.channels[c] * kernel[(pixel.row * window.size + pixel.column) * bias.length + c],
        start,
      ),
    ),
  );
  return net.output(name, activate(summed, activation));
}

export function maxPooling2d(net: Network, name: string, x: Values, window: Window): Values {
  return net.output(
    name,
    slide(x, window, (pixels) =>
      pixels[0].channels.map((_, c) => Math.max(...pixels.map(({ channels }) => channels[c]))),
    ),
  );
}

export function averagePooling2d(net: Network, name: string, x: Values, window: Window): Values {
  return net.output(
    name,
    slide(x, window, (pixels) =>
      pixels[0].channels.map((_, c) => pixels.reduce((sum, { channels }) => sum + channels[c], 0) / pixels.length),
    ),
  );
}

export function globalAveragePooling2d(net: Network, name: string, x: Values): Values {
  const pooled = slide(x, { size: x.shape[1] }, (pixels) =>
    pixels[0].channels.map((_, c) => pixels.reduce((sum, { channels }) => sum + channels[c], 0) / pixels.length),
  );
  return net.output(name, { shape: [x.shape[0], x.shape[3]], data: pooled.data });
}

/** Each pixel four times. */
export function upSampling2d(net: Network, name: string, x: Values): Values {
  const [batch, height, width, channels] = x.shape;
  const pixel = (e: number, row: number, column: number): readonly number[] =>
    x.data.slice(
      ((e * height + row) * width + column) * channels,
      ((e * height + row) * width + column + 1) * channels,
    );
  const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const data = range(batch).flatMap((e) =>
    range(2 * height).flatMap((row) => range(2 * width).flatMap((column) => pixel(e, row >> 1, column >> 1))),
  );
  return net.output(name, { shape: [batch, 2 * height, 2 * width, channels], data });
}

const epsilon = 1e-3;

function standardize(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
}

/** In training: by the statistics of the batch, for each channel over all other axes. */
export function batchNormalization(net: Network, name: string, x: Values): Values {
  const gamma = net.weight(`${name}/gamma`);
  const beta = net.weight(`${name}/beta`);
  const rows = rowsOf(x);
  const channels = gamma.map((scale, c) =>
    standardize(rows.map((row) => row[c])).map((value) => value * scale + beta[c]),
  );
  return net.output(name, { shape: x.shape, data: rows.flatMap((_, row) => channels.map((channel) => channel[row])) });
}

export function layerNormalization(net: Network, name: string, x: Values): Values {
  const gamma = net.weight(`${name}/gamma`);
  const beta = net.weight(`${name}/beta`);
  return net.output(
    name,
    mapRows(x, (row) => standardize(row).map((value, c) => value * gamma[c] + beta[c])),
  );
}

export function embedding(net: Network, name: string, ids: Values, width: number): Values {
  const table = net.weight(`${name}/embeddings`);
  return net.output(name, {
    shape: [...ids.shape, width],
    data: ids.data.flatMap((id) => table.slice(id * width, (id + 1) * width)),
  });
}

export function reshape(net: Network, name: string, x: Values, shape: readonly number[]): Values {
  return net.output(name, { shape, data: x.data });
}

export const flatten = (net: Network, name: string, x: Values): Values =>
  reshape(net, name, x, [x.shape[0], sizeOf(x.shape.slice(1))]);

export function add(net: Network, name: string, a: Values, b: Values): Values {
  return net.output(name, { shape: a.shape, data: plus(a.data, b.data) });
}

/** Along the last axis. */
export function concatenate(a: Values, b: Values): Values {
  const other = rowsOf(b);
  const rows = rowsOf(a).map((row, i) => [...row, ...other[i]]);
  return { shape: [...a.shape.slice(0, -1), rows[0].length], data: rows.flat() };
}

export interface Recurrent {
  readonly kind: 'simpleRNN' | 'lstm' | 'gru';
  readonly units: number;
  readonly sequences?: boolean;
  readonly backwards?: boolean;
}

interface State {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

/** One step of one example; the gates' order is that of the kernel's columns. */
function cell(
  net: Network,
  name: string,
  kind: Recurrent['kind'],
  units: number,
  x: readonly number[],
  { h, c }: State,
): State {
  const kernel = net.weight(`${name}/kernel`);
  const recurrent = net.weight(`${name}/recurrent_kernel`);
  const gates = recurrent.length / units / units;
  const fromInput = plus(product(x, kernel, gates * units), net.weight(`${name}/bias`));
  const part = (values: readonly number[], gate: number): number[] => values.slice(gate * units, (gate + 1) * units);
  if (kind === 'gru') {
    const columns = (gate: number): number[] =>
      Array.from({ length: units }, (_, row) =>
        part(recurrent.slice(row * gates * units, (row + 1) * gates * units), gate),
      ).flat();
    const gate = (index: number): number[] =>
      plus(part(fromInput, index), product(h, columns(index), units)).map(hardSigmoid);
    const [update, reset] = [gate(0), gate(1)];
    const proposed = plus(
      part(fromInput, 2),
      product(
        h.map((value, i) => value * reset[i]),
        columns(2),
        units,
      ),
    ).map(Math.tanh);
    return { h: h.map((value, i) => update[i] * value + (1 - update[i]) * proposed[i]), c };
  }
  const z = plus(fromInput, product(h, recurrent, gates * units));
  if (kind === 'simpleRNN') return { h: z.map(Math.tanh), c };
  const [input, forget, output] = [0, 1, 3].map((gate) => part(z, gate).map(hardSigmoid));
  const carry = part(z, 2).map((value, i) => forget[i] * c[i] + input[i] * Math.tanh(value));
  return { h: carry.map((value, i) => output[i] * Math.tanh(value)), c: carry };
}

/** Names the output of the cell at each time step `name@t`, in the order of computing. */
export function recurrent(
  net: Network,
  name: string,
  x: Values,
  { kind, units, sequences = false, backwards = false }: Recurrent,
): Values {
  const [batch, steps, features] = x.shape;
  const zeros = new Array<number>(units).fill(0);
  let states: State[] = Array.from({ length: batch }, () => ({ h: zeros, c: zeros }));
  const outputs: Values[] = [];
  for (let t = 0; t < steps; t++) {
    const time = backwards ? steps - 1 - t : t;
    states = states.map((state, example) =>
      cell(
        net,
        name,
        kind,
        units,
        x.data.slice((example * steps + time) * features, (example * steps + time + 1) * features),
        state,
      ),
    );
    const h = net.output(`${name}@${t}`, { shape: [batch, units], data: states.flatMap((state) => state.h) });
    states = states.map((state, example) => ({ ...state, h: h.data.slice(example * units, (example + 1) * units) }));
    outputs.push(h);
  }
  if (!sequences) return net.output(name, outputs[steps - 1]);
  const data = Array.from({ length: batch }, (_, example) =>
    outputs.map((h) => h.data.slice(example * units, (example + 1) * units)),
  ).flat(2);
  return net.output(name, { shape: [batch, steps, units], data });
}

/** The sequence of a layer that ran backwards, turned round. */
export function reversed(x: Values): Values {
  const [batch, steps, units] = x.shape;
  const data = Array.from({ length: batch }, (_, e) =>
    Array.from({ length: steps }, (_, t) =>
      x.data.slice((e * steps + steps - 1 - t) * units, (e * steps + steps - t) * units),
    ),
  ).flat(2);
  return { shape: x.shape, data };
}

/** Mean over examples and outputs. */
export function meanSquaredError(y: Values, prediction: Values): number {
  return prediction.data.reduce((sum, value, i) => sum + (value - y.data[i]) ** 2, 0) / prediction.data.length;
}
