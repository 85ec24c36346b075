/** Finds the arguments behind a place of a document: a line, a function, or the whole file. */

import * as vscode from 'vscode';
import type { Argument } from '../../report/argument';
import type { ModelReport } from '../../report/report';
import type { LayerSite, ModelSite, SourceSites } from '../../source/sites/sites';
import { fromPosition } from '../host/documents';
import { rangeContains } from '../host/text-tracking';
import { modelsAt } from '../results/probed-models';
import type { ResultStore } from '../results/result-store';
import { entriesFor, settingsOfModel } from './arguments-of-model';

/**
 * The arguments behind one place of a document: of the model at the line, else of the function around it, or of the
 * function with that name. Without any, those of all functions and models of the document.
 *
 * @param place a zero-based line, or a function's name
 */
export function argumentsAt(
  document: vscode.TextDocument,
  sites: SourceSites,
  place: number | string | undefined,
  store: ResultStore,
): readonly Argument[] {
  const settings = (models: readonly ModelSite[]): readonly Argument[] =>
    models.flatMap((site) => {
      const reports = reportsAt(document, site, store);
      return settingsOfModel(site, entriesFor(site, sites, reports), reports);
    });
  const found =
    typeof place === 'string'
      ? argumentsOfFunction(place, sites, settings)
      : place === undefined
        ? []
        : argumentsAtLine(document, sites, place, store);
  if (found.length > 0) return found;
  return [...sites.entries.flatMap(({ parameters }) => parameters), ...settings(sites.models)];
}

/** The arguments of the function with that name, and the settings of the models that it makes. */
function argumentsOfFunction(
  owner: string,
  { entries, models }: SourceSites,
  settings: (models: readonly ModelSite[]) => readonly Argument[],
): readonly Argument[] {
  const own = entries.filter(
    ({ parameters, call }) => call.label === owner || parameters.some((parameter) => parameter.owner === owner),
  );
  const indices = new Set(own.flatMap((entry) => entry.models));
  return [
    ...own.flatMap(({ parameters }) => parameters).filter((parameter) => parameter.owner === owner),
    ...settings(models.filter((_, index) => indices.has(index))),
  ];
}

function argumentsAtLine(
  document: vscode.TextDocument,
  sites: SourceSites,
  line: number,
  store: ResultStore,
): readonly Argument[] {
  const site = siteAtLine(sites, line);
  if (site) {
    const reports = reportsAt(document, site, store);
    const entries = entriesFor(site, sites, reports);
    return [...entries.flatMap(({ parameters }) => parameters), ...settingsOfModel(site, entries, reports)];
  }
  const start = fromPosition(new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex));
  const around = sites.entries.filter(
    ({ extent, parameters }) => parameters.length > 0 && rangeContains(extent, start),
  );
  return around.sort((a, b) => b.extent.start.line - a.extent.start.line).at(0)?.parameters ?? [];
}

/** What the last probes measured for the model. */
function reportsAt(document: vscode.TextDocument, site: ModelSite, store: ResultStore): ModelReport[] {
  return modelsAt(store.resultsWithLayersIn(document.uri), document.uri, site).map(({ model }) => model);
}

/** The model that is made on the line, or that a layer of the line joins. */
export function siteAtLine({ models, layers }: SourceSites, line: number): ModelSite | undefined {
  const isHere = ({ range }: ModelSite | LayerSite): boolean => range.start.line <= line && line <= range.end.line;
  const joined = layers.find(isHere)?.model;
  return (
    models.find(({ range }) => range.start.line === line) ??
    (joined === undefined ? models.find(isHere) : models.at(joined))
  );
}
