/** Candidates: each column of the inputs with mean 0 and deviation 1, where columns have very different sizes. */

import { columnsApart } from '../../../report/data/column-sizes';
import type { PlacedTensorFacts } from '../../../report/report';
import { wrapInputs } from '../../changes/wrap-inputs';
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
  propose: (situation) => {
    const { dataFacts, layers } = situation.model;
    const inputs = dataFacts?.inputs.length === 1 ? dataFacts.inputs[0] : undefined;
    if (!inputs || !areApart(inputs) || layers.some(({ className }) => className === 'Embedding')) return [];
    const edits = wrapInputs(situation, inputs, name, helper);
    const note =
      'Scale what the model predicts from, and validation data, by the same means and deviations: keep those of the ' +
      'training data.';
    return edits ? [{ change: 'standardized columns', edits, note }] : [];
  },
};

function areApart(tensor: PlacedTensorFacts): boolean {
  return tensor.shape.length === 2 && columnsApart(tensor) > apart;
}
