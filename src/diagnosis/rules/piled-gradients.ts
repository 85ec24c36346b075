/**
 * Part of the rule update-too-large: a loop that adds up the gradients of several batches and never starts the sums
 * anew, so that each step takes those of all earlier ones again.
 */

import type { Finding } from '../../report/finding';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** Whether the steps of a loop take the gradients of all earlier ones again, which nothing else explains. */
export function hasPiledGradients({ model }: Facts): boolean {
  return model.lossSlips?.some(({ kind }) => kind === 'piled') ?? false;
}

/** At most one warning, on the call that applies the sums. */
export function piledGradients(facts: Facts): Finding[] {
  if (!hasPiledGradients(facts)) return [];
  const at = facts.model.lossSlips?.find((slip) => slip.kind === 'piled' && slip.at)?.at;
  return [
    toFinding(facts, {
      code: 'update-too-large',
      severity: 'warning',
      role: 'cause',
      message:
        'The gradients of all earlier steps are in each step again: what this applies adds up all gradients that the ' +
        'loop has computed since it began. Start the sums anew after each applyGradients.',
      headline: 'earlier gradients in each step',
      at: at ?? trainingPlace(facts),
      layers: layersWhere(facts.model.layers, isTrainable),
    }),
  ];
}
