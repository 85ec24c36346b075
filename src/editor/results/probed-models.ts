/** The measured models of a file or of one place in it, whichever probe measured each. */

import type * as vscode from 'vscode';
import type { Location, Position } from '../../report/position';
import type { ModelSite } from '../../source/sites/sites';
import type { FileResult, ProbedModel } from './file-result';

/**
 * The models as the panel lists them: in the order in which the text makes them.
 * @param results those of one file
 */
export function modelsInTextOrder(results: readonly FileResult[]): ProbedModel[] {
  const models = results.flatMap((result) =>
    result.models.map((model, index): ProbedModel & { readonly index: number } => ({ result, model, index })),
  );
  const start = ({ result, model }: ProbedModel): Position => (result.modelAnchors.locate(model) ?? model.range).start;
  // Those of one probe are in the order in which they were made, which need not be that of the text.
  if (results.filter((result) => result.models.length > 0).length < 2) return models;
  return models.sort(
    (a, b) => start(a).line - start(b).line || start(a).character - start(b).character || a.index - b.index,
  );
}

/** Those that an expression of a document made, as the text stands now. */
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

/** The result that says something of a measured place; several may have been measured on different texts. */
export function resultForPlace(results: readonly FileResult[], location: Location): FileResult | undefined {
  const isMeant = (place: Location): boolean =>
    place.file === location.file && JSON.stringify(place.range) === JSON.stringify(location.range);
  const about = results.find(({ models }) =>
    models.some((model) =>
      [
        model,
        ...(model.compiledAt ? [model.compiledAt] : []),
        ...model.layers,
        ...model.findings.flatMap((finding) => [finding, ...finding.related]),
      ].some(isMeant),
    ),
  );
  return about ?? results.at(0);
}
