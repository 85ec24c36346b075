/** Says what to do where steps are too large: take a lower learning rate, or scale the inputs. */

import { largestNumber } from '../../report/data/column-sizes';
import { formatDecimal } from '../../report/format';
import { largest } from '../../report/statistics';
import type { Facts } from '../evidence/facts';
import { thresholds } from '../thresholds/thresholds';

/** A sentence without its full stop. */
export function smallerStepsAdvice({ model }: Facts): string {
  const inputs = model.dataFacts?.inputs ?? [];
  const size = largest(inputs.map(largestNumber));
  // The first step of tfjs 4.22's Adadelta multiplies and divides by the same epsilon, so that its size is that of the
  // gradient.
  if (/^adadelta$/i.test(model.optimizer) && model.learningRate > thresholds.update.adadelta)
    return (
      'The first step of Adadelta in TensorFlow.js is that of plain SGD, the gradient times the learning rate, so ' +
      'that a rate taken from Keras is far too large: take 0.01, or tf.train.adam(0.001)'
    );
  return size > thresholds.scale.largeInput
    ? `Scale the inputs, which reach ${formatDecimal(size)}, to about 1, or lower the learning rate, first to a tenth`
    : 'Lower the learning rate, first to a tenth';
}
