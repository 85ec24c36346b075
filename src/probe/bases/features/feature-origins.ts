/**
 * Follows made-up features through the operations of tfjs, to tell which bases a tensor, such as a loss, was computed
 * from.
 */

import { engine, methodsOf } from '../../tfjs/internals';
import * as tf from '../../tfjs/tf';
import type { Base } from './base';

interface RunsKernels {
  runKernel(name: string, inputs: Readonly<Record<string, unknown>>, attributes?: unknown): unknown;
}

const nothing: ReadonlySet<Base> = new Set();

export class FeatureOrigins {
  #known = new WeakMap<object, ReadonlySet<Base>>();
  #isActive = false;
  /** Bases whose features the code has read as plain numbers, which the probe cannot follow any further. */
  readonly #read = new Set<Base>();
  #loss: ReadonlySet<Base> = new Set();

  startSeed(): void {
    this.#known = new WeakMap();
    this.#isActive = false;
    this.#read.clear();
    this.#loss = new Set();
  }

  mark<T extends tf.Tensor>(tensor: T, base: Base): T {
    this.#isActive = true;
    this.#known.set(tensor, new Set([...(this.#known.get(tensor) ?? []), base]));
    return tensor;
  }

  /** The bases that the loss of the last gradient was computed from, as far as its tensors tell. */
  get ofLastLoss(): ReadonlySet<Base> {
    return this.#loss;
  }

  /** The bases whose features the code has read as numbers in this seed. */
  get read(): ReadonlySet<Base> {
    return this.#read;
  }

  /**
   * Wraps tfjs where it runs kernels, reads tensors and takes gradients. Called once in the life of a worker, before
   * others listen to gradients.
   */
  install(): void {
    this.#followKernels();
    this.#followReads();
    const gradients = engine.gradients.bind(engine);
    engine.gradients = (...values) => {
      const result = gradients(...values);
      if (this.#isActive) this.#loss = this.#known.get(result.value) ?? new Set();
      return result;
    };
  }

  #followKernels(): void {
    const runner = engine as unknown as RunsKernels;
    const run = runner.runKernel.bind(engine);
    runner.runKernel = (name, inputs, attributes) => {
      const result = run(name, inputs, attributes);
      if (!this.#isActive) return result;
      const origins = new Set(
        Object.values(inputs)
          .flat()
          .flatMap((input) => [...this.#of(input)]),
      );
      if (origins.size > 0)
        for (const output of [result].flat()) if (output instanceof tf.Tensor) this.#known.set(output, origins);
      return result;
    };
  }

  #of(value: unknown): ReadonlySet<Base> {
    return typeof value === 'object' && value !== null ? (this.#known.get(value) ?? nothing) : nothing;
  }

  #followReads(): void {
    let isPrinting = false;
    const noteRead = (tensor: tf.Tensor): void => {
      if (this.#isActive && !isPrinting) for (const base of this.#known.get(tensor) ?? []) this.#read.add(base);
    };
    const methods = methodsOf(tf.Tensor.prototype) as unknown as Record<string, (...values: unknown[]) => unknown>;
    // `array` and `arraySync` call these two.
    for (const name of ['data', 'dataSync']) {
      const run = methods[name];
      methods[name] = function (this: tf.Tensor, ...values: unknown[]) {
        noteRead(this);
        return run.apply(this, values);
      };
    }
    // Only people see what is printed, so printing is no reading.
    const toString = Reflect.get(tf.Tensor.prototype, 'toString') as (...values: unknown[]) => string;
    Reflect.set(tf.Tensor.prototype, 'toString', function (this: tf.Tensor, ...values: unknown[]) {
      isPrinting = true;
      try {
        return toString.apply(this, values);
      } finally {
        isPrinting = false;
      }
    });
  }
}
