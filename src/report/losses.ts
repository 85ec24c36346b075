/**
 * Types what a model's losses compare and which mistakes they hold, and tells whether they show that the model learns.
 */

import type { Location } from './position';

/** The range of numbers seen. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** The share of the numbers below 0 or above 1. */
  readonly outside: number;
}

/** A loss that a model's steps compute: of one output, or by one call of `tf.losses` in a hand-written loop. */
export interface LossReport {
  /** The name in `compile` or `tf.losses`; `custom` for a function of the code's own. */
  readonly name: string;
  /**
   * Squared or absolute differences; cross-entropy with binary labels, with rows of class probabilities, or with class
   * indices (`sparse`); null where it is none of these.
   */
  readonly kind: 'squared' | 'absolute' | 'binary' | 'categorical' | 'sparse' | null;
  /** It applies the sigmoid or the softmax itself. */
  readonly takesLogits: boolean;
  /** Index of the layer that gives its outputs; null where none does. */
  readonly layer: number | null;
  /** The call of the code that computes it; undefined where tfjs does. */
  readonly at?: Location;
  /** The activation that a loop applies outside of layers to make the outputs, and the call that applies it. */
  readonly activation?: {
    readonly name: string;
    readonly at?: Location;
    /** The calls that led to that one, innermost first. */
    readonly callers?: readonly Location[];
  };
  /**
   * For each seed the outputs of the first steps; the sums are of the rows along the last axis. `alike`: in every step
   * each example gets the same outputs.
   */
  readonly outputs: readonly (NumberRange & {
    readonly leastSum: number;
    readonly greatestSum: number;
    readonly alike?: boolean;
  })[];
  /** For each seed the targets of all steps. */
  readonly targets: readonly NumberRange[];
}

/**
 * `twice`: a softmax or a sigmoid of what already is one. `bounded`: a loss of tfjs that takes logits gets what a
 * softmax or a sigmoid gave, and applies the other one itself. `broadcast`: an operation of a column [n, 1] and n
 * other numbers gives [n, n]. `pairs`: the loss is the same whichever output meets which target. `sign`: the loss
 * falls as answers get worse. `axis`: probabilities sum to 1 over the batch instead of over the classes. `clipped`:
 * a cross-entropy takes the logarithm of outputs that are no probabilities and are cut to 0…1. `uphill`: the code
 * changes the weights along the gradient instead of against it. `column`: each row of outputs [n, k] meets a single
 * number of [n, 1], which need be no mistake. `swapped`: a loss of tfjs gets the outputs as its labels and the
 * labels as its outputs. `summed`: the loss adds up the examples of a batch, which need be no mistake. `pooled`: a
 * number that adds up products over all examples meets one number of each. `flat`: an operation that rounds or
 * takes the sign, whose gradient is 0, gives what the loss is computed from. `negated`: where `uphill` steps
 * multiply the gradients. `renewed`: a kernel is made anew in each step. `one-sided`: gradients of one sign move no
 * weight, such as those below 0 that a clip makes 0. `left-out`: a loop multiplies by variables and never trains
 * them. `percentage`: targets of 0 divide the error. `opposed`: two steps of a loop undo each other. `all-classes`:
 * a reward meets the logarithms of all classes instead of the chosen one's. `alone`: a softmax over an axis of one
 * number. `reshaped`: a reshape is meant to swap axes. `piled`: a loop applies the gradients of all earlier steps again
 * in each step. `same-goal`: the step of a net that makes fakes pushes what their judge says of them the same way as
 * the judge's own step. `judge-too`: that step trains the judge as well, against its own step. `judges` and
 * `judged`, which are no mistakes: the step tells data from fakes, or trains a model by what another one says, which
 * another step trains. `endless`: parts of the loss fall without end together. `detached`: a step trains the maker of
 * fakes, but its judge reads a copy of them. `judge-alike`: the judge's own step pushes what it says of data and of
 * fakes the same way. `mixed-rows`: a layer makes the answer to one example depend on the others of its batch.
 * `lowered`: the loss of a step is the mean of what a net that it does not train says of the outputs of one that it
 * trains, and the steps of the former lower its error, as those of a critic do.
 */
export type SlipKind =
  | 'twice'
  | 'bounded'
  | 'broadcast'
  | 'pairs'
  | 'sign'
  | 'axis'
  | 'clipped'
  | 'uphill'
  | 'column'
  | 'swapped'
  | 'summed'
  | 'pooled'
  | 'flat'
  | 'negated'
  | 'renewed'
  | 'one-sided'
  | 'left-out'
  | 'percentage'
  | 'opposed'
  | 'all-classes'
  | 'alone'
  | 'reshaped'
  | 'piled'
  | 'same-goal'
  | 'judge-too'
  | 'judges'
  | 'judged'
  | 'endless'
  | 'detached'
  | 'judge-alike'
  | 'mixed-rows'
  | 'lowered';

