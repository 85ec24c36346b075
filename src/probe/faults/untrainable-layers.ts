/** Finds the layers that TensorFlow.js 4.22 runs forwards but cannot train. */

import { type Layer, type Model, partsOf } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import type { Complaint } from './complaints/refused-call';

/**
 * tfjs has no gradient for batch normalization of another axis than the last: it leaves the other axes in the
 * gradients of mean and scale, whose shape then does not match.
 * @param message of the error that tfjs threw when it trained the model
 */
export function untrainableLayer(
  model: Model,
  message: string,
): { readonly layer: Layer; readonly complaint: Complaint } | undefined {
  const shape = /^Size\(\d+\) must match the product of shape ([\d,]+)/.exec(message)?.[1];
  if (shape === undefined) return undefined;
  const sizes = shape.split(',').map(Number);
  const layer = plainLayers(model).find((one) => {
    if (partsOf(one).getClassName() !== 'BatchNormalization') return false;
    const axis = Number(one.getConfig().axis);
    // The shape that tfjs gives mean and scale: 1 in all axes but that one.
    return axis >= 0 && axis < sizes.length - 1 && sizes.every((size, at) => size === 1 || at === axis);
  });
  if (!layer) return undefined;
  return {
    layer,
    complaint: {
      code: 'training',
      message:
        `TensorFlow.js can run batchNormalization over axis ${Number(layer.getConfig().axis)}, but not train it: ` +
        'its gradients only work for the last axis. Put the channels last ' +
        "(dataFormat: 'channelsLast', the default) and leave axis out.",
    },
  };
}
