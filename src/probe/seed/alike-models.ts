/** Counts models that code makes again and again at one place, such as one for each epoch or each fold. */

import type { MeasuredModel } from '../measuring/measured-model';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { type Model, modelParts } from '../tfjs/internals';

/** So many of them are measured: each may be trained on data of its own, and the first ones tell enough. */
const mostMeasured = 3;

interface Group {
  readonly first: MeasuredModel;
  count: number;
}

export class AlikeModels {
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new WeakMap<MeasuredModel, Group>();

  /**
   * Notes a model whose training by `fit` begins.
   * @returns the first model like it, where enough of them have been measured
   */
  add(measured: MeasuredModel, model: Model): MeasuredModel | undefined {
    if (this.#groupOf.has(measured)) return undefined;
    const key = keyOf(measured, model);
    if (key === undefined) return undefined;
    const group = this.#groups.get(key) ?? { first: measured, count: 0 };
    this.#groups.set(key, group);
    this.#groupOf.set(measured, group);
    return ++group.count > mostMeasured ? group.first : undefined;
  }

  /** How many models there are like it, itself among them. */
  count(measured: MeasuredModel): number {
    return this.#groupOf.get(measured)?.count ?? 1;
  }
}

/**
 * The call that made it, its layers, loss and optimizer, as text; undefined where a layer of user code has no config.
 * What led to that call looks otherwise in the first round of a loop, before anything was awaited.
 */
function keyOf({ stack }: MeasuredModel, model: Model): string | undefined {
  try {
    const { optimizer, loss } = modelParts(model);
    const settings = [model.getConfig(), lossName(loss), optimizer?.getClassName(), optimizer?.getConfig()];
    return JSON.stringify([stack.at(0), settings], (_, value: unknown) =>
      typeof value === 'string' ? unnumbered(value) : value,
    );
  } catch {
    return undefined;
  }
}

/** tfjs numbers what it names: `dense_Dense6_input`. */
function unnumbered(name: string): string {
  return name.replace(/\d+/g, '');
}
