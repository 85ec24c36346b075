/** Follows what a loss adds beside the error of its answers: a penalty of weights, or of outputs without targets. */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { meanOf } from '../tfjs/tensor-values';

/** What a tensor of the loss was computed from, as far as penalties go. */
export interface Part {
  readonly hasWeights: boolean;
  readonly hasData: boolean;
  /** Whether what weights made of data met other data in it outside of layers, as predictions meet targets. */
  readonly compares?: boolean | undefined;
  /**
   * Of a single number, or on average of one for each example: how much of it is added beside the error of the answers.
   * Weights alone add a penalty of their squares; outputs that meet no targets add the divergence of a variational
   * autoencoder.
   */
  readonly penalty?: number | undefined;
  /** Whether outputs have a part in it. */
  readonly penaltyOfOutputs?: boolean | undefined;
  /** Of such a part, or of what it was added to: the call that made it. */
  readonly penaltyAt?: BundleStack | undefined;
  /** The call that made a single number of outputs that meet no targets. */
  readonly madeAt?: BundleStack | undefined;
}

/** An operation that gives a single number, or one for each example. */
interface Reduction {
  readonly name: string;
  readonly given: readonly Tensor[];
  readonly origins: readonly Part[];
  /** Whether it changes the shape alone. */
  readonly keeps: boolean;
}

type Penalty = Pick<Part, 'penalty' | 'penaltyOfOutputs' | 'penaltyAt' | 'madeAt'>;

/**
 * How much of the number is added, and the call that made that part.
 * @param stack gives the calls of user code under way
 */
export function penaltyFacts(reduction: Reduction, stack: () => BundleStack): Penalty {
  const { name, given, origins, keeps } = reduction;
  const [first] = origins;
  if (!origins.some(({ hasData }) => hasData)) return { penalty: 0, penaltyAt: keeps ? first.penaltyAt : stack() };
  if (name !== 'Add' && name !== 'AddN') {
    const isKnown = first.penalty !== undefined;
    if (keeps || (name === 'Mean' && (isKnown || given[0].size === 1))) return penaltyOf(first);
    if (name === 'Sum' && isKnown) return { ...penaltyOf(first), penalty: (first.penalty ?? 0) * given[0].size };
    return origins.some(isOfOutputs) ? { madeAt: stack() } : {};
  }
  // Of losses without targets, as those of pairs of rows, no part is the answers' error.
  const hasError = origins.some(({ compares }) => compares);
  const added = origins.map((part, at) => {
    if (part.hasData && !(hasError && isOfOutputs(part))) return part.penalty ?? 0;
    return part.hasWeights ? meanOf(given[at]) : 0;
  });
  const from = origins.find((_, at) => added[at] !== 0);
  return {
    penalty: added.reduce((sum, one) => sum + one, 0),
    penaltyOfOutputs: origins.some((part, at) => added[at] !== 0 && (part.penaltyOfOutputs ?? isOfOutputs(part))),
    penaltyAt: from?.penaltyAt ?? from?.madeAt,
    ...(!hasError && origins.some(isOfOutputs) && { madeAt: stack() }),
  };
}

function isOfOutputs({ hasWeights, hasData, compares }: Part): boolean {
  return hasWeights && hasData && compares !== true;
}

function penaltyOf({ penalty, penaltyOfOutputs, penaltyAt, madeAt }: Part): Penalty {
  return { penalty, penaltyOfOutputs, penaltyAt, madeAt };
}
