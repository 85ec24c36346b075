/** The models of a file as the panel lists them: in the order in which the text makes them, whichever probe measured each. */

import type { Location, Position } from '../report/position';
import type { ModelReport } from '../report/report';
import type { FileResult } from './store';

export interface ShownModel {
  readonly result: FileResult;
  readonly model: ModelReport;
}

/** @param results those of one file */
export function shownModels(results: readonly FileResult[]): ShownModel[] {
  const models = results.flatMap((result) => result.models.map((model, index): ShownModel & { readonly index: number } => ({ result, model, index })));
  const start = ({ result, model }: ShownModel): Position => (result.measured.locate(model) ?? model.range).start;
  // Those of one probe are in the order in which they were made, which need not be that of the text.
  if (results.filter((result) => result.models.length > 0).length < 2) return models;
  return models.sort((a, b) => start(a).line - start(b).line || start(a).character - start(b).character || a.index - b.index);
}

/** The result that says something of a measured place; several may have been measured on different texts. */
export function resultAbout(results: readonly FileResult[], location: Location): FileResult | undefined {
  const isMeant = (place: Location): boolean => place.file === location.file && JSON.stringify(place.range) === JSON.stringify(location.range);
  const about = results.find(({ models }) => models.some((model) => [model, ...(model.compiledAt ? [model.compiledAt] : []), ...model.layers, ...model.findings.flatMap((finding) => [finding, ...finding.related])].some(isMeant)));
  return about ?? results.at(0);
}
