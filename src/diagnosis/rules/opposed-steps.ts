/**
 * Part of the rule not-learning: two steps of a loop that train the same weights in opposite directions. A generator
 * and its judge do so where neither step has a list of the variables that it is to train.
 */

import type { Finding } from '../../report/finding';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** A warning at the first such step, with the other one beside it. */
export function opposedSteps(facts: Facts): Finding[] {
  const { lossSlips = [], layers } = facts.model;
  const [first, ...others] = lossSlips.flatMap(({ kind, at }) => (kind === 'opposed' ? [at] : []));
  if (lossSlips.every(({ kind }) => kind !== 'opposed')) return [];
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      message:
        'Two steps of this loop train the same weights in opposite directions, so that each undoes what the other ' +
        'one does. Without a list, minimize trains every variable that its loss depends on. Give each step the ' +
        'variables that it is to train: optimizer.minimize(loss, true, variables).',
      headline: 'two steps undo each other',
      at: first ?? trainingPlace(facts),
      layers: layersWhere(layers, isTrainable),
      places: others.flatMap((place) => (place ? [{ ...place, note: 'this step goes the other way' }] : [])),
    }),
  ];
}
