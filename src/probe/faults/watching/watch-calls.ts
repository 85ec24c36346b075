/** Runs a call of tfjs, and notes in the seed's faults what tfjs refused and where. */

import type { Recorder } from '../../recording/recorder';
import type { StackFrame } from '../../recording/stack-frames';
import type { OwnFaults } from '../own-faults';
import type { Refusal } from '../complaints/refused-call';

/**
 * @param refusal describes the call if it throws
 * @throws what the call throws
 */
export function watchCall<T>(faults: () => OwnFaults, run: () => T, refusal: () => Refusal): T {
  try {
    return run();
  } catch (error) {
    faults().noteRefusal(error, refusal);
    throw error;
  }
}

/** The frames of user code that called. */
export function callingFrames(recorder: Recorder): readonly StackFrame[] {
  return recorder.framesIn(new Error().stack ?? '');
}
