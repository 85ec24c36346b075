/** Tells which models have no result only because weights are missing, so that no further attempt can reach them. */

import { builtOnAnother } from '../../probe/protocol/result';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import { explainFailures } from './explain-failures';
import type { AttemptFailures } from './failure-messages';

/** The models without a result that another attempt may reach. */
export async function sitesBesidesWeights(
  file: string,
  sites: SourceSites,
  missed: readonly ModelSite[],
  attempts: readonly AttemptFailures[],
): Promise<ModelSite[]> {
  if (missed.length === 0 || !lacksWeights(attempts)) return [...missed];
  const errors = await explainFailures(file, sites, missed, [], attempts);
  const waiting = errors.flatMap(({ code, models = [] }) => (code === 'needs-weights' ? models : []));
  return missed.filter(({ range }) => !waiting.includes(range));
}

/** Whether the code loads a model that cannot be found. A model that callers pass to the code does not count. */
export function lacksWeights(attempts: readonly AttemptFailures[]): boolean {
  return attempts.some(({ results }) =>
    results.some(({ failures }) =>
      failures.some(({ reason, message }) => reason === 'needs-weights' && message !== builtOnAnother),
    ),
  );
}
