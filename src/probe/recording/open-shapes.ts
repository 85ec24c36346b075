/** Learns from the data of training calls the input shapes of models whose code gives none. */

import type { Model } from '../tfjs/internals';
import * as tf from '../tfjs/tf';

/**
 * Remembers shapes between two runs of a seed. A model needs its shape when its first layer is added, and the data come
 * later. So the seed runs again, and makes the models without a shape in the same order.
 */
export class OpenShapes {
  /** The learned shapes, by how many models without a shape came before. */
  readonly #learned = new Map<number, readonly number[]>();
  readonly #indices = new Map<Model, number>();

  startSeed(): void {
    this.#indices.clear();
  }

  /** The shape of an example of the data on which the next such model is trained; undefined where nobody knows. */
  ofNext(): readonly number[] | undefined {
    return this.#learned.get(this.#indices.size);
  }

  /** Notes a model that the probe has given a shape, its own or a learned one. */
  note(model: Model): void {
    this.#indices.set(model, this.#indices.size);
  }

  /**
   * @param x what a training call is given
   * @returns whether the shape was not known before
   */
  learn(model: Model, x: unknown): boolean {
    const index = this.#indices.get(model);
    const given: unknown = Array.isArray(x) && x.length === 1 ? (x as unknown[])[0] : x;
    if (index === undefined || this.#learned.has(index) || !(given instanceof tf.Tensor)) return false;
    this.#learned.set(index, (given as tf.Tensor).shape.slice(1));
    return true;
  }
}
