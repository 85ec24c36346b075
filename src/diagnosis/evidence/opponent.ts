/** Tells a model that is trained against another one, such as the generator of a GAN through its discriminator. */

import type { WeightReport } from '../../report/report';
import type { Facts } from './facts';
import { thresholds } from '../thresholds/thresholds';

/**
 * Whether the model holds kernels that its own training leaves alone and another training changes between its steps,
 * or a loop's loss of it is what another model says, which another step trains. Its loss then rises and falls with
 * what the other one learns, which says nothing about its own steps.
 */
export function hasOpponent({ model, seeds }: Facts): boolean {
  if (model.lossSlips?.some(({ kind }) => kind === 'judged')) return true;
  const frozen = model.layers
    .filter(({ trainable }) => !trainable)
    .flatMap(({ weights }) => weights.filter(({ shape }) => shape.length >= 2));
  return frozen.some((weight) => seeds.some(({ index }) => changes(weight, index)));
}

function changes({ l2 }: WeightReport, seed: number): boolean {
  const sizes = l2[seed]?.filter((size) => Number.isFinite(size)) ?? [];
  return Math.max(...sizes) - Math.min(...sizes) > thresholds.update.opponentMoves * Math.max(...sizes);
}
