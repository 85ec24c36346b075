/** Words the faults of user code that TensorFlow.js would refuse, or that harm it, without an error in the probe. */

import type { BundleStack } from '../../report/position';
import { usualInputShape } from '../../report/usual-values';
import type { OwnFault } from '../protocol/result';
import { type Layer, partsOf } from '../tfjs/internals';

/**
 * The fault of a Sequential whose first layer gives no input shape.
 * @param shape of an example of the data that the code trains it on; undefined where it trains it on none
 * @param stack of the expression that makes the layer
 */
export function missingShapeFault(layer: Layer, shape: readonly number[] | undefined, stack: BundleStack): OwnFault {
  return {
    code: 'setting',
    message:
      'The first layer of this Sequential has no inputShape, ' +
      `so TensorFlow.js refuses the model. ${shapeAdvice(layer, shape)}`,
    stack,
  };
}

function shapeAdvice(layer: Layer, shape: readonly number[] | undefined): string {
  const usual = usualInputShape(partsOf(layer).getClassName()).join(', ');
  return shape === undefined
    ? `Write the shape of an example, without the batch axis, such as inputShape: [${usual}].`
    : `Its data have examples of shape [${shape.join(', ')}]: write inputShape: [${shape.join(', ')}].`;
}

/** The fault of replacing these functions of the language. */
export function replacedFunctionsFault(names: readonly string[], stack: BundleStack): OwnFault {
  const [one] = names;
  const all = names.length === 1 ? one : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
  return {
    code: 'user-code-failed',
    message:
      `This code replaces ${all}, and TensorFlow.js relies on what the language defines there. ` +
      'Leave built-in functions as they are, and write functions of your own beside them.',
    stack,
  };
}

/** The fault of a hand-written loop that computes its loss from an empty tensor of the code's own. */
export function emptyTensorFault(stack: BundleStack): OwnFault {
  return {
    code: 'data',
    message:
      'The loss of this loop reads an empty tensor, which holds no example: it is NaN or 0, and nothing can be ' +
      'learned from it. Fill the lists before tensors are made of them.',
    stack,
  };
}

/** The same where what would fill the tensor did not run in the probe. */
export const emptyTensorMessage =
  'The loss of this loop reads an empty tensor, because what fills it, such as a file or clicks, is missing here. ' +
  'To measure the loop, train it on rows that its file holds';
