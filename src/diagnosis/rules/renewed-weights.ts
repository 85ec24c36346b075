/**
 * Part of the rule zero-gradient: weights that the code makes anew in each step, as in the `call` of a layer or in the
 * loss function. No optimizer knows them, so that they are other random numbers in each step.
 */

import type { Finding } from '../../report/finding';
import { type Facts, lossFalls } from '../evidence/facts';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** One finding for each call that makes such weights: an error where the loss falls in no seed. */
export function renewedWeights(facts: Facts): Finding[] {
  const slips = facts.model.lossSlips?.filter(({ kind }) => kind === 'renewed') ?? [];
  return slips.map(({ at }) =>
    toFinding(facts, {
      code: 'zero-gradient',
      severity: facts.seeds.some(lossFalls) ? 'warning' : 'error',
      role: 'cause',
      message:
        'These weights are made anew in each step, so that no step trains them: the next one multiplies by other ' +
        'random numbers, and what the layers behind them learn is lost. Make them once: in a layer of your own by ' +
        'this.addWeight in build, in a loop by tf.variable before it.',
      at: at ?? trainingPlace(facts),
      layers: [],
    }),
  );
}
