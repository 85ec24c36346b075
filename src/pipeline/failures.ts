/** Turns what went wrong in a probe into messages that name the user's file and line and say what to do. */

import type { ProbeOutcome, RawFailure, SeedResult } from '../probe/job';
import type { Location } from '../report/position';
import type { ModelReport, ProbeError, ProbeErrorCode } from '../report/report';
import type { ModelSite, SourceSites } from '../source/sites';
import type { Placer } from './place';

const codes: Record<RawFailure['reason'], ProbeErrorCode> = {
  threw: 'user-code-failed',
  'not-trainable': 'not-trainable',
  'needs-weights': 'needs-weights',
  'no-input-shape': 'model-not-reached',
  unsupported: 'model-not-reached',
};

/** The reasons for every model site of the file that has no result, and for a run that did not end by itself. */
export async function explainFailures(
  file: string,
  sites: SourceSites,
  models: readonly ModelReport[],
  results: readonly SeedResult[],
  outcome: ProbeOutcome,
  placer: Placer,
): Promise<ProbeError[]> {
  const errors: ProbeError[] = [];
  const ended = explainOutcome(file, outcome, placer, models.length > 0);
  if (ended) errors.push(ended);
  const failures = distinct(results.flatMap((result) => result.failures));
  const unreached = sites.models.filter((site) => !models.some((model) => model.file === file && sameLine(model, site)));
  if (outcome.status === 'cancelled') return errors;
  for (const failure of failures) {
    // A part of the module that cannot run here does not matter as long as every model was reached.
    if (failure.at !== 'model' && unreached.length === 0) continue;
    errors.push(await explainFailure(file, failure, placer));
  }
  if (errors.length === 0) errors.push(...unreached.map((site) => explainUnreached(file, site)));
  return errors;
}

function sameLine(model: ModelReport, site: ModelSite): boolean {
  return model.range.start.line === site.range.start.line;
}

function distinct(failures: readonly RawFailure[]): RawFailure[] {
  return [...new Map(failures.map((failure) => [JSON.stringify([failure.at, failure.label, failure.message]), failure])).values()];
}

async function explainFailure(file: string, failure: RawFailure, placer: Placer): Promise<ProbeError> {
  const model = failure.at === 'model' ? await placer.model(failure.stack) : undefined;
  const place: Location = model ?? placer.innermost(failure.stack) ?? startOf(file);
  return { file: place.file, range: place.range, code: codes[failure.reason], message: sentence(failure, place) };
}

function sentence(failure: RawFailure, place: Location): string {
  const line = place.range.start.line + 1;
  const what = failure.message.replace(/\.?\s*$/, '');
  if (failure.reason !== 'threw') return `${what}.`;
  switch (failure.at) {
    case 'import':
      return `The module stopped at line ${line} with «${what}». Gradline runs it without a page, files or network; what the model does not need can be guarded or moved into a function.`;
    case 'entry':
      return `${failure.label} stopped at line ${line} with «${what}». If it needs other arguments than the assumed ones, give its parameters defaults or types that say which.`;
    case 'model':
      return `Training ${failure.label} failed with «${what}». Check that the shapes of its data, its loss and its last layer fit together.`;
  }
}

function explainOutcome(file: string, outcome: ProbeOutcome, placer: Placer, partial: boolean): ProbeError | undefined {
  const rest = partial ? ' The numbers shown are those of the seeds that had ended.' : '';
  switch (outcome.status) {
    case 'done':
      return undefined;
    case 'cancelled':
      return { ...startOf(file), code: 'cancelled', message: `The probe was cancelled.${rest}` };
    case 'time-limit':
      return {
        ...startOf(file),
        code: 'time-limit',
        message: `The probe did not end within ${outcome.seconds} seconds and was stopped.${rest} Look for a loop that never ends, or raise the time limit.`,
      };
    case 'failed':
      return { ...(placer.innermost(outcome.stack) ?? startOf(file)), code: 'internal', message: `The probe itself stopped: ${outcome.message}` };
  }
}

function explainUnreached(file: string, site: ModelSite): ProbeError {
  const line = site.range.start.line + 1;
  if (site.kind === 'load') {
    return { file, range: site.range, code: 'needs-weights', message: `The model on line ${line} is loaded, not built: it needs its weights, which are not reachable from here.` };
  }
  return {
    file,
    range: site.range,
    code: 'model-not-reached',
    message: `Nothing that Gradline could call makes the model on line ${line}. Put it in a function at module level whose parameters have defaults or types.`,
  };
}

function startOf(file: string): Location {
  const start = { line: 0, character: 0 };
  return { file, range: { start, end: start } };
}
