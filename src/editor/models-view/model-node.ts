/** The rows of a model in the tree, with its findings and their layers below it. */

import { badgeForLine, decidingFinding, healthyText, verdictWord } from '../../report/badge';
import {
  disabledAt,
  type Finding,
  listedFaults,
  headlineOf,
  listedFindings,
  type NotedPlace,
} from '../../report/finding';
import { formatCount } from '../../report/format';
import { notedPlaces } from '../../report/places/related-places';
import type { ModelReport } from '../../report/report';
import type { FileResult } from '../results/file-result';
import { joinParts, placeNow, placeText, type TreeNode, wholeFile, worstStatus } from './tree-node';

/** @param isAlone whether the file has no other model, so that *Probe Again* runs the whole file */
export function modelNode(result: FileResult, model: ModelReport, id: string, isAlone: boolean): TreeNode {
  const found = listedFaults(model.findings);
  const seen = healthyText(model);
  const isStale = result.modelAnchors.isStale;
  const shown = headlineOf(model) === undefined ? [] : (['information'] as const);
  const status =
    model.notAsRun === undefined ? worstStatus([...found.map(({ severity }) => severity), ...shown]) : 'error';
  return {
    id: `${id}#${status}`,
    kind: 'model',
    label: model.name,
    description: joinParts(
      found.length > 0 && model.notAsRun === undefined ? verdictWords(found) : seen,
      placeText(result, model),
      isStale ? 'before edit' : undefined,
    ),
    tooltip: [
      `${model.name}: ${formatCount(model.layers.length, 'layer')}, ${model.loss}, ${model.optimizer}`,
      ...(found.length > 0
        ? found.map(({ message }) => message)
        : [(model.notAsRun ?? model.unjudged) === undefined ? `No gradient trouble was seen: ${seen}.` : `${seen}.`]),
      ...(model.assumed.length > 0 ? [`Assumed: ${model.assumed.join(', ')}.`] : []),
      ...(model.passedOver ? [`Passed over: ${model.passedOver.join('; ')}.`] : []),
      ...(isStale ? ['Measured before the last edit.'] : []),
    ].join('\n'),
    status,
    probed: result.uri,
    place: () => placeNow(result, model),
    modelsToProbe: () => {
      const place = placeNow(result, model);
      return isAlone || !place ? undefined : [place];
    },
    children: listedFindings(model.findings).map((finding, index) =>
      findingNode(result, model, finding, `${id}/${finding.code}/${index}`),
    ),
    unfolds: status !== 'healthy',
  };
}

function findingNode(result: FileResult, model: ModelReport, finding: Finding, id: string): TreeNode {
  return {
    id,
    kind: 'finding',
    label: verdictWord(finding),
    description: joinParts(
      placeText(result, finding),
      finding.layers.length > 0 ? formatCount(finding.layers.length, 'layer') : undefined,
    ),
    tooltip: finding.message,
    status: finding.severity,
    probed: result.uri,
    place: () => placeNow(result, finding),
    modelsToProbe: wholeFile,
    children: [
      ...notedPlaces(finding.related).map((place, index) => placeNode(result, place, `${id}/place/${index}`)),
      ...finding.layers.map((index) => layerNode(result, model, index, `${id}/${index}`)),
    ],
    unfolds: false,
  };
}

function placeNode(result: FileResult, place: NotedPlace, id: string): TreeNode {
  return {
    id,
    kind: 'place',
    label: place.note,
    description: joinParts(placeText(result, place)),
    tooltip: place.note,
    status: 'to-change',
    probed: result.uri,
    place: () => placeNow(result, place),
    modelsToProbe: wholeFile,
    children: [],
    unfolds: false,
  };
}

function layerNode(result: FileResult, model: ModelReport, index: number, id: string): TreeNode {
  const layer = model.layers[index];
  const findings = model.findings.filter((finding) => finding.layers.includes(index));
  const badge = badgeForLine([layer], findings, disabledAt([index], model));
  return {
    id,
    kind: 'layer',
    label: layer.name,
    description: joinParts(badge.text, placeText(result, layer)),
    tooltip: badge.tooltip,
    status: decidingFinding(findings)?.severity ?? 'healthy',
    probed: result.uri,
    place: () => placeNow(result, layer),
    modelsToProbe: wholeFile,
    children: [],
    unfolds: false,
  };
}

/** Each verdict once, in the order of the findings: `↓ vanishing, ✕ dead`. */
export function verdictWords(findings: readonly Finding[]): string {
  return [...new Set(findings.map(verdictWord))].join(', ');
}
