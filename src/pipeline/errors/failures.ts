/** Turns what went wrong in a probe into messages that name the user's file and line and say what to do. */

import { builtOnAnother, type RawFailure } from '../../probe/protocol/result';
import { fileName } from '../../files/paths';
import { formatCount } from '../../report/format';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError, ProbeErrorCode } from '../../report/report';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import { withAsks } from './argument-advice';
import type { Attempt } from '../attempts/attempt';
import type { Placer } from '../assembly/placer';
import { firstLine } from '../assembly/quote';

const codes: Record<RawFailure['reason'], ProbeErrorCode> = {
  threw: 'user-code-failed',
  'not-trainable': 'not-trainable',
  'needs-weights': 'needs-weights',
  'no-input-shape': 'model-not-reached',
  'no-layers': 'model-not-reached',
  unsupported: 'model-not-reached',
};

/** How the file's attempts went, as far as failures tell. */
export type Run = Pick<Attempt, 'results' | 'outcome' | 'entered' | 'placer'>;

export function isReached(file: string, site: ModelSite, models: readonly ModelReport[]): boolean {
  return models.some((model) =>
    [model, ...(model.parts ?? [])].some(
      (place) => place.file === file && place.range.start.line === site.range.start.line,
    ),
  );
}

/**
 * One reason for every model site that was asked for and has no result, and for a run that did not end by itself.
 * @param attempts in the order in which they were made; the first says best what is wrong
 */
export async function explainFailures(
  file: string,
  sites: SourceSites,
  asked: readonly ModelSite[],
  models: readonly ModelReport[],
  attempts: readonly Run[],
): Promise<ProbeError[]> {
  const errors: ProbeError[] = [];
  const last = attempts.at(-1);
  const ended = last && explainOutcome(file, last, models.length > 0);
  if (ended) errors.push(ended);
  if (ended?.code === 'cancelled') return errors;
  const failures: Explained[] = [];
  for (const { results, placer } of attempts) {
    for (const failure of distinct(results.flatMap((result) => result.failures)))
      failures.push({ failure, error: await explainFailure(file, failure, placer) });
  }
  const unreached = sites.models.flatMap((site, index) =>
    !asked.includes(site) || isReached(file, site, models) ? [] : [{ site, index }],
  );
  for (const { site, index } of unreached) {
    const reason = reasonFor(site, index, file, sites, failures);
    const failure = failures.find(({ error }) => error === reason)?.failure;
    const asking =
      reason &&
      (site.staysEmpty || failure === undefined || failure.at === 'import' || failure.reason === 'needs-weights')
        ? []
        : sites.entries.filter(({ models: reached }) => reached.includes(index));
    if (reason ?? !ended)
      errors.push({
        ...withAsks(reason ?? explainUnreached(file, site), asking, failure?.label),
        models: [site.range],
      });
  }
  // What failed in the training of a model that is none of the file's sites, such as one made by another file.
  const onSite = (error: ProbeError): boolean =>
    error.file === file && sites.models.some((site) => site.range.start.line === error.range?.start.line);
  for (const { failure, error } of failures)
    if (failure.at === 'model' && unreached.length > 0 && !onSite(error)) errors.push(error);
  if (errors.length === 0 && models.length === 0) {
    errors.push(
      failures.at(0)?.error ?? {
        ...startOf(file),
        code: 'model-not-reached',
        message: 'Nothing that ran here trained anything. Let the file train a model, or probe the file that makes it.',
      },
    );
  }
  return merged(errors);
}

/** Of models that were not reached, those that are not just waiting for weights: another attempt may get to them. */
export async function besidesWeights(
  file: string,
  sites: SourceSites,
  left: readonly ModelSite[],
  attempts: readonly Run[],
): Promise<ModelSite[]> {
  if (left.length === 0 || !lacksWeights(attempts)) return [...left];
  const errors = await explainFailures(file, sites, left, [], attempts);
  const waiting = errors.flatMap(({ code, models = [] }) => (code === 'needs-weights' ? models : []));
  return left.filter(({ range }) => !waiting.includes(range));
}

