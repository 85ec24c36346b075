/** Says what to do where steps are too large: take a lower learning rate, or scale the inputs. */

import type { BlamedText, NotedPlace } from '../../report/finding';
import { largestNumber } from '../../report/data/column-sizes';
import { formatDecimal } from '../../report/format';
import { largest } from '../../report/statistics';
import type { Facts } from '../evidence/facts';
import { thresholds } from '../thresholds/thresholds';
import { meanAdvice } from './summed-loss';

/** A sentence or two without the last full stop. */
export function smallerStepsAdvice(facts: Facts): string {
  const mean = meanAdvice(facts);
  const advice = rateAdvice(facts);
  return mean === '' ? advice : `${mean}${advice[0].toLowerCase()}${advice.slice(1)}`;
}

function rateAdvice({ model }: Facts): string {
  const size = largest((model.dataFacts?.inputs ?? []).map(largestNumber));
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

/** Where the code makes inputs that are to be scaled. */
export function largeInputPlaces({ model }: Facts): NotedPlace[] {
  return (model.dataFacts?.inputs ?? []).flatMap((input) => {
    const size = largestNumber(input);
    return input.madeAt && size > thresholds.scale.largeInput
      ? [{ ...input.madeAt, note: `these inputs reach ${formatDecimal(size)}` }]
      : [];
  });
}

/** What gives such inputs their numbers. */
export function largeInputNumbers(facts: Facts): BlamedText[] {
  return largeInputPlaces(facts).map(({ file, range }) => ({ numbersOf: { file, range } }));
}
