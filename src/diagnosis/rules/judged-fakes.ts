/**
 * Part of the rule not-learning: two nets that are to train against each other, of which one makes fakes and the other
 * judges them, and whose steps do not: both want the same, one step trains both nets, nothing that the judge says gets
 * back to the maker, or the judge does not tell data from fakes.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** The gravest first. */
const kinds: readonly LossSlipReport['kind'][] = ['judge-alike', 'same-goal', 'judge-too', 'detached'];

/** At most one warning, on the loss of the step at fault, or on the step itself. */
export function judgedFakes(facts: Facts): Finding[] {
  const { lossSlips = [], layers } = facts.model;
  const slip = kinds.flatMap((kind) => lossSlips.find((one) => one.kind === kind) ?? []).at(0);
  if (!slip) return [];
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      ...toldBy(slip),
      at: slip.at ?? trainingPlace(facts),
      layers: layersWhere(layers, isTrainable),
    }),
  ];
}

type Told = Pick<Finding, 'message' | 'headline' | 'blames'>;

function toldBy(slip: LossSlipReport): Told {
  if (slip.kind === 'same-goal') return sameGoal(slip);
  if (slip.kind === 'judge-alike') return judgeAlike(slip);
  return slip.kind === 'detached' ? detached : judgeToo;
}

function judgeAlike({ operation, callers = [] }: LossSlipReport): Told {
  return {
    message:
      `This loss ${operation}s what the judge says of real data and of fakes alike, so it never learns to tell one ` +
      'from the other. One of the two needs the other sign, as in fakes.mean().sub(real.mean()), or the other label.',
    headline: 'the judge does not tell data from fakes',
    blames: [{ callOfLoss: callers }],
  };
}

function sameGoal({ operation, callers = [] }: LossSlipReport): Told {
  return {
    message:
      `This loss makes the generator ${operation} what its judge says of fakes, and the step of the judge does the ` +
      'same: the two do not train against each other, and the generator learns to be told from the real data. ' +
      "Turn the sign of a critic's score, fakes.mean().neg(), or compare what the judge says of fakes with the label " +
      'of real data, as in tf.onesLike(answers).',
    headline: 'generator and judge want the same',
    blames: [{ callOfLoss: callers }],
  };
}

const judgeToo: Told = {
  message:
    'This step of the generator trains its judge as well: it teaches the judge to take fakes for real, against what ' +
    "the judge's own step teaches it. Without a list, minimize trains every variable that its loss depends on. Give " +
    'it those of the generator alone: optimizer.minimize(loss, true, variables).',
  headline: "the generator's step trains its judge as well",
};

const detached: Told = {
  message:
    'This loss has the judge read a copy of what the generator made, taken off the tape by dataSync() or ' +
    'arraySync(): what the judge says of fakes gives the generator no gradient. Give the judge the tensor itself ' +
    "here; a copy belongs in the judge's own step.",
  headline: 'what the judge says does not reach the generator',
};
