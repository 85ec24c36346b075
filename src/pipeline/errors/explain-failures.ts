/** Finds, for every model that was asked for and has no result, the failure that best says why. */

import { builtOnAnother, type RawFailure } from '../../probe/protocol/result';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { EntryPoint, ModelSite, SourceSites } from '../../source/sites/sites';
import type { Placer } from '../assembly/placer';
import { firstLine } from '../assembly/quote';
import { withArgumentAdvice } from './argument-advice';
import {
  emptyModelError,
  failureError,
  nothingTrainedError,
  outcomeError,
  type AttemptFailures,
  unreachedError,
} from './failure-messages';

interface Explained {
  readonly failure: RawFailure;
  readonly error: ProbeError;
  /** Where the model was made that failed, and where its parts were; an own error of it may stand elsewhere. */
  readonly models: readonly Location[];
}

/** Whether a report is of the model that this expression makes, or of one that holds it. */
export function isReached(file: string, site: ModelSite, models: readonly ModelReport[]): boolean {
  return models.some((model) =>
    [model, ...(model.parts ?? [])].some(
      (place) => place.file === file && place.range.start.line === site.range.start.line,
    ),
  );
}

/**
 * @param asked the model sites that should have a result
 * @param models the results
 * @param attempts in the order in which they ran; the first says best what is wrong
 * @returns one error for each reason why models have no result, and one for a run that was ended before its end
 */
export async function explainFailures(
  file: string,
  sites: SourceSites,
  asked: readonly ModelSite[],
  models: readonly ModelReport[],
  attempts: readonly AttemptFailures[],
): Promise<ProbeError[]> {
  const errors: ProbeError[] = [];
  const last = attempts.at(-1);
  const ended = last && outcomeError(file, last, models);
  if (ended) errors.push(ended);
  if (ended?.code === 'cancelled') return errors;
  const failures = await explained(file, sites, attempts);
  const unreached = asked.filter((site) => !isReached(file, site, models));
  for (const site of sites.models.filter((one) => unreached.includes(one))) {
    const error = errorFor(site, file, sites, failures, ended !== undefined);
    if (error) errors.push({ ...error, models: [site.range] });
  }
  if (unreached.length > 0) errors.push(...elsewhere(file, sites, failures));
  if (errors.length === 0 && models.length === 0) errors.push(firstError(sites, failures) ?? nothingTrainedError(file));
  return merged(errors);
}

async function explained(
  file: string,
  { isPageScript }: SourceSites,
  attempts: readonly AttemptFailures[],
): Promise<Explained[]> {
  const failures: Explained[] = [];
  for (const { results, placer } of attempts) {
    for (const failure of distinct(results.flatMap((result) => result.failures)))
      failures.push({
        failure,
        error: await failureError(file, failure, placer, isPageScript),
        models: await modelsOf(failure, placer),
      });
  }
  return failures;
}

async function modelsOf({ at, own, stack, within = [] }: RawFailure, placer: Placer): Promise<Location[]> {
  if (at !== 'model') return [];
  // Parts may well be trained by other code, unless the code itself is wrong.
  const places = await Promise.all([stack, ...(own ? within : [])].map((one) => placer.model(one)));
  return places.filter((place) => place !== undefined);
}

function distinct(failures: readonly RawFailure[]): RawFailure[] {
  const keyOf = ({ at, label, message, stack }: RawFailure): string =>
    JSON.stringify([at, label, message, stack.at(0)]);
  return [...new Map(failures.map((failure) => [keyOf(failure), failure])).values()];
}

/** What failed first in a file whose models are variables, with the arguments of the function that stopped. */
function firstError({ entries }: SourceSites, failures: readonly Explained[]): ProbeError | undefined {
  const first = failures.at(0);
  if (first?.failure.at !== 'entry' || first.failure.own) return first?.error;
  const { label } = first.failure;
  const stopped = entries.filter(({ call }) => call.label === label);
  return withArgumentAdvice(first.error, stopped, label);
}

/**
 * @param wasEnded whether the run was ended before its end, which explains every model that has no reason of its own
 */
