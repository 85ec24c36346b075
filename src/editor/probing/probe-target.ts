/** Finds what to probe for a line of a document: the models that the line belongs to. */

import type * as vscode from 'vscode';
import type { Location, Range } from '../../report/position';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import { layerLines, type ProbedLayer } from '../results/layer-lines';
import type { FileResult } from '../results/file-result';

export interface ProbeTarget {
  /** The file to probe: the document, or another file whose models have layers on the line. */
  readonly uri: vscode.Uri;
  /** Where its models are made; without it the whole file is probed. */
  readonly only?: readonly Location[];
}

/**
 * @param lines the document's text
 * @param results those with layers in the document
 * @returns undefined if the line belongs to no model
 */
export function probeTarget(
  uri: vscode.Uri,
  sites: SourceSites,
  lines: readonly string[],
  results: readonly FileResult[],
  line: number,
): ProbeTarget | undefined {
  const file = uri.path;
  const covers = ({ range }: { readonly range: Range }): boolean => range.start.line <= line && line <= range.end.line;
  const layers = sites.layers.filter(covers);
  const measured = layerLines(file, sites, lines, results)
    .filter((entry) => entry.sites.some(covers))
    .flatMap((entry) => entry.layers);
  const probed = measured.at(0)?.result.uri;
  const own =
    layers.length > 0
      ? [
          ...sites.models.filter(covers),
          ...layers.flatMap(({ model }) => (model === undefined ? [] : sites.models[model])),
        ]
      : modelsAround(sites, lines[line] ?? '', line, covers);
  const places = [
    ...measured.filter(({ result }) => result.uri.toString() === probed?.toString()).flatMap(placeOfModel),
    ...[...layers, ...own].map(({ range }) => ({ file, range })),
  ];

  // A file of helpers makes no model of its own: its layers are reached through the file that was probed with it.
  const target = probed ?? (sites.models.length === 0 ? (results.at(0)?.uri ?? uri) : uri);
  const isOnlyModel =
    sites.models.length === 1 &&
    target.toString() === uri.toString() &&
    sites.layers.every(({ kind }) => kind !== 'variable');
  if (places.length > 0) return isOnlyModel ? { uri: target } : { uri: target, only: places };
  return sites.models.length === 0 ? { uri: target } : undefined;
}

/**
 * For a line without layers: the models made on it, else those of the innermost function around it, else those it
 * names.
 */
function modelsAround(
  { models, entries }: SourceSites,
  text: string,
  line: number,
  covers: (place: { readonly range: Range }) => boolean,
): readonly ModelSite[] {
  const onLine = models.filter(covers);
  if (onLine.length > 0) return onLine;
  const around = entries
    .filter((entry) => entry.models.length > 0 && covers({ range: entry.extent }))
    .sort((a, b) => height(a.extent) - height(b.extent))
    .at(0);
  if (around) return around.models.map((index) => models[index]);
  const named = models.filter(({ name }) =>
    new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$&')}(?![\\w$])`).test(text),
  );
  // Of several models with the same name, the line means the last one before it.
  return named.filter(
    ({ name, range }) => !named.some((other) => other.name === name && isCloser(other.range, range, line)),
  );
}

function isCloser(a: Range, b: Range, line: number): boolean {
  return a.start.line <= line && (b.start.line > line || a.start.line > b.start.line);
}

function height({ start, end }: Range): number {
  return end.line - start.line;
}

/** Where the expression of a measured layer's model lies now. */
function placeOfModel({ result, model }: ProbedLayer): Location[] {
  const range = result.modelAnchors.locate(model);
  return range ? [{ file: model.file, range }] : [];
}
