/** Lists, in Markdown, the models and the calls that lead to one line, with the verdict on what each made there. */

import { badgeForLine } from '../../report/badge';
import { fileName } from '../../files/paths';
import type { Location } from '../../report/position';
import { listedFaults, headlineOf } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import { disabledOn, findingsOf, type ProbedLayer } from '../results/layer-lines';
import { markdownCode, escapeMarkdown } from './markdown';
import type { FileResult, ProbedModel } from '../results/file-result';

/** How many origins the hover lists; it counts the rest. */
const listed = 8;

/**
 * One row for each model and call that leads to a line, in the order given. Empty if there is only one.
 *
 * @param layers those of the line, worst first
 */
export function layerOrigins(layers: readonly ProbedLayer[]): string[] {
  const groups = new Map<string, ProbedLayer[]>();
  const models = [...new Set(layers.map(({ model }) => model))];
  for (const probed of layers) {
    const key = JSON.stringify([models.indexOf(probed.model), probed.layer.callers.at(0) ?? null]);
    const group = groups.get(key);
    if (group) group.push(probed);
    else groups.set(key, [probed]);
  }
  if (groups.size < 2) return [];
  const rows = [...groups.values()].map((group) => {
    const badge = badgeForLine(
      group.map(({ layer }) => layer),
      [...new Set(group.flatMap(findingsOf))],
      disabledOn(group),
    );
    return `${originOf(group[0], group[0].layer.callers.at(0), group[0].layer.file)}: ${escapeMarkdown(badge.text)}`;
  });
  return [`**${groups.size} ways lead here**, the worst first:\n\n${list(rows)}`];
}

/** The same for an expression that made several models, such as one in a function that user code calls twice. */
export function modelOrigins(models: readonly ProbedModel[]): string[] {
  if (models.length < 2) return [];
  const rows = models.map(({ result, model }) => {
    const found = listedFaults(model.findings);
    const verdict =
      found.length > 0 ? found.map(({ message }) => message).join(' ') : `${headlineOf(model) ?? 'healthy'}.`;
    return `${originOf({ result, model }, callerOf(model), model.file)}: ${escapeMarkdown(verdict)}`;
  });
  return [`**${models.length} models were made here**, the worst first:\n\n${list(rows)}`];
}

/**
 * The call that led to the model's expression: the report has it for layers, and one made in the same file had the same
 * caller.
 */
function callerOf(model: ModelReport): Location | undefined {
  return model.layers.find((layer) => layer.file === model.file)?.callers.at(0);
}

/** @param here the file under the pointer, which the text does not name */
function originOf({ result, model }: ProbedModel, caller: Location | undefined, here: string): string {
  const called = caller && placeOf(result, caller, here);
  const made = placeOf(result, model, here);
  return [
    markdownCode(model.name),
    ...(called ? [`called at ${called}`] : made ? [`made at ${made}`] : []),
    ...(result.uri.path === here || model.file === result.uri.path
      ? []
      : [`probed with ${escapeMarkdown(fileName(result.uri.path))}`]),
  ].join(', ');
}

/** `line 12`, or `file.ts:12` in another file; undefined if the place is gone. */
function placeOf(result: FileResult, place: Location, here: string): string | undefined {
  const line = result.modelAnchors.locate(place)?.start.line;
  if (line === undefined) return undefined;
  return place.file === here ? `line ${line + 1}` : `${escapeMarkdown(fileName(place.file))}:${line + 1}`;
}

function list(rows: readonly string[]): string {
  const shown = rows.slice(0, listed).map((row) => `- ${row}`);
  return [...shown, ...(rows.length > listed ? [`- and ${rows.length - listed} more`] : [])].join('\n');
}
