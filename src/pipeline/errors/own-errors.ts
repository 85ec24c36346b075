/** Turns the code's own faults into errors on the user's lines. */

import { fileName } from '../../files/paths';
import type { OwnFault, SeedResult } from '../../probe/protocol/result';
import { isSamePosition, type Location, type Position, type Range } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { ModelSite, SourceSites } from '../../source/sites/sites';
import type { Placer } from '../assembly/placer';

/** Finds a text within the call that begins at a position of the probed file. */
export type FindInCall = (position: Position, text: string) => Range | undefined;

/** One error for each fault, however many seeds show it, in the order in which they occurred. */
export function ownErrors(
  file: string,
  results: readonly SeedResult[],
  placer: Placer,
  findInCall: FindInCall,
): ProbeError[] {
  const errors = results.flatMap(({ ownFaults }) =>
    ownFaults.map((fault) => {
      const error = ownError(file, fault, placer);
      const isHere = fault.unknownName !== undefined && error.range && error.file === file;
      const range = isHere ? findInCall(error.range.start, fault.unknownName) : undefined;
      return range ? { ...error, range } : error;
    }),
  );
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

/**
 * The error on the innermost line of the probed file that leads to the fault; on the innermost line of all where none
 * of its lines does.
 */
export function ownError(
  file: string,
  { code, message: text, stack, places: named = [] }: OwnFault,
  placer: Placer,
): ProbeError {
  const message = text.replace(/\{line (\d+)\}/g, (words, index: string) => {
    const at = placer.innermost(named[Number(index)] ?? []);
    return at ? `line ${at.range.start.line + 1}${at.file === file ? '' : ` of ${fileName(at.file)}`}` : words;
  });
  const places = stack.flatMap((position): Location[] => {
    const place = placer.innermost([position]);
    return place ? [place] : [];
  });
  const place = places.find((one) => one.file === file) ?? places.at(0);
  const start = { line: 0, character: 0 };
  return { file: place?.file ?? file, range: place?.range ?? { start, end: start }, code, message, own: true };
}

/**
 * Says of each model that it was not run as the code runs it, where an error of its own training call did not keep a
 * later attempt from measuring it.
 */
export function withErrorsPassed(models: readonly ModelReport[], errors: readonly ProbeError[]): ModelReport[] {
  const fails = ({ trainedAt }: ModelReport): boolean =>
    trainedAt !== undefined &&
    errors.some(
      ({ file, range }) =>
        range !== undefined && file === trainedAt.file && isSamePosition(range.start, trainedAt.range.start),
    );
  return models.map((model) =>
    model.notAsRun === undefined && fails(model)
      ? { ...model, notAsRun: 'past an error of its own training call' }
      : model,
  );
}

/**
 * The code's own errors, each with the models that it keeps from being made. Where the file has one model, the first
 * error is why that one has no result, whatever else failed on the way.
 */
export function withBlockedModels(
  errors: readonly ProbeError[],
  explained: readonly ProbeError[],
  sites: Pick<SourceSites, 'models'>,
): ProbeError[] {
  return errors.map((error, index) => {
    const models = explained
      .filter(({ own, message, ...other }) =>
        own ? message === error.message : index === 0 && isConsequence(other, sites),
      )
      .flatMap((other) => other.models ?? []);
    return models.length === 0 ? error : { ...error, models };
  });
}

/**
 * Whether an error is only a consequence of an error of the code's own: in a file of one model, each error that keeps
 * the model away.
 */
export function isConsequence({ code }: Pick<ProbeError, 'code'>, sites: Pick<SourceSites, 'models'>): boolean {
  const isOfModel = code === 'user-code-failed' || code === 'model-not-reached' || code === 'not-trainable';
  return isOfModel && sites.models.length <= 1;
}

/**
 * The models without a result that another attempt may reach: neither an error of the code's own nor their size keeps
 * them away.
 */
export function sitesBesidesOwnErrors(missed: readonly ModelSite[], explained: readonly ProbeError[]): ModelSite[] {
  const kept = explained.flatMap(({ own, code, models = [] }) => (own || code === 'too-large' ? models : []));
  return missed.filter(({ range }) => !kept.includes(range));
}
