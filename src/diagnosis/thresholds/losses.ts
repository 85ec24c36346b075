/** Thresholds of losses: whether a loss falls, how it compares with guessing, and whether the model learns. */

import { learningLimits } from '../../report/losses';

/** The later loss of a seed, divided by its first loss. */
export const loss = {
  /** The loss falls below this. A bias alone learns less than ten percent on a balanced data set. */
  falling: 0.9,
  /** Below this the model clearly trains, whatever its gradients look like. */
  trained: 0.5,
  /**
   * Below this almost no loss is left: a line fitted with SGD 0.1 reaches 1e-7. Of the sweep's models that do not
   * train, all but one keep half of their loss.
   */
  gone: 0.05,
  /** The loss rises above this. */
  rising: 1.1,
  /** The loss diverges above this. Training that recovers from a spike stays below. */
  diverged: 20,
  /**
   * In rows. A first batch of this size or more gives a fair first loss; with smaller batches the rules take the
   * largest loss of the first steps.
   */
  fairBatch: 8,
} as const;

/** A loss compared with that of guessing, which is ln K for K classes. */
export const guessing = {
  /** Above this share of the loss of guessing, the model has learned almost nothing. */
  near: 0.9,
  /** Above this many times the loss of guessing, the model is confident of wrong answers. */
  worse: 2,
  /**
   * The same for a loss that falls until the code's training ends: it is the mean over a third of the steps, in which
   * one that comes down in time falls several times. Chosen.
   */
  worseAtEnd: 10,
  /**
   * Where the squared error is larger than this share of the outputs' mean square, the error is the network's own
   * noise. A network that has learned large targets has an error far below its outputs' mean square.
   */
  ownOutput: 0.3,
} as const;

/**
 * Whether a model learns. A share is the loss of the data divided by that of the best constant answer on the same
 * batches; models that answer every example alike scatter around 1 by less than two percent.
 */
export const learning = {
  /** Below this share the model has learned to tell examples apart. */
  below: learningLimits.below,
  /** The loss falls towards the constant answer's if less than this is left of what it had above it. */
  towards: learningLimits.towards,
  /** Above this share the loss has something to fall from before it comes to the constant answer's. */
  above: learningLimits.above,
  /** Above this part of the whole loss, the penalties of regularizers are most of it. */
  penalty: learningLimits.penalty,
  /** Above this share of the loss, penalties leave the data hardly a say in where the weights go. Chosen. */
  nearlyAll: learningLimits.nearlyAll,
  /** What outputs add to the loss has a say in where the weights go if it is more than this at first. Chosen. */
  speaks: 0.02,
  /** Above this share a loss that falls is far off. */
  farOff: learningLimits.farOff,
  /**
   * Targets lie far from 0 where their mean is more than this many deviations from it: answering 0 then costs five
   * times as much as answering the mean. Chosen.
   */
  farMean: 2,
  /** The same for inputs, where nothing is learned of them: 9 to 11 are 17 deviations from 0. Chosen. */
  farInputs: 10,
  /** Further steps end once their share is below this. */
  clearly: learningLimits.clearly,
  /**
   * Rows come sorted where targets vary within a batch by less than this, of how they vary in all of the data. Shuffled
   * batches of 8 rows with ten classes keep three quarters.
   */
  sorted: 0.25,
  /** In smaller batches than this that keep so little, rows may be of one class by chance. */
  sortedBatch: 8,
  /** Below this share the model learns well, however large its penalties are. */
  well: 0.5,
  /**
   * A model gets no finding before it could take this many further steps: He-initialized ReLU layers under plain SGD,
   * thirty deep, and an LSTM stand at the constant answer for thirty steps.
   */
  furtherSteps: 100,
  /** Where whole batches are too slow for as many steps, they go on with so many rows of each. */
  fewestRows: learningLimits.fewestRows,
  /**
   * The inputs tell something about the targets if the mean of the nearest other examples gives a share below this.
   * Random targets give 1.1 and more.
   */
  learnable: 0.8,
  /**
   * Inputs and targets are shuffled apart if inputs that come again bring another target at least this many times as
   * often as by chance. Rows shuffled together never do; labels of which a tenth are wrong do so at a fifth of chance.
   */
  byChance: 0.8,
  /** A dropout of this rate or more is beyond what is usual ... */
  dropRate: learningLimits.dropRate,
  /** ... and leaves too few units if fewer than this remain in a step. */
  unitsLeft: learningLimits.unitsLeft,
  /** With fewer units than this in a step, a layer hands on hardly more than one number. Chosen. */
  hardlyOne: 2,
  /** A softmax inside a network is named from so many units on: each then hands on an eighth or less. Chosen. */
  softmaxInside: 8,
  /**
   * A part of the loss that is this many times as far below zero in the last third of the steps as in the second has no
   * least value. Chosen: a reward that is bounded slows down.
   */
  runsAway: 1.5,
  /**
   * A whole loss has no least value where it is also this many times as far below zero as it began above, or as 1.
   * Chosen between two models of the calibration set: in thirty steps the error of `errors-over-column-means` goes from
   * 0.4 to between -50 and -170, the likelihood of `density-far-below-zero` from 7.5 to -60.
   */
  farBelow: 30,
  /** Weights whose update ratio is below this move slowly: 1e-3 is usual (CS231n). */
  slowRatio: 3e-4,
  /** The update ratio that is usual (CS231n): where nothing is learned by smaller steps, larger ones may. */
  usualRatio: 1e-3,
  /**
   * Hidden layers hand on hardly any signal if the factors by which their kernels start below their norm multiply to
   * less than this. A deviation of 0.01 gives 0.002 over two layers of 16 units, and 0.0001 over three convolutions.
   */
  faintSignal: 1e-2,
  /**
   * Steps that are too large keep the loss above this share in the end; a model that answers every example alike and
   * waits on a plateau, as sigmoids in convolutions do under Adam 0.01 for two hundred steps, stands at 1.
   */
  thrownAbout: 1.02,
  /** Up to this many layers with kernels (one hidden layer and a head), a sound network learns at once. Chosen. */
  shallow: learningLimits.shallow,
} as const;
