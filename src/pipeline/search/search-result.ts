/** Makes the result of a search: each model once, and the errors that say why others have no report. */

import type { ProbeError } from '../../report/report';
import type { Attempt } from '../attempts/attempt';
import type { FileProbe } from '../contract/file-probe';
import type { RealDataFiles } from '../data/real-data-files';
import { explainFailures } from '../errors/explain-failures';
import { nothingToProbe } from '../errors/nothing-to-probe';
import { type FindInCall, isConsequence, ownErrors, withBlockedModels, withErrorsPassed } from '../errors/own-errors';
import { unusedSettings } from '../errors/unused-settings';
import type { FinishedAttempts } from './finished-attempts';
import { mergeModels } from './merge-models';
import type { SearchedFile } from './searched-file';

/** @param data as the attempts used it */
export async function searchResult(
  { file, sites, makesNone }: SearchedFile,
  finished: FinishedAttempts,
  data: RealDataFiles,
  findInCall: FindInCall,
): Promise<FileProbe> {
  const attempts = finished.all;
  const models = mergeModels(attempts.map((attempt) => attempt.models));
  if (models.length === 0 && makesNone && sites.entries.length === 0) {
    const nothing = await nothingToProbe(file, sites);
    return { models: nothing.models, errors: [...data.errors, ...nothing.errors] };
  }
  const explained = await explainFailures(file, sites, finished.expected(), models, finished.own);
  const own = withBlockedModels(
    finished.own.flatMap(({ results, placer }) => ownErrors(file, results, placer, findInCall)),
    explained,
    sites,
  );
  return {
    models: withErrorsPassed(models, own),
    errors: [
      ...own,
      ...dataErrors(data, attempts),
      ...unusedSettings(file, sites.models, models),
      ...explained.filter((error) => !error.own && !(own.length > 0 && isConsequence(error, sites))),
    ],
    guarded: models.filter((model) => attempts.slice(1).some((attempt) => attempt.models.includes(model))),
  };
}

/** The errors about data that comments name and that could not be read, or did not fit; each once. */
export function dataErrors(data: RealDataFiles, attempts: readonly Attempt[]): ProbeError[] {
  const faults = attempts.flatMap(({ results }) => results.flatMap(({ dataFaults = [] }) => dataFaults));
  const errors = [...data.errors, ...faults.map(({ source, message }) => data.errorFor(source, message))];
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}
