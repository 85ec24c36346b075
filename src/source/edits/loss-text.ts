/** Gives fixes the edits of the functions by hand that give a loss, and of what takes steps on it. */

import type { TextEdit } from '../../report/finding';
import type { Location } from '../../report/position';
import { offsetOf } from '../tracing/traced';
import type { CallPlace, TracedFiles } from '../tracing/traced-files';
import { activateBeforeClip } from './arithmetic/clipped-outputs';
import { isInLoss, lossFunctionsAround } from './arithmetic/loss-functions';
import { type MinusSign, minusSignsIn, negateResult } from './arithmetic/minus-signs';
import { transposeInstead } from './arithmetic/transpose';
import { subtractSteps } from './training/steps-by-hand';

export class LossText {
  constructor(private readonly files: TracedFiles) {}

  /**
   * The edits that negate a loss, for each function that gives it.
   * @param operation a call in the loss, with the calls that led to it
   */
  negate(operation: CallPlace): readonly (readonly TextEdit[])[] {
    return lossFunctionsAround(this.files, operation).flatMap((loss) => {
      const edits = negateResult(loss);
      return edits ? [edits] : [];
    });
  }

  /** The signs that the functions which give a loss change, such as `mul(-1)`. */
  minusSigns(operation: CallPlace): readonly MinusSign[] {
    return lossFunctionsAround(this.files, operation).flatMap(({ parsed, node }) => minusSignsIn(parsed, node));
  }

  /** The signs that a file changes outside of its losses, those nearest to a place first. */
  minusSignsOfSteps({ file, range }: Location): readonly MinusSign[] {
    const parsed = this.files.file(file);
    if (!parsed) return [];
    const offset = offsetOf(parsed, range.start);
    const distance = ({ node }: MinusSign): number => Math.abs(node.getStart(parsed.source) - offset);
    return minusSignsIn(parsed, parsed.source)
      .filter(({ node }) => !isInLoss(node, parsed))
      .sort((a, b) => distance(a) - distance(b));
  }

  /** The edits that subtract what a file adds to weights outside of its losses; empty where it adds nothing to them. */
  subtractSteps(file: string): readonly TextEdit[] {
    const parsed = this.files.file(file);
    return parsed ? subtractSteps(parsed) : [];
  }

  /** The edits that put an activation before the clips in the functions that give a loss. */
  activateBeforeClip(operation: CallPlace, activation: string): readonly TextEdit[] {
    const edits = lossFunctionsAround(this.files, operation).map((loss) => activateBeforeClip(loss, activation));
    return edits.find((some) => some.length > 0) ?? [];
  }

  /** The edits that make a transpose of a reshape, by the old axes in their new order. */
  transposeInstead(reshape: CallPlace, order: readonly number[]): readonly TextEdit[] | undefined {
    const call = this.files.call(reshape);
    return call && transposeInstead(call, order);
  }
}
