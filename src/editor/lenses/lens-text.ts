/** The words on the lenses: what each layer's line and each model says before, during and after a probe. */

import { badgeForLine, verdictWord, type Badge } from '../../report/badge';
import { formatCount } from '../../report/format';
import type { ModelReport } from '../../report/report';
import { faults } from '../../report/finding';
import { argumentsLensText } from '../assumptions/arguments-of-model';
import { findingsOf, type LayerLine } from '../results/layer-lines';

const notProbed = 'not probed';
export const notReached = 'not reached';
const fromBeforeEdit = 'before edit';

/** A line that the probe under way has measured in its first steps: the gradient is known, whether it is healthy is not. */
export function firstStepsText({ layers }: LayerLine): Badge {
  const badge = badgeForLine(
    layers.map(({ layer }) => layer),
    [],
  );
  return {
    text: `${badge.text} · first steps`,
    tooltip: ['The probe is under way; its verdict follows.', ...badge.tooltip.split('\n').slice(1)].join('\n'),
  };
}

/** @param wasProbed whether the file has been probed, so that a line without numbers was not reached by it */
export function layerLensText(line: LayerLine, wasProbed: boolean): Badge {
  if (line.layers.length === 0) {
    return wasProbed
      ? { text: notReached, tooltip: 'The last probe made no layer on this line. Probe again' }
      : { text: notProbed, tooltip: 'Probe gradients' };
  }
  const findings = [...new Set(line.layers.flatMap(findingsOf))];
  const badge = badgeForLine(
    line.layers.map(({ layer }) => layer),
    findings,
  );
  return line.isStale
    ? { text: `${badge.text} · ${fromBeforeEdit}`, tooltip: `Measured before the last edit.\n${badge.tooltip}` }
    : badge;
}

/**
 * What the lens over a model adds to *Probe gradients* once there is a result: its findings in a word, and what was assumed.
 * @param tellsAssumed whether no other lens tells what was assumed
 */
export function modelSummary(models: readonly ModelReport[], isStale: boolean, tellsAssumed: boolean): string {
  const found = models.flatMap((model) => faults(model.findings));
  const { steps, seeds } = models[0];
  const verdict =
    found.length > 0
      ? `${formatCount(found.length, 'finding')}: ${[...new Set(found.map(verdictWord))].join(', ')}`
      : `healthy in ${formatCount(steps, 'step')} × ${formatCount(seeds.length, 'seed')}`;
  const assumed = tellsAssumed ? argumentsLensText([], models) : undefined;
  return [verdict, ...(assumed === undefined ? [] : [assumed]), ...(isStale ? [fromBeforeEdit] : [])].join(' · ');
}

/** What the lens over a model tells at length: its findings, and what a click does. */
export function modelTooltip(models: readonly ModelReport[]): string {
  const messages = models.flatMap((model) => faults(model.findings)).map(({ message }) => message);
  return [
    ...messages,
    `Train this model for a moment${models.length > 0 ? ' again' : ''} and measure its gradients`,
  ].join('\n');
}
