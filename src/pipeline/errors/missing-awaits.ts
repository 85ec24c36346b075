/** Tells of training data that are a promise, because an await is missing, and what that means for the models. */

import { isRangeWithin, type Location } from '../../report/position';
import type { ProbeError } from '../../report/report';
import type { MissingAwait } from '../../source/index';
import type { FileProbe } from '../contract/file-probe';

/**
 * Adds an error for each missing await, in the place of what the training call said about the same data, and calls no
 * model healthy that such a call trains.
 */
export function withMissingAwaits(result: FileProbe, file: string, missing: readonly MissingAwait[]): FileProbe {
  if (missing.length === 0) return result;
  const isTrainedSo = (at: Location | undefined): boolean =>
    at?.file === file &&
    missing.some(({ trainedBy }) =>
      trainedBy.some((call) => isRangeWithin({ ...at.range, end: at.range.start }, call)),
    );
  const errors = missing.map(({ range, message }): ProbeError => ({ file, range, code: 'data', message, own: true }));
  const others = result.errors.filter(
    ({ range, own, code, file: at }) => !(own && code === 'data' && range && isTrainedSo({ file: at, range })),
  );
  return {
    ...result,
    errors: [...errors, ...others],
    models: result.models.map((model) =>
      model.notAsRun === undefined && isTrainedSo(model.trainedAt) ? { ...model, notAsRun: 'made-up data' } : model,
    ),
  };
}
