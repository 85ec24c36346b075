/**
 * A network in plain double-precision arithmetic, independent of tfjs, whose gradients are taken by finite differences.
 */

/** Row-major numbers with their shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Step of a central difference: its error is of the order of this squared, that of rounding 1e-16 divided by this. */
const difference = 1e-5;

interface Disturbance {
  readonly name: string;
  readonly call: number;
  readonly at: number;
  readonly by: number;
}

/** Holds the weights, and lets each layer's output be disturbed. */
export class Network {
  readonly #outputs = new Map<string, number[]>();
  #disturbance: Disturbance | undefined;

  /** @param weights by `layer/weight`, row-major; disturbed in place and restored */
  constructor(
    readonly weights: Readonly<Record<string, number[]>>,
    readonly forward: (network: Network) => number,
  ) {}

  weight(name: string): readonly number[] {
    const found = (this.weights as Readonly<Record<string, number[] | undefined>>)[name];
    if (!found) throw new Error(`no weight ${name}`);
    return found;
  }

  /** The output of a layer (once for each call of it), or of a cell at a time step. */
  output(name: string, values: Values): Values {
    const sizes = this.#outputs.get(name) ?? [];
    this.#outputs.set(name, sizes);
    const call = sizes.push(values.data.length) - 1;
    const d = this.#disturbance;
    if (d?.name !== name || d.call !== call) return values;
    return { shape: values.shape, data: values.data.map((value, i) => (i === d.at ? value + d.by : value)) };
  }

  loss(): number {
    this.#outputs.clear();
    return this.forward(this);
  }

  /** L2 of the gradient at every output, over all calls, by name. */
  outputGradients(): Map<string, number> {
    this.loss();
    const calls = [...this.#outputs].map(([name, sizes]) => [name, [...sizes]] as const);
    return new Map(
      calls.map(([name, sizes]) => {
        let squares = 0;
        sizes.forEach((size, call) => {
          for (let at = 0; at < size; at++)
            squares +=
              this.#slope((by) => {
                this.#disturbance = { name, call, at, by };
              }) ** 2;
        });
        this.#disturbance = undefined;
        return [name, Math.sqrt(squares)];
      }),
    );
  }

  /** The gradient of the loss with respect to a weight. */
  weightGradient(name: string): number[] {
    const weight = this.weights[name];
    return weight.map((value, at) => {
      const slope = this.#slope((by) => {
        weight[at] = value + by;
      });
      weight[at] = value;
      return slope;
    });
  }

  #slope(disturb: (by: number) => void): number {
    disturb(difference);
    const above = this.loss();
    disturb(-difference);
    return (above - this.loss()) / (2 * difference);
  }
}

export const l2 = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** Numbers from a formula, as float32 holds them; the text of this function also runs in the probe. */
export function wave(count: number, phase: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.fround(0.7 * Math.sin(2.3 * i + phase) + 0.05));
}

/** A number for a layer's weight that differs from layer to layer; the text of this function also runs in the probe. */
export function phaseOf(layer: string, index: number): number {
  return Array.from(layer).reduce((sum, letter) => sum * 1.7 + letter.charCodeAt(0), index) % 6.3;
}
