/** Candidates: training without the rows in which some number is missing, or with its column's mean in its place. */

import { isTypeScript } from '../../../files/paths';
import { wrapInputs } from '../../changes/wrap-inputs';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';

const name = 'completeRows';

/** The largest share of rows with gaps that may be left out. */
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

const filler = 'fillGaps';

function fillHelper(tf: string, isTyped: boolean): string {
  const head = isTyped ? `function ${filler}(x: ${tf}.Tensor): ${tf}.Tensor {` : `function ${filler}(x) {`;
  return `/** Puts the mean of its column in the place of each number that is not finite; 0 in a column without any. */
${head}
  return ${tf}.tidy(() => {
    const known = ${tf}.isFinite(x);
    const finite = ${tf}.where(known, x, 0);
    const mean = finite.sum(0).div(known.toFloat().sum(0).maximum(1));
    return ${tf}.where(known, x, mean.broadcastTo(x.shape));
  });
}`;
}

export const missingValues: CandidateKind = {
  kind: 'missing-values',
  codes: ['non-finite'],
  mendsData: true,
  propose: (situation) => {
    const { dataFacts } = situation.model;
    if (dataFacts?.inputs.length !== 1 || dataFacts.targets.length > 1) return [];
    const [x, y] = [dataFacts.inputs[0], dataFacts.targets.at(0)].map((facts) =>
      facts && facts.rows > 0 ? facts.rowsNotFinite / facts.rows : 0,
    );
    const proposals = [
      // Where most rows have a gap, leaving them out leaves too little.
      Math.max(x, y) > 0 && Math.max(x, y) <= most ? withoutRows(situation) : undefined,
      x > 0 && y === 0 ? filled(situation) : undefined,
    ];
    return proposals.flatMap((proposal) => proposal ?? []);
  },
};

function withoutRows({ model: { trainedAt }, text }: CandidateContext): Proposal | undefined {
  const tf = trainedAt && text.tfName(trainedAt.file, []);
  const wrapped = trainedAt && text.calleeName(trainedAt) === 'fit' ? text.wrapArguments(trainedAt, name) : undefined;
  if (!trainedAt || tf === undefined || !wrapped) return undefined;
  return {
    change: 'rows with missing numbers left out',
    edits: [...text.addFunction(trainedAt.file, name, helper(tf, isTypeScript(trainedAt.file))), ...wrapped],
    note:
      'It leaves these rows out of training alone: look where they come from, and treat what the model predicts from ' +
      'alike.',
  };
}

function filled(situation: CandidateContext): Proposal | undefined {
  const [facts] = situation.model.dataFacts?.inputs ?? [];
  const empty = facts.notFinite.filter(({ nan, infinite }) => nan + infinite >= facts.rows).map(({ index }) => index);
  // Zeros in the place of all numbers tell nothing.
  if (empty.length >= facts.columns) return undefined;
  const edits = wrapInputs(situation, facts, filler, fillHelper);
  if (!edits) return undefined;
  const columns = `${empty.length === 1 ? 'Column' : 'Columns'} ${empty.join(', ')}`;
  return {
    change: "gaps filled with their column's mean",
    edits,
    note:
      (empty.length > 0
        ? `${columns} (counted from 0) hold${empty.length === 1 ? 's' : ''} no number: look at how that is made. `
        : '') + 'Fill what the model predicts from in the same way.',
  };
}
