/**
 * Part of the rule not-learning: a loop that shuffles inputs and targets apart from each other. Inputs that come again
 * in a later pass then bring another target than before, as often as if the targets were dealt out by chance.
 */

import { formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { RowsComingAgain } from '../../report/losses';
import type { Location } from '../../report/position';
import type { PlacedTensorFacts } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import type { Facts, SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';

const limits = thresholds.learning;

/** At most one warning, where the rows are put in another order. Its caller leaves out data that the probe made up. */
export function rowsApart(facts: Facts): Finding[] {
  // How the code takes rows does not depend on the seed: those whose time was too short for a second pass say nothing.
  const told = facts.seeds.filter((seed) => comingAgain(facts, seed));
  const shown = told.filter((seed) => areRowsApart(facts, seed));
  if (shown.length * 2 <= told.length) return [];
  const { answers, lossCalls, trainedAt } = facts.model;
  const share = medianOfFinite(shown.map((seed) => comingAgain(facts, seed)?.withOther ?? NaN));
  const rows = Math.min(...shown.flatMap((seed) => comingAgain(facts, seed)?.rows ?? []));
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      message:
        `Inputs and targets are shuffled apart from each other: of ${rows} inputs that came again ` +
        `${formatShare(share)} brought another target than the time before, so there is ` +
        'nothing to learn. Take the rows of both by the same indices: x.gather(order) and y.gather(order); ' +
        'lists: tf.util.shuffleCombo(x, y).',
      headline: 'gradients flow; nothing to learn',
      at: answers?.reorderedAt ?? lossCalls?.find(({ at }) => at)?.at ?? trainedAt ?? trainingPlace(facts),
      layers: [],
    }),
  ];
}

/** What a list of inputs or of targets that is shuffled by itself does, and the call; undefined for none. */
export function shuffledAlone({
  model: { answers, dataFacts },
}: Facts): { readonly reason: string; readonly at: Location } | undefined {
  const { reorderedAt: at, shuffledWidth: width } = answers ?? {};
  if (!at || !width || dataFacts?.inputs.length !== 1 || dataFacts.targets.length !== 1) return undefined;
  const [inputs, targets] = [dataFacts.inputs[0], dataFacts.targets[0]].map(numbersOfRow);
  const areInputs = width === inputs;
  // Numbers of classes become rows of as many columns as there are classes.
  const areTargets = width === targets || width === 1;
  if (areInputs === areTargets) return undefined;
  const [these, others] = areInputs ? ['inputs', 'targets'] : ['targets', 'inputs'];
  const reason =
    `A list of rows like the ${these} is shuffled here by itself, so that they no longer belong to their ${others}. ` +
    'Shuffle both lists in one go: tf.util.shuffleCombo(x, y).';
  return { reason, at };
}

const numbersOfRow = ({ shape }: PlacedTensorFacts): number => shape.slice(1).reduce((a, b) => a * b, 1);

function comingAgain(facts: Facts, seed: SeedFacts): RowsComingAgain | undefined {
  return furtherStepsOf(facts, seed)?.comeAgain;
}

/** Whether inputs bring targets by chance, and their neighbours tell no more of them. */
function areRowsApart(facts: Facts, seed: SeedFacts): boolean {
  const again = comingAgain(facts, seed);
  const nearest = furtherStepsOf(facts, seed)?.nearest ?? NaN;
  return again !== undefined && again.withOther > limits.byChance * again.byChance && !(nearest < limits.learnable);
}
