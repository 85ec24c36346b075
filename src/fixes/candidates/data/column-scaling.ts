/** Candidates: each column of the inputs with mean 0 and deviation 1, where columns have very different sizes. */

import { isTypeScript } from '../../../files/paths';
import type { ColumnFacts } from '../../../report/data/data-facts';
import type { PlacedTensorFacts } from '../../../report/report';
import type { CandidateKind } from '../../contract/candidate';

const name = 'standardizeColumns';

/** Where the largest column is this many times the smallest, one divisor for both leaves one of them far from 1. */
const apart = 10;

/** @param tf how the file calls tfjs */
function helper(tf: string, isTyped: boolean): string {
  const head = isTyped ? `function ${name}<T extends ${tf}.Tensor>(x: T): T {` : `function ${name}(x) {`;
  return `/** Gives each column mean 0 and standard deviation 1; a column that never changes becomes 0. */
${head}
  return ${tf}.tidy(() => {
    const { mean, variance } = ${tf}.moments(x, 0);
    return x.sub(mean).div${isTyped ? '<T>' : ''}(variance.sqrt().add(1e-7));
  });
}`;
}

export const columnScaling: CandidateKind = {
  kind: 'data-scaling',
  codes: [
    'unscaled-data',
    'not-learning',
    'dead-units',
    'saturated-activation',
    'zero-gradient',
    'exploding-gradient',
    'update-too-large',
  ],
  propose: ({ model: { dataFacts, layers, trainedAt }, text }) => {
    const facts = dataFacts?.inputs.length === 1 ? dataFacts.inputs[0] : undefined;
    if (!facts || !areApart(facts) || layers.some(({ className }) => className === 'Embedding')) return [];
    const isCall = trainedAt && /^(?:fit|trainOnBatch)$/.test(text.calleeName(trainedAt) ?? '');
    const place = isCall ? trainedAt : trainedAt ? undefined : facts.madeAt;
    const tf = place && text.tfName(place.file, []);
    const wrapped = place && (isCall ? text.wrapArgumentByCall(place, 0, name) : text.wrapLayerMaker(place, name));
    if (!place || tf === undefined || !wrapped) return [];
    const note =
      'Scale what the model predicts from, and validation data, by the same means and deviations: keep those of the ' +
      'training data.';
    const added = text.addFunction(place.file, name, helper(tf, isTypeScript(place.file)));
    return [{ change: 'standardized columns', edits: [...added, ...wrapped], note }];
  },
};

function areApart({ shape, smallest, largest }: PlacedTensorFacts): boolean {
  return shape.length === 2 && !!smallest && !!largest && size(largest) > apart * size(smallest);
}

const size = ({ mean, std }: ColumnFacts): number => Math.hypot(mean, std);