/** Whether a model was asked for that could not be had; one that a caller would hand in is none. */
export function lacksWeights(attempts: readonly Run[]): boolean {
  return attempts.some(({ results }) =>
    results.some(({ failures }) =>
      failures.some(({ reason, message }) => reason === 'needs-weights' && message !== builtOnAnother),
    ),
  );
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

interface Explained {
  readonly failure: RawFailure;
  readonly error: ProbeError;
}

/** What kept a model from being reached: its own training, the most direct of the functions that lead to it, the module. */
function reasonFor(
  site: ModelSite,
  index: number,
  file: string,
  sites: SourceSites,
  failures: readonly Explained[],
): ProbeError | undefined {
  const own = failures.filter(
    ({ failure, error }) =>
      failure.at === 'model' && error.file === file && error.range?.start.line === site.range.start.line,
  );
  const training = own.find(({ failure }) => failure.reason !== 'no-layers');
  if (training) return training.error;
  const leading = sites.entries
    .filter(({ models }) => models.includes(index))
    .sort((a, b) => a.models.length - b.models.length);
  const ofEntries = leading.flatMap(({ call }) =>
    failures.filter(({ failure }) => failure.at === 'entry' && failure.label === call.label),
  );
  const ofModule = failures.filter(({ failure }) => failure.at === 'import');
  // What ended for the want of a model was run again without it, and that there is no network or no such page was passed over by later attempts:
  // what stopped those is the cause, if anything did.
  const thrown = ofEntries.filter(({ failure }) => failure.reason !== 'needs-weights');
  const telling =
    thrown.find(
      ({ failure }) => !/There is no network in the probe|is not defined$/.test(firstLine(failure.message)),
    ) ?? thrown.at(0);
  if (telling) return telling.error;
  const lacking = site.kind === 'load' ? undefined : ofEntries.at(0);
  if (lacking) return { ...lacking.error, file, range: site.range };
  if (site.staysEmpty && own.length > 0)
    return {
      ...own[0].error,
      code: 'not-trainable',
      message: `The model on line ${site.range.start.line + 1} is made without layers, and nothing that could run here added any: there is nothing in it to train.`,
    };
  if (own.length > 0) return own[0].error;
  if (site.kind === 'load') return undefined;
  const ended = ofModule.find(({ failure }) => failure.reason !== 'needs-weights') ?? ofModule.at(0);
  return (
    ended && (ended.failure.reason === 'needs-weights' ? { ...ended.error, file, range: site.range } : ended.error)
  );
}

function distinct(failures: readonly RawFailure[]): RawFailure[] {
  return [
    ...new Map(
      failures.map((failure) => [
        JSON.stringify([failure.at, failure.label, failure.message, failure.stack.at(0)]),
        failure,
      ]),
    ).values(),
  ];
}

async function explainFailure(file: string, failure: RawFailure, placer: Placer): Promise<ProbeError> {
  const model = failure.at === 'model' ? await placer.model(failure.stack) : undefined;
  const place: Location = model ?? placer.innermost(failure.stack) ?? startOf(file);
  return {
    file: place.file,
    range: place.range,
    code: codes[failure.reason],
    message: sentence(failure, place, place.file === file ? '' : ` of ${fileName(place.file)}`),
  };
}

/** @param of names the file, where it is not the one that is probed */
function sentence(failure: RawFailure, place: Location, of: string): string {
  const line = `${place.range.start.line + 1}${of}`;
  if (failure.reason === 'needs-weights') return failure.message;
  const what = firstLine(failure.message).replace(/[.:]?\s*$/, '');
  if (failure.reason !== 'threw') return `${what}.`;
  switch (failure.at) {
    case 'import':
      return `The module stopped at line ${line} with «${what}». Gradline runs it without a page, files or network; what the model does not need can be guarded or moved into a function.`;
    case 'entry':
      return `${failure.label} stopped at line ${line} with «${what}».`;
    case 'model':
      return `Training ${failure.label} failed with «${what}». Check that the shapes of its data, its loss and its last layer fit together.`;
  }
}

function explainOutcome(file: string, { outcome, entered, placer }: Run, partial: boolean): ProbeError | undefined {
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
        message: `The probe did not end within ${formatCount(Math.max(1, Math.round(outcome.seconds)), 'second')} and was stopped${entered === undefined ? '' : entered === '' ? ' while the module itself was running' : ` while ${entered} was running`}.${rest} Look for a loop that never ends, or raise the time limit.`,
      };
    case 'failed':
      return {
        ...(placer.innermost(outcome.stack) ?? startOf(file)),
        code: 'internal',
        message: `The probe itself stopped (${outcome.message.split('\n')[0]}). Probe again; the log says more.`,
      };
  }
}

function explainUnreached(file: string, site: ModelSite): ProbeError {
  const line = site.range.start.line + 1;
  if (site.package !== undefined) {
    return {
      file,
      range: site.range,
      code: 'needs-weights',
      message: `The model on line ${line} needs weights from ${site.package}, which it downloads when it runs; a probe has no network. Models that are built on it from layers of a file (tf.loadLayersModel) can be probed once that file lies in the workspace.`,
    };
  }
  if (site.kind === 'load') {
    return {
      file,
      range: site.range,
      code: 'needs-weights',
      message: `The model on line ${line} is loaded, not built, and nothing that Gradline could call loads it. Load it in a function at module level whose parameters have defaults or types.`,
    };
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
