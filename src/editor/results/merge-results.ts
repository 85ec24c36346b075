/** Merges what a probe found with the earlier results of the same file. */

import type { Location, Position } from '../../report/position';
import type { FileResult } from './file-result';

/**
 * @param known the file's results, newest first
 * @param fresh what a probe has found so far; replaces what the same probe had found before
 * @param only where the models stand that the probe ran; undefined if it ran the whole file
 * @returns the file's results, newest first; each model is in one of them
 */
export function mergeResults(
  known: readonly FileResult[],
  fresh: FileResult,
  only: readonly Location[] | undefined,
): FileResult[] {
  const older = known.filter(({ errorAnchors: failed }) => failed !== fresh.errorAnchors);
  // If the file no longer runs, its last numbers stay, but earlier errors are out of date.
  if (!only)
    return fresh.models.length > 0
      ? [fresh]
      : [fresh, ...older.map((result) => ({ ...result, errors: [] })).filter(saysAnything)];
  const places = [
    ...fresh.models.map((model) => ({ file: model.file, start: fresh.modelAnchors.locate(model)?.start })),
    ...only.map(({ file, range }) => ({ file, start: range.start })),
  ];
  const isCovered = (file: string, start: Position | undefined): boolean =>
    places.some((place) => place.file === file && isSame(place.start, start));
  const rest = older.map((result) => ({
    ...result,
    models: result.models.filter((model) => {
      const start = result.modelAnchors.locate(model)?.start;
      // A model whose expression is gone is recognized by its name.
      return start
        ? !fresh.models.some(
            (other) => other.file === model.file && isSame(fresh.modelAnchors.locate(other)?.start, start),
          )
        : !fresh.models.some(({ name }) => name === model.name);
    }),
    errors: result.errors.filter(
      ({ file, range }) =>
        range !== undefined &&
        !isStartOfFile(range.start) &&
        !isCovered(file, result.errorAnchors.locate({ file, range })?.start),
    ),
  }));
  return [fresh, ...rest.filter(saysAnything)];
}

function saysAnything({ models, errors }: FileResult): boolean {
  return models.length > 0 || errors.length > 0;
}

/** Errors about a whole file stand there. */
function isStartOfFile({ line, character }: Position): boolean {
  return line === 0 && character === 0;
}

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && a.line === b?.line && a.character === b.character;
}
