/** Joins what one probe has found with what is known of a file's other models. */

import type { Location, Position } from '../../report/position';
import type { FileResult } from './file-result';

/**
 * @param known results of the file, newest first
 * @param fresh what a probe has found so far; what the same probe had found before is replaced by it
 * @param only the places that the probe was about; undefined where it was about the whole file
 * @returns newest first; no model is in two of them
 */
export function mergeResults(
  known: readonly FileResult[],
  fresh: FileResult,
  only: readonly Location[] | undefined,
): FileResult[] {
  const older = known.filter(({ errorAnchors: failed }) => failed !== fresh.errorAnchors);
  // Where a file no longer runs, its last numbers stay; what was wrong before is not what is wrong now.
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
      // A model whose expression was rewritten is known by its name.
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

/** Where what is said of a whole file stands. */
function isStartOfFile({ line, character }: Position): boolean {
  return line === 0 && character === 0;
}

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && a.line === b?.line && a.character === b.character;
}
