/** Explains errors of layer classes that user code defines and that lack something tfjs needs. */

import type { StackFrame } from '../recording/stack-frames';
import type { Complaint, Refusal } from './complaints/refused-call';

/**
 * V8's messages where tfjs reads a property of undefined: of a missing class name, and of a tensor that `call` lacks.
 */
const lacksClassName = /^Cannot read properties of undefined \(reading 'replace'\)$/;
const lacksTensor = /^Cannot read properties of (?:undefined|null) \(reading '(?:dtype|shape|rank|dataId|id)'\)$/;

/**
 * The message of the error that the probe throws at once where `call` of a layer returns nothing; tfjs would fail
 * later.
 */
export const givesNoTensor = 'The call of the layer gives no tensor.';

/** @returns undefined where the error has nothing to do with a class of user code */
export function explainOwnLayer(
  message: string,
  refusals: readonly Refusal[],
  frames: readonly StackFrame[],
): Complaint | undefined {
  const constructor = frames.at(0)?.functionName.replace(/^new /, '');
  if (lacksClassName.test(message) && frames.at(0)?.functionName.startsWith('new '))
    return {
      code: 'setting',
      message:
        `${constructor ?? 'The class'} extends a layer without a static className, which tfjs needs: static ` +
        `className = '${constructor ?? 'MyLayer'}'.`,
    };
  const own = refusals.find(({ isOwnClass }) => isOwnClass);
  if (own?.call.layer && (message === givesNoTensor || lacksTensor.test(message)))
    return {
      code: 'user-code-failed',
      message: `call of ${own.call.layer.factory} gives no tensor: it has to return the layer's output.`,
    };
  return undefined;
}
