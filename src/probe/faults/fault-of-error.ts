/** Makes the fault of an error in user code: what it says in plain words, and the place that it blames. */

import type { BundleStack } from '../../report/position';
import type { OwnFault } from '../protocol/result';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { explainTfjsError } from './complaints/explain-error';
import { misspeltFunction } from './complaints/misspelt-functions';
import { type Complaint, type LayerOnWay, type Refusal, type RefusedCall, shapeText } from './complaints/refused-call';
import { explainOwnLayer } from './own-layers';
import { explainTapeLeak, type TapeLeak } from './tape-leaks';

/** What the probe saw of an error on its way. */
export interface ErrorTrace {
  /** The calls of tfjs that it went through, innermost first. */
  readonly refusals: readonly Refusal[];
  /** The frames of user code on its stack, innermost first. */
  readonly frames: readonly StackFrame[];
  /** Where the loss left the tape, for an error that complains of that. */
  readonly tapeLeak: TapeLeak | undefined;
  /** Where the code last set `trainable = false`, for an error that finds no weights to train. */
  readonly freezing: readonly StackFrame[] | undefined;
  /** Whether it comes from a callback of `fit`. */
  readonly isInCallback: boolean;
}

/**
 * @param message of the error, without its name
 * @param hasOtherNames whether functions may exist that the probe's tfjs lacks, so that no name is misspelt for certain
 * @returns undefined for an error that says enough as it is
 */
export function explainError(message: string, trace: ErrorTrace, hasOtherNames: boolean): Complaint | undefined {
  const { refusals, frames, tapeLeak, freezing } = trace;
  if (tapeLeak) return explainTapeLeak(tapeLeak.operation);
  return (
    misspeltFunction(message, hasOtherNames) ??
    refusals.findLast(({ complaint }) => complaint)?.complaint ??
    explainOwnLayer(message, refusals, frames) ??
    explainTfjsError(message, { ...joined(refusals), isFrozen: freezing !== undefined })
  );
}

/** @param explained the error in plain words; undefined for one that the fault quotes */
export function toFault(error: Error, explained: Complaint | undefined, trace: ErrorTrace): OwnFault {
  const { refusals, frames, tapeLeak, freezing, isInCallback } = trace;
  // A callback of another file is where the error is, not the training call that it was given to.
  const inCallback = isInCallback && frames.length > 0 ? frames.slice(0, 1) : undefined;
  const step = isInCallback ? undefined : refusals.find(({ step: at = 0 }) => at > 1)?.step;
  const complaint = explained ?? {
    code: 'user-code-failed' as const,
    message: `This line throws «${nameOf(error)}${firstLine(error.message)}».`,
  };
  const way = complaint.code === 'shape' ? (refusals.find((refusal) => refusal.way)?.way ?? []) : [];
  return {
    ...complaint,
    message: `${complaint.message}${wayText(way)}${step === undefined ? '' : ` It fails in step ${step}.`}`,
    ...(way.length > 0 && { places: way.map(({ madeAt }) => positionsOf(madeAt)) }),
    stack: positionsOf(tapeLeak?.frames ?? freezing ?? inCallback ?? placeOf(complaint.code, frames, refusals)),
  };
}

/** Where the shape comes from, layer by layer. */
function wayText(way: readonly LayerOnWay[]): string {
  const parts = way.map(({ layer, gives }, index) => `${layer.factory} ({line ${index}}) gives ${shapeText(gives)}`);
  return parts.length === 0 ? '' : ` On the way there, ${parts.join(', ')}.`;
}

/** Joins what all calls around the error tell about it. */
function joined(refusals: readonly Refusal[]): RefusedCall {
  const calls = refusals.map(({ call }) => call);
  const outermost = calls.find(({ call }) => call === 'validationData')?.call ?? calls.at(-1)?.call ?? '';
  return Object.assign({}, ...[...calls].reverse(), { call: outermost }) as RefusedCall;
}

/**
 * The place of the error: deeper user code, such as a loss function, if the error comes from there; the training call
 * for data; else the expression that made the layer, or the call.
 */
function placeOf(
  code: OwnFault['code'],
  frames: readonly StackFrame[],
  refusals: readonly Refusal[],
): readonly StackFrame[] {
  const calls = refusals.map(({ callFrames }) => callFrames).filter((call) => call.length > 0);
  const isDeeper = frames.length > 0 && !calls.some((call) => isSamePlace(frames, call));
  if (isDeeper) return frames;
  const madeAt = code === 'data' ? undefined : refusals.find((refusal) => (refusal.madeAt?.length ?? 0) > 0)?.madeAt;
  return madeAt ?? calls.at(0) ?? frames;
}

/** Whether the innermost frames stand at the same place. */
export function isSamePlace(one: BundleStack, other: BundleStack): boolean {
  return one.at(0)?.line === other.at(0)?.line && one.at(0)?.column === other.at(0)?.column;
}

function nameOf(error: Error): string {
  return error.name !== 'Error' ? `${error.name}: ` : '';
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
