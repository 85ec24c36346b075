/** Types what a package of ready-made models needs from the probe to give made-up answers. */

import type { FeatureSpec } from '../features/made-up-features';
import { isStandIn, standIn } from '../../sandbox/stand-in';
import * as tf from '../../tfjs/tf';

/** A model that a package has loaded. */
export interface PackageBase {
  /**
   * Features of what the code hands over: a tensor of one image or several, texts, an element of a page.
   * @returns a tensor of shape [examples, ...spec.shape]
   */
  features(input: unknown, spec: FeatureSpec): tf.Tensor;
  /** Numbers between 0 and 1 that depend on the input, as plain numbers. */
  numbers(input: unknown, count: number, name: string): number[];
}

/** Opens a base; a package calls it while user code's call that loads the model is on the stack. */
export type OpenBase = (title: string) => PackageBase;

/** The exports of a package that the probe imitates. */
export type PackageExports = (open: OpenBase) => Readonly<Record<string, unknown>>;

/** False for a stand-in, which tfjs itself takes for a tensor. */
export function isRealTensor(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor && !isStandIn(value);
}

/** A stand-in with some real members. */
export function standInWithMembers(name: string, members: Readonly<Record<string, unknown>>): object {
  return Object.assign(standIn(name), members);
}