/** A mistake in the loss that the tape shows for certain. */
export interface LossSlipReport {
  readonly kind: SlipKind;
  /**
   * The operation, such as `sub`; for `twice` and `bounded` the activation that gave it; for `pairs` and `swapped`
   * the name of the loss; for `sign` whether it is a `likelihood`, an `error`, a `similarity` or a sum of `raw`
   * outputs; for `endless` whether the part of the wrong sign is a `logarithm` or a tensor `itself`; for `one-sided`
   * whether the gradients that move nothing are `negative` or `positive`; for `left-out` the names of the variables
   * that have one; for `same-goal` whether both steps `lower` or `raise` what the judge says; for `judge-alike` the
   * same of its own step; for `mixed-rows` the name of the layer.
   */
  readonly operation: string;
  /**
   * The shapes of the operation's inputs for `broadcast` and `column`, of the activation's outputs for `twice` and
   * `bounded`, of the probabilities for `axis`, of what is added up for `summed`; of that and of what the sum
   * meets for `pooled`; of the variables for `left-out`; of the probabilities for `all-classes`; of
   * what the softmax gets for `alone`; of what goes in and what comes out for `reshaped`; for `mixed-rows` of a graph
   * over the rows among the inputs, whose columns `fit` leaves where they are as it shuffles the rows.
   */
  readonly shapes: readonly (readonly number[])[];
  /** For `clipped` the outputs before they are cut; for `percentage` the targets that are 0, as a share. */
  readonly outputs?: NumberRange;
  /** For `lowered`: whether the code names rewards, and nothing that is to be lowered. */
  readonly ofRewards?: boolean;
  /** The call of the code; undefined where tfjs makes it. */
  readonly at?: Location;
  /** The calls that led to it, innermost first. */
  readonly callers?: readonly Location[];
}

/**
 * A loss below this share of the best constant answer's says that the model tells examples apart; a loss that has lost
 * a tenth of what it had above it says that it is on its way. The steps of a model at the constant answer scatter
 * around it by less than two percent, since both losses are taken on the same batches.
 */
export const learningLimits = {
  below: 0.98,
  towards: 0.9,
  above: 1.05,
  /**
   * Below this share a loss that falls towards the constant answer's may stand there already: sigmoids in convolutions
   * that learn nothing scatter up to here under SGD 0.1.
   */
  nearby: 1.1,
  /** Penalties of regularizers that are at least this share of the loss dominate it. */
  penalty: 0.5,
  /** From this share on they decide where the weights go, whatever the loss of the data does at first. */
  nearlyAll: 0.9,
  /** Rates of dropout from here on are beyond what is usual (0.2 to 0.5; Srivastava et al. 2014) ... */
  dropRate: 0.7,
  /** ... and leave too little where fewer units than this remain in a step. */
  unitsLeft: 8,
  /**
   * Where whole batches are too slow, further steps take so many rows of each: as many as `fit` takes by itself, so
   * that no model gets fewer than many do anyway.
   */
  fewestRows: 32,
  /** A variable that is as it was after so many steps is left out: another optimizer may train it seldom. Chosen. */
  unmovedSteps: 15,
  /** Share of a head's outputs at the ends of their range from which on it hardly passes a gradient. */
  atEnds: 0.6,
  /**
   * Where a layer gets less than this share of the largest gradient, lack of gradient is why nothing is learned, and
   * the rule vanishing-gradient says so. Between small kernels a sound gradient loses a thousandth and more.
   */
  flow: 1e-4,
  /** A kernel that moves by less than this share of its size a step stays where it is: a tenth of the usual 1e-3. */
  moves: 1e-4,
  /** Up to this many layers with kernels (one hidden layer and a head), a sound network learns at once. Chosen. */
  shallow: 2,
  /**
   * A loss of the constant answer below this share of the data's says nothing: the targets are all the same. Raw
   * columns of thousands bring 1e-5 of targets that vary; where all are the same, tfjs's own 1e-7 in a logarithm
   * leaves 1.5e-7.
   */
  leastConstant: 1e-6,
  /** Above this share a fall has to show after the first step as well. As much as `guessing.worse`. */
  worse: 2,
  /** A loss of this many times its start comes down no more. */
  diverging: 20,
  /** Above this share a loss that falls is followed to the end of the code's training: inputs may be too large. */
  farOff: 100,
  /** Below this share a model learns, whatever holds it ... */
  clearly: 0.95,
  /** ... where the difference is as many standard errors: by luck alone it is so in one of forty cases. */
  standardErrors: 2,
} as const;

/** The loss of the data and of the best constant answer, for each step. */
export interface LossComparison {
  readonly data: readonly number[];
  readonly constant: readonly number[];
  /**
   * The loss of the constant answer that is best for each batch alone, divided by that of the one for all; near 0 where
   * each batch holds rows of one kind. Batches of fewer than `leastRows` rows count together, so many in a row.
   */
  readonly withinBatches?: number;
}

/** A few rows have little spread of their own, whatever their order: ten classes in eight rows keep three quarters. */
export const leastRows = 8;

/** The last third of the steps. */
function lateSteps(steps: number): number {
  return Math.max(1, Math.round(steps / 3));
}

/**
 * The loss of the last third of the steps, divided by that of the constant answer on the same batches; NaN where that
 * is next to nothing.
 */
