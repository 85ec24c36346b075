/** Writes the error for one failure: the user's file and line, and a message that says what to do. */

import { ownError } from './own-errors';
import { fileName } from '../../files/paths';
import type { RawFailure, SeedResult } from '../../probe/protocol/result';
import type { ProbeOutcome } from '../../probe/protocol/runner';
import { formatCount } from '../../report/format';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError, ProbeErrorCode } from '../../report/report';
import type { ModelSite } from '../../source/sites/sites';
import type { Placer } from '../assembly/placer';
import { firstLine } from '../assembly/quote';

/** The failures of one attempt, and what they belong to. */
export interface AttemptFailures {
  readonly results: readonly SeedResult[];
  readonly outcome: ProbeOutcome;
  /** The function that was entered last, if the run did not end by itself; empty for the module. */
  readonly entered?: string | undefined;
  readonly placer: Placer;
}

const codes: Record<RawFailure['reason'], ProbeErrorCode> = {
  threw: 'user-code-failed',
  'not-trainable': 'not-trainable',
  'needs-weights': 'needs-weights',
  'no-input-shape': 'model-not-reached',
  'no-layers': 'model-not-reached',
  'too-large': 'too-large',
  unsupported: 'model-not-reached',
};

const ofOtherScripts = 'Another script of the page may define it, and none of them runs here';

/**
 * The error for something that failed in user code, or for a model that cannot be trained.
 * @param isPageScript whether other scripts of a page may set what the code uses
 */
export async function failureError(
  file: string,
  failure: RawFailure,
  placer: Placer,
  isPageScript: boolean,
): Promise<ProbeError> {
  if (failure.own) return ownError(file, failure.own, placer);
  const model = failure.at === 'model' ? await placer.model(failure.stack) : undefined;
  const place: Location = model ?? placer.innermost(failure.stack) ?? startOf(file);
  return {
    file: place.file,
    range: place.range,
    code: codes[failure.reason],
    message: failureMessage(failure, place, {
      ofFile: place.file === file ? '' : ` of ${fileName(place.file)}`,
      lacksName: isPageScript && /is not (?:defined|a function|a constructor)$/.test(firstLine(failure.message)),
    }),
  };
}

/**
 * @param ofFile names the file, where it is not the one that is probed
 * @param lacksName whether a name is missing that another script of the page may define
 */
function failureMessage(
  failure: RawFailure,
  place: Location,
  { ofFile, lacksName }: { readonly ofFile: string; readonly lacksName: boolean },
): string {
  const line = `${place.range.start.line + 1}${ofFile}`;
  if (failure.reason === 'needs-weights' || failure.reason === 'too-large') return failure.message;
  const what = firstLine(failure.message).replace(/[.:]?\s*$/, '');
  if (failure.reason !== 'threw') return `${what}.`;
  switch (failure.at) {
    case 'import':
      return (
        `The module stopped at line ${line} with «${what}». ` +
        (lacksName
          ? `${ofOtherScripts}: guard code that the model does not need, or move the model into a function.`
          : 'Gradline runs it without a page, files or network: ' +
            'guard code that the model does not need, or move it into a function.')
      );
    case 'entry': {
      const advice = lacksName ? ` ${ofOtherScripts}: train in a function that does without it.` : '';
      return `${failure.label} stopped at line ${line} with «${what}».${advice}`;
    }
    case 'model':
      return (
        `Training ${failure.label} failed with «${what}». ` +
        'Check that the shapes of its data, its loss and its last layer fit together.'
      );
  }
}

/**
 * The error for a run that the probe ended early; undefined for one that ended by itself.
 * @param models what had been measured by then, whose numbers are shown
 */
export function outcomeError(
  file: string,
  { outcome, entered, placer }: AttemptFailures,
  models: readonly ModelReport[],
): ProbeError | undefined {
  const rest =
    models.length > 0 ? ` The report has what was measured until then: ${models.map(howFar).join('; ')}.` : '';
  switch (outcome.status) {
    case 'done':
      return undefined;
    case 'cancelled':
      return { ...startOf(file), code: 'cancelled', message: `The probe was cancelled.${rest}` };
    case 'time-limit': {
      const limit = formatCount(Math.max(1, Math.round(outcome.seconds)), 'second');
      const running =
        entered === undefined ? '' : ` while ${entered === '' ? 'the module itself' : entered} was running`;
      return {
        ...startOf(file),
        code: 'time-limit',
        message:
          `The probe did not end within ${limit} and was stopped${running}.${rest} ` +
          'Look for a loop that never ends, or raise the time limit.',
      };
    }
    case 'failed':
      return {
        ...(placer.innermost(outcome.stack) ?? startOf(file)),
        code: 'internal',
        message: `The probe itself stopped (${outcome.message.split('\n')[0]}). Probe again; the log says more.`,
      };
  }
}

/** `model stopped after 4 of 30 steps, in 1 of 3 seeds`. */
function howFar({ name, cutShort, steps, seeds }: ModelReport): string {
  const all = `had ${formatCount(steps, 'step')} in ${formatCount(seeds.length, 'seed')}`;
  return `${name} ${cutShort ?? all}`;
}

/** The error for a model that nothing made, though nothing failed either. */
export function unreachedError(file: string, site: ModelSite): ProbeError {
  const line = site.range.start.line + 1;
  const place = { file, range: site.range };
  if (site.package !== undefined)
    return {
      ...place,
      code: 'needs-weights',
      message:
        `The model on line ${line} needs weights from ${site.package}, which a probe does not download, ` +
        'and nothing that ran trains a model on what it gives. Train a model on its features in this file, ' +
        'or probe the file that does: there the features are made up.',
    };
  if (site.kind === 'load')
    return {
      ...place,
      code: 'needs-weights',
      message:
        `The model on line ${line} is loaded, not built, and no function that Gradline could call loads it. ` +
        'Load it in a function at module level whose parameters have defaults or types.',
    };
  return {
    ...place,
    code: 'model-not-reached',
    message:
      `No function that Gradline could call makes the model on line ${line}. ` +
      'Make it in a function at module level whose parameters have defaults or types.',
  };
}

/** The error for a model that was made and got no layer. */
export function emptyModelError(error: ProbeError, site: ModelSite): ProbeError {
  return {
    ...error,
    code: 'not-trainable',
    message:
      `The model on line ${site.range.start.line + 1} is made without layers, ` +
      'and no code that could run here added any. Add its layers in this file, or probe the file that adds them.',
  };
}

/** The error for a file whose code ran without failing and without training anything. */
export function nothingTrainedError(file: string): ProbeError {
  return {
    ...startOf(file),
    code: 'model-not-reached',
    message: 'The code ran and trained no model. Train one in this file, or probe the file that makes it.',
  };
}

function startOf(file: string): Location {
  const start = { line: 0, character: 0 };
  return { file, range: { start, end: start } };
}
