/** Cuts a report off at the step where the code itself ends its training. */

import type { Finding } from '../../report/finding';
import type { ModelReport, Series } from '../../report/report';

/**
 * The report that a change is judged by, before and after it. For a change that claims to mend `few-steps`, it ends
 * with the loss that the code's last step leaves behind: a higher learning rate alone gives the code no more steps.
 */
export function reportAtCodeEnd(model: ModelReport, claims: readonly Finding[]): ModelReport {
  const steps = model.stepsOfCode?.steps;
  if (steps === undefined || steps >= model.steps || !claims.some(({ code }) => code === 'few-steps')) return model;
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
