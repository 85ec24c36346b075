/** Candidates: means and deviations over the rows, where code takes those of each row to scale a table's columns. */

import type { CandidateKind } from '../../contract/candidate';

const note =
  'Scale what the model predicts from, and validation data, by the same statistics: keep those of the training data.';

export const statisticsAxis: CandidateKind = {
  kind: 'data-scaling',
  // A single column gives 0 / 0, two columns give nothing but signs.
  codes: ['non-finite', 'not-learning'],
  mendsData: true,
  propose: ({ model, text }, finding) => {
    const inputs = model.dataFacts?.inputs ?? [];
    if (!inputs.some(({ shape }) => shape.length === 2)) return [];
    const places = [
      finding,
      model,
      ...inputs.flatMap(({ madeAt }) => madeAt ?? []),
      ...(model.trainedAt ? [model.trainedAt] : []),
    ];
    return [...new Set(places.map(({ file }) => file))]
      .flatMap((file) => text.statisticsOverRows(file))
      .map((edits) => ({ change: 'statistics of each column', edits, note }));
  },
};