export function lateShare({ data, constant }: LossComparison): number {
  return shareOver({ data, constant }, data.length - lateSteps(data.length), data.length);
}

/**
 * The share of `lateShare`, over the steps from `start` to before `end`.
 * @param least the share of the data's loss below which the constant answer's says nothing
 */
export function shareOver(
  { data, constant }: LossComparison,
  start: number,
  end: number,
  least: number = learningLimits.leastConstant,
): number {
  const sum = (values: readonly number[]): number => values.slice(start, end).reduce((a, b) => a + b, 0);
  const [own, best] = [sum(data), sum(constant)];
  return best > least * own ? own / best : Number.NaN;
}

/**
 * Whether the loss of the last third of the steps may be below the constant answer's by luck alone: the mean of their
 * differences is within two standard errors. Ten steps of a single row each are ten throws of a die.
 */
export function isBelowByChance({ data, constant }: LossComparison): boolean {
  const late = lateSteps(data.length);
  const gains = constant.slice(-late).map((best, i) => best - data[data.length - late + i]);
  const mean = gains.reduce((a, b) => a + b, 0) / late;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, late - 1);
  return mean < learningLimits.standardErrors * Math.sqrt(variance / late);
}

/**
 * The share of the penalties of regularizers in the loss.
 * @param losses the whole losses, penalties included
 * @param steps how many of the last ones count; a third of them if left out
 * @returns 0 for losses below zero, of which nothing is a share
 */
export function penaltyShare(
  data: readonly number[],
  losses: readonly number[],
  steps = lateSteps(losses.length),
): number {
  const sum = (values: readonly number[]): number => values.slice(-steps).reduce((a, b) => a + b, 0);
  const whole = sum(losses);
  return whole > 0 ? 1 - sum(data) / whole : 0;
}

/** Whether the loss is below zero in the last third of the steps, where no error of answers can be. */
export function endsBelowZero(losses: readonly number[]): boolean {
  const late = losses.slice(-lateSteps(losses.length));
  return late.length > 0 && late.every((loss) => loss < 0);
}

/** How the loss compares with the constant answer's; undefined where that says nothing. */
export function learningState(answers: LossComparison, isFirstUnlike: boolean): 'below' | 'towards' | 'no' | undefined {
  const later = lateShare(answers);
  const first = startShare(answers, isFirstUnlike);
  // One batch of larger targets than the others looks like a fall; a loss that is far off and falls goes on falling.
  const isFarOff = later > learningLimits.worse;
  return compared(isFarOff ? Math.min(first, startShare(answers, true)) : first, later);
}

/**
 * The share of `lateShare`, before training has changed much: in the first step, or, where the first batch is unlike
 * the rest of the data, over the first third. The tenth of sorted rows with the largest targets says nothing of all.
 */
export function startShare(answers: LossComparison, isFirstUnlike: boolean): number {
  // Whether the targets vary shows later, where the loss is no longer huge.
  return shareOver(answers, 0, isFirstUnlike ? lateSteps(answers.data.length) : 1, 0);
}

/** The same as `learningState`, for steps that go on from where others ended: their first third counts as the start. */
export function furtherLearningState(answers: LossComparison): ReturnType<typeof learningState> {
  return learningState(answers, true);
}

function compared(first: number, later: number): ReturnType<typeof learningState> {
  const { below, towards, above } = learningLimits;
  if (!Number.isFinite(later) || !Number.isFinite(first)) return undefined;
  if (later < below) return 'below';
  // A loss that has come down to the constant answer is not on its way any more, because a bias alone gets there.
  return later > above && later - 1 < towards * (first - 1) ? 'towards' : 'no';
}

/**
 * Whether a layer leaves out so many units that the loss falls towards the constant answer without ever passing it.
 * @param units of the layer's output
 */
export function leavesFewUnits(dropRate: number, units: number): boolean {
  return dropRate >= learningLimits.dropRate && (1 - dropRate) * units < learningLimits.unitsLeft;
}

/** What further steps showed of a model whose measured ones do not show that it learns. */
export interface FurtherSteps {
  readonly steps: number;
  /** The loss of the last third of these steps, divided by that of the constant answer. */
  readonly share: number;
  /** How their loss compares with the constant answer's. */
  readonly learns: 'below' | 'towards' | 'no' | 'unknown';
  /**
   * The loss of answering with the mean target of the nearest other examples, divided by that of the constant answer:
   * well below 1 where the inputs say something of the targets; 0 for a few examples that come again and again and can
   * all be told apart. NaN where that is not known.
   */
  readonly nearest: number;
  /** How many rows of each batch they take; left out where they take whole batches, which most do. */
  readonly rows?: number;
  /** As in `LossComparison`; left out where that is not known. */
  readonly withinBatches?: number;
  /** Left out where too few inputs come again in these steps to tell. */
  readonly comeAgain?: RowsComingAgain;
}

/** Inputs that come again in a later step, and whether they bring the target that they had. */
export interface RowsComingAgain {
  /** How often an input came that had come before. */
  readonly rows: number;
  /** The share of these that came with another target than the time before. */
  readonly withOther: number;
  /** That share where the targets are dealt out anew in each pass. */
  readonly byChance: number;
}
