/** Candidates: training without the rows in which some number is missing. */

import { extensionOf } from '../../../files/paths';
import type { CandidateKind } from '../../contract/candidate';

const name = 'completeRows';

/** The share of rows with gaps that may be left out. */
const most = 0.5;

/** @param tf how the file calls tfjs */
function helper(tf: string, isTyped: boolean): string {
  const head = isTyped
    ? `function ${name}(x: ${tf}.Tensor, y: ${tf}.Tensor): [${tf}.Tensor, ${tf}.Tensor] {`
    : `function ${name}(x, y) {`;
  const typed = isTyped ? `: ${tf}.Tensor` : '';
  return `/** The rows of x and y in which every number is finite. */
${head}
  const sums = (table${typed}) => table.reshape([table.shape[0], -1]).sum(1);
  const ends = ${tf}.tidy(() => sums(x).add(sums(y)).dataSync());
  const kept = Array.from(ends.keys()).filter((row) => Number.isFinite(ends[row]));
  return [x.gather(kept), y.gather(kept)];
}`;
}

export const missingValues: CandidateKind = {
  kind: 'missing-values',
  codes: ['non-finite'],
  propose: ({ model: { dataFacts, trainedAt }, text }) => {
    if (!dataFacts || !trainedAt || dataFacts.inputs.length !== 1 || dataFacts.targets.length !== 1) return [];
    // Where most rows have a gap, leaving them out leaves too little.
    const gaps = [...dataFacts.inputs, ...dataFacts.targets].map(({ rows, rowsNotFinite }) => rowsNotFinite / rows);
    if (!gaps.some((share) => share > 0) || gaps.some((share) => share > most)) return [];
    const tf = text.tfName(trainedAt.file, []);
    const wrapped = text.calleeName(trainedAt) === 'fit' ? text.wrapArguments(trainedAt, name) : undefined;
    if (tf === undefined || !wrapped) return [];
    const isTyped = /^\.[cm]?tsx?$/.test(extensionOf(trainedAt.file));
    return [
      {
        change: 'rows with missing numbers left out',
        edits: [...text.addFunction(trainedAt.file, name, helper(tf, isTyped)), ...wrapped],
        note:
          'It leaves these rows out of training alone: look where they come from, and treat what the model predicts ' +
          'from alike.',
      },
    ];
  },
};
