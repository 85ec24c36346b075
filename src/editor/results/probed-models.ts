/** Finds the measured models of a file or of one place in it, among the results of several probes. */

import type * as vscode from 'vscode';
import { isSameLocation, type Location, type Position } from '../../report/position';
import type { ModelSite } from '../../source/sites/sites';
import type { FileResult, ProbedModel } from './file-result';

/**
 * The models in the order in which the text makes them, as the panel lists them.
 *
 * @param results those of one file
 */
export function modelsInTextOrder(results: readonly FileResult[]): ProbedModel[] {
  const models = results.flatMap((result) =>
    result.models.map((model, index): ProbedModel & { readonly index: number } => ({ result, model, index })),
  );
  const start = ({ result, model }: ProbedModel): Position => (result.modelAnchors.locate(model) ?? model.range).start;
  // The models of a single probe stay in the order in which the code ran, which may differ from the text's.
  if (results.filter((result) => result.models.length > 0).length < 2) return models;
  return models.sort(
    (a, b) => start(a).line - start(b).line || start(a).character - start(b).character || a.index - b.index,
  );
}

/** The models that an expression of the document made, by where it lies now. */
export function modelsAt(
  results: readonly FileResult[],
  uri: vscode.Uri,
  { range }: Pick<ModelSite, 'range'>,
): ProbedModel[] {
  return results.flatMap((result) =>
    result.models
      .filter((model) => model.file === uri.path && result.modelAnchors.locate(model)?.start.line === range.start.line)
      .map((model) => ({ result, model })),
  );
}

/** The result that names a measured place; without one, the newest. The results may be measured on different texts. */
export function resultForPlace(results: readonly FileResult[], location: Location): FileResult | undefined {
  const naming = results.find(({ models }) =>
    models.some((model) =>
      [
        model,
        ...(model.compiledAt ? [model.compiledAt] : []),
        ...model.layers,
        ...model.findings.flatMap((finding) => [finding, ...finding.related]),
      ].some((place) => isSameLocation(place, location)),
    ),
  );
  return naming ?? results.at(0);
}
