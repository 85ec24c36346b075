/** Scales the inputs or targets of a training: in the call that trains, or where a loop makes them. */

import { largestNumber } from '../../report/data/column-sizes';
import type { TextEdit } from '../../report/finding';
import { formatDecimal, meanText } from '../../report/format';
import type { TensorFacts } from '../../report/data/data-facts';
import type { PlacedTensorFacts } from '../../report/report';
import type { CandidateContext } from '../contract/candidate';
import type { PartOfArgument } from '../../source/edits/basics/wrap-argument';
import { trainingCall } from './training-call';

/** Numbers within this need no scale. */
const small = 10;

/**
 * The edits in the training call, if the code has one; else where the tensor is made.
 *
 * @param argument 0 for inputs, 1 for targets
 * @param scale source text such as `.div(255)`
 * @param part the one of several tensors in that argument; it is scaled where it is made if the call only names them
 * @returns undefined where the text shows neither
 */
export function scaleData(
  situation: CandidateContext,
  argument: 0 | 1,
  { madeAt }: PlacedTensorFacts,
  scale: string,
  part?: PartOfArgument,
): readonly TextEdit[] | undefined {
  const { model, text } = situation;
  const call = trainingCall(situation);
  const inCall = call && text.wrapArgument(call, argument, scale, part);
  const mayStandElsewhere = part !== undefined || !model.trainedAt;
  return inCall ?? (mayStandElsewhere && madeAt ? text.wrapTensor(madeAt, scale) : undefined);
}

/** Whether some number is so large that it wants a scale. */
export function isLarge(facts: Pick<TensorFacts, 'min' | 'max'>): boolean {
  return largestNumber(facts) > small && Number.isFinite(largestNumber(facts));
}

/** Whether the numbers may be the grey values or colors of pictures. */
export function isPixelSized({ min, max }: Pick<TensorFacts, 'min' | 'max'>): boolean {
  return min >= 0 && max > 128 && max <= 255;
}

/** The power of ten that no number exceeds. */
export function powerOfTen(facts: Pick<TensorFacts, 'min' | 'max'>): number {
  return 10 ** Math.ceil(Math.log10(largestNumber(facts)));
}

/** Such as `.div(1000)`. */
export function dividedByPowerOfTen(facts: TensorFacts): string {
  return dividedBy(powerOfTen(facts));
}

/** Such as `.div(1000)`. */
export function dividedBy(divisor: number): string {
  return `.div(${plain(divisor)})`;
}

/** Such as `.sub(50).div(20)`; without the mean where that is smaller than the deviation. */
export function standardized({ mean, std }: TensorFacts): string {
  return Math.abs(mean) > std ? `.sub(${meanText(mean, std, 2)}).div(${plain(std)})` : `.div(${plain(std)})`;
}

function plain(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return Math.abs(rounded) < 1e6 ? String(rounded) : formatDecimal(rounded).replace('e+', 'e');
}
