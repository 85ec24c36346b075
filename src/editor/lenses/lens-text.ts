/** Writes the words on the lenses of layers and models, before, during and after a probe. */

import { badgeForLine, healthyText, ownErrorText, verdictWord, type Badge } from '../../report/badge';
import { formatCount } from '../../report/format';
import type { ModelReport, ProbeError } from '../../report/report';
import { listedFaults } from '../../report/finding';
import { argumentsLensText } from '../assumptions/arguments-of-model';
import { disabledOn, findingsOf, type LayerLine } from '../results/layer-lines';

const notProbed = 'not probed';
export const notReached = 'not reached';
const fromBeforeEdit = 'before edit';

/** For a line measured in the first steps of a running probe: its gradient is known, its verdict is not. */
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

/** @param wasProbed whether the last probe should have reached the line; without numbers it then reads `not reached` */
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
    disabledOn(line.layers),
  );
  return line.isStale
    ? { text: `${badge.text} · ${fromBeforeEdit}`, tooltip: `Measured before the last edit.\n${badge.tooltip}` }
    : badge;
}

/**
 * What the lens over a probed model adds to *Probe gradients*: the verdict in a word, and what was assumed.
 *
 * @param models those made at one place, at least one
 * @param ownError the code's own error about them, which comes before any verdict
 * @param withAssumed false if another lens on the line lists what was assumed
 */
export function modelSummary(
  models: readonly ModelReport[],
  isStale: boolean,
  withAssumed: boolean,
  ownError?: ProbeError,
): string {
  const found = models.flatMap((model) => listedFaults(model.findings));
  const { steps, seeds, stepsOfCode } = models[0];
  const notAsRun = models.find((model) => model.notAsRun !== undefined)?.notAsRun;
  const unjudged = models.find((model) => model.unjudged !== undefined)?.unjudged;
  const cutShort = models.find((model) => model.cutShort !== undefined)?.cutShort;
  const passedOver = models.flatMap((model) => model.passedOver ?? []);
  const verdict =
    found.length > 0
      ? `${formatCount(found.length, 'finding')}: ${[...new Set(found.map(verdictWord))].join(', ')}`
      : // What was made up is among what was assumed, which the lenses tell as well.
        healthyText({
          steps,
          seeds,
          findings: models.flatMap(({ findings }) => findings),
          suppressed: models.flatMap(({ suppressed = [] }) => suppressed),
          ...(stepsOfCode && { stepsOfCode }),
          ...(notAsRun !== undefined && { notAsRun }),
          ...(unjudged !== undefined && { unjudged }),
          ...(cutShort !== undefined && { cutShort }),
          passedOver,
        });
  const assumed = withAssumed ? argumentsLensText([], models) : undefined;
  return [
    ...(ownError ? [ownErrorText(ownError)] : []),
    verdict,
    ...(assumed === undefined ? [] : [assumed]),
    ...(isStale ? [fromBeforeEdit] : []),
  ].join(' · ');
}

/** The tooltip of the lens over a model: its findings in full, and what a click does. */
export function modelTooltip(models: readonly ModelReport[]): string {
  const messages = models.flatMap((model) => listedFaults(model.findings)).map(({ message }) => message);
  return [
    ...messages,
    `Train this model for a moment${models.length > 0 ? ' again' : ''} and measure its gradients`,
  ].join('\n');
}

/** For a line with an error of the code's own. */
export function ownErrorLens(error: ProbeError): Badge {
  return { text: ownErrorText(error), tooltip: error.message };
}
