/** Cuts a report off at the step where the code itself ends its training. */

import type { Finding } from '../../report/finding';
import type { ModelReport, Series } from '../../report/report';

/**
 * The report that a change has to beat. For a change that claims to mend `few-steps`, it ends with the loss that the
 * code's last step leaves behind.
 */
export function reportAtCodeEnd(model: ModelReport, claims: readonly Finding[]): ModelReport {
  const steps = model.stepsOfCode?.steps;
  if (steps === undefined || !claims.some(({ code }) => code === 'few-steps')) return model;
  // Each loss is that before its step.
  const cut = (series: Series): Series => series.map((row) => row.slice(0, steps + 1));
  const { answers, losses } = model;
  return {
    ...model,
    steps,
    losses: cut(losses),
    ...(answers && { answers: { ...answers, data: cut(answers.data), constant: cut(answers.constant) } }),
  };
}