function errorFor(
  site: ModelSite,
  file: string,
  sites: SourceSites,
  failures: readonly Explained[],
  wasEnded: boolean,
): ProbeError | undefined {
  const leading = leadingTo(site, sites);
  const loads = sites.models.some(({ kind }) => kind === 'load') || failures.some(lacksModel);
  const reason = reasonFor(site, file, leading, failures, loads);
  if (!reason) return wasEnded ? undefined : withArgumentAdvice(unreachedError(file, site), leading, undefined);
  const failure = failures.find(({ error }) => error === reason)?.failure;
  const mayNeedOtherArguments =
    failure !== undefined && !site.staysEmpty && failure.at !== 'import' && failure.reason !== 'needs-weights';
  return mayNeedOtherArguments ? withArgumentAdvice(reason, leading, failure.label) : reason;
}

/** The functions that lead to a model, the most direct first. */
function leadingTo(site: ModelSite, { entries, models }: SourceSites): EntryPoint[] {
  const index = models.indexOf(site);
  return entries.filter((entry) => entry.models.includes(index)).sort((a, b) => a.models.length - b.models.length);
}

/**
 * The failure that kept a model from a result: of its own training, of the most direct function that leads to it, or of
 * the module.
 * @param loads whether the file loads a model, which the part that another one lacks may then be
 */
function reasonFor(
  site: ModelSite,
  file: string,
  leading: readonly EntryPoint[],
  failures: readonly Explained[],
  loads: boolean,
): ProbeError | undefined {
  const own = failures.filter(({ models }) =>
    models.some((place) => place.file === file && place.range.start.line === site.range.start.line),
  );
  const training = own.find(({ failure }) => failure.reason !== 'no-layers');
  if (training && (loads || !isOfMissingPart(training))) return training.error;
  const ofEntries = leading.flatMap(({ call }) =>
    failures.filter(({ failure }) => failure.at === 'entry' && failure.label === call.label),
  );
  const thrown = ofEntries.filter(({ failure }) => failure.reason !== 'needs-weights');
  // Later attempts pass over missing networks and names. If something else stopped one of them, that is the cause.
  const telling = thrown.find(({ failure }) => !isPassedOverLater(failure)) ?? thrown.at(0);
  if (telling) return telling.error;
  // The remaining failures lack the weights of another model, on which this one builds.
  const lacking = site.kind === 'load' ? undefined : ofEntries.at(0);
  if (lacking) return { ...lacking.error, file, range: site.range };
  const fatal = failures.find(
    ({ failure }) => failure.at === 'import' && (failure.own !== undefined || failure.reason === 'too-large'),
  );
  if (fatal && site.kind !== 'load') return fatal.error;
  const stopped = failures.find(({ failure }) => failure.at === 'import' && failure.reason === 'threw');
  if (training) return (stopped ?? training).error;
  if (own.length > 0) return site.staysEmpty ? emptyModelError(own[0].error, site) : own[0].error;
  if (site.kind === 'load') return undefined;
  const ofModule = failures.filter(({ failure }) => failure.at === 'import');
  const other = ofModule.find(({ failure }) => failure.reason !== 'needs-weights');
  const atModule = ofModule.at(0);
  return other?.error ?? (atModule && { ...atModule.error, file, range: site.range });
}

/** Whether the model builds on something that is not there, which need not be a model. */
function isOfMissingPart({ failure }: Explained): boolean {
  return failure.message === builtOnAnother;
}

/** Whether a model could not be loaded. */
function lacksModel(one: Explained): boolean {
  return one.failure.reason === 'needs-weights' && !isOfMissingPart(one);
}

function isPassedOverLater({ message }: RawFailure): boolean {
  return /There is no network in the probe|is not defined$/.test(firstLine(message));
}

/** The failed trainings of models that other files make. */
function elsewhere(file: string, sites: SourceSites, failures: readonly Explained[]): ProbeError[] {
  const isOnSite = (error: ProbeError): boolean =>
    error.file === file && sites.models.some((site) => site.range.start.line === error.range?.start.line);
  return failures.flatMap(({ failure, error }) => (failure.at === 'model' && !isOnSite(error) ? [error] : []));
}

/** One error for each reason, with all the models that it kept from being reached. */
function merged(errors: readonly ProbeError[]): ProbeError[] {
  const byReason = new Map<string, ProbeError>();
  for (const error of errors) {
    const reason = JSON.stringify({ ...error, models: undefined });
    const models = [...(byReason.get(reason)?.models ?? []), ...(error.models ?? [])];
    byReason.set(reason, models.length > 0 ? { ...error, models } : error);
  }
  return [...byReason.values()];
}
