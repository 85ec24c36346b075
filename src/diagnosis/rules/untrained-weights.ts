/**
 * Part of the rule zero-gradient: weights that the loss has a gradient for, and a loop does not train. It leaves out
 * the gradients of one sign, or a variable that its list of variables does not hold.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import { type Facts, isMajority, lossFalls } from '../evidence/facts';
import { lastShare } from '../evidence/further-steps';
import { hasOpponent } from '../evidence/opponent';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** One finding for each such slip. */
export function untrainedWeights(facts: Facts): Finding[] {
  const { lossSlips = [] } = facts.model;
  return lossSlips.flatMap((slip) => {
    if (slip.kind === 'one-sided') return [oneSided(facts, slip)];
    return slip.kind === 'left-out' && !hasOpponent(facts) ? [leftOut(facts, slip)] : [];
  });
}

function oneSided(facts: Facts, { operation, at }: LossSlipReport): Finding {
  const isNegative = operation === 'negative';
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'warning',
    role: 'cause',
    message:
      `The gradients ${isNegative ? 'below' : 'above'} 0 change no weight: this leaves only those ` +
      `${isNegative ? 'above' : 'below'} 0, so that no weight can ever become ${isNegative ? 'larger' : 'smaller'}. ` +
      'Limit gradients on both sides, such as clipByValue(-1, 1).',
    headline: 'gradients of one sign are left out',
    at: at ?? trainingPlace(facts),
    layers: [],
  });
}

/**
 * Information where the model learns all the same, since the code may keep a variable as it is on purpose, and where
 * the loop trains another one of that shape: a target network is a copy that code renews from time to time.
 */
function leftOut(facts: Facts, { operation: name, shapes, at }: LossSlipReport): Finding {
  const { layers } = facts.model;
  const shown = facts.seeds.filter((seed) => !lossFalls(seed) || lastShare(facts, seed) > thresholds.steps.notBegun);
  const trained = new Set(layers.flatMap(({ weights }) => weights.map(({ shape }) => shape.join())));
  const isCopy = shapes.some((shape) => trained.has(shape.join()));
  const sizes = shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ');
  const isOne = shapes.length === 1;
  const what = isOne
    ? `${name === '' ? '' : `${name}, `}a variable of shape ${sizes}`
    : `${shapes.length} variables of shapes ${sizes}${name === '' ? '' : ` (${name})`}`;
  const it = isOne ? 'it' : 'them';
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: isMajority(facts, shown) && !isCopy ? 'warning' : 'information',
    role: 'cause',
    message:
      `The loss multiplies by ${what}, and no step changes ${it}: the list of variables to train leaves ${it} out. ` +
      `Add ${it} to that list, or leave the list away; what is to stay as it is, make by tf.variable(value, false).`,
    headline: isOne ? 'a variable is left out of training' : 'variables are left out of training',
    at: at ?? trainingPlace(facts),
    layers: [],
  });
}
