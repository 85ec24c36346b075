/**
 * Part of the rule output-loss-mismatch: products, such as those of a user's numbers with a movie's, that are added up
 * over the whole batch, where each example needs a sum of its own.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import { type Facts, lossFalls } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** One finding, where the sum is taken. */
export function pooledProducts(facts: Facts, { operation, shapes, at, callers = [] }: LossSlipReport): Finding {
  const [products, met] = shapes;
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: facts.seeds.some(lossFalls) ? 'warning' : 'error',
    role: 'cause',
    message:
      `This sum adds up the products of all ${products[0]} examples of the batch, so that ${operation} gives each of ` +
      `them the same number: ${shapeText(products)} becomes a single number, and meets ${shapeText(met)}. Sum over ` +
      'the last axis alone, which leaves each example its own: a.mul(b).sum(-1, true).',
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
    blames: [{ callOfLoss: callers }],
  });
}
