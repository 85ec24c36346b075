/**
 * Part of the rule not-learning: a model that gives every example the same outputs in each step, though its inputs
 * differ, such as one whose mask leaves out what it should keep.
 */

import type { Finding } from '../../report/finding';
import { type Facts, isMajority } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { mixedRows } from './mixed-rows';
import { headOf } from '../evidence/outputs-of-losses';

/** At most one error, at the loss or at the layer that gives it its outputs. */
export function sameAnswers(facts: Facts): Finding[] {
  const { dataFacts, lossCalls = [], layers } = facts.model;
  const differ = dataFacts
    ? dataFacts.inputs.some(({ min, max, columns, constantColumns }) => min < max && constantColumns < columns)
    : facts.seeds.every((seed) => furtherStepsOf(facts, seed)?.learns === 'no');
  const shown = facts.seeds.filter(
    ({ index, steps }) =>
      steps >= thresholds.steps.few &&
      lossCalls.every(({ outputs, targets }) => outputs.at(index)?.alike && targets[index].min < targets[index].max),
  );
  const call = lossCalls.at(0);
  if (!differ || !call || !isMajority(facts, shown)) return [];
  const mixes = mixedRows(facts);
  const head = call.layer === null ? undefined : layers.at(call.layer);
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'error',
      role: 'cause',
      message:
        `Every example gets the same outputs in each step, though the ${dataFacts ? 'inputs' : 'targets'} differ: ` +
        'nothing of the inputs reaches the outputs, so no training can give more than one answer for all. ' +
        (mixes?.reason ??
          'Look at what lies between the two: a mask that leaves out what it should keep, a product with zeros, or a ' +
            'value that the code computes and does not use.'),
      headline: 'all examples get the same answer',
      at: mixes?.at ?? call.at ?? head ?? trainingPlace(facts),
      layers: mixes?.layers ?? (head ? headOf(facts, call) : []),
      seeds: shown.map(({ index }) => index),
    }),
  ];
}
