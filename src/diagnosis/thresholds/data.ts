/** Thresholds of data: faulty rows, scale, probabilities, and targets that the head cannot reach. */

export const data = {
  /**
   * Where the steps should have met this many rows with NaN, and losses and gradients are finite all the same, the code
   * copes with NaN: only one run in twenty meets none of them by chance.
   */
  met: 3,
  /** A column that never changes is reported from this many rows on: few rows agree by chance. */
  constantRows: 16,
} as const;

/** Inputs and targets whose scale does harm. The size of a column is its root mean square. */
export const scale = {
  /** Standardized inputs stay below this, in absolute value; raw pixels, prices and counts do not. */
  largeInput: 10,
  /**
   * A column of inputs of this size or more is blamed for the harm that its scale does: ages and degrees (20 to 40)
   * begin there, pixels of 0 to 255 have 80 and more. Standardized columns have 1, counts to ten 6.
   */
  input: 25,
  /** The same for targets of a regression: percentages stay below. */
  target: 100,
  /**
   * Squared errors outweigh the cross-entropy of another output if they give the layers of both this many times the
   * gradient. Prices give 47000 times as much (`gradline probe test/models/prices-beside-classes.ts`). Chosen.
   */
  outweighs: 1000,
  /** Up to this learning rate of plain SGD or momentum, the scale is at fault: ten times tfjs's usual rate. */
  plainRate: 0.1,
  /** The same for adaptive optimizers. */
  adaptiveRate: 0.01,
  /**
   * Large targets are out of reach where a step takes away less than this share of the loss, a million steps for a fall
   * to 1/e ...
   */
  hopeless: 1e-6,
  /** ... though its update ratio is this or more. */
  moving: 1e-4,
  /**
   * Inputs are tiny if none of their numbers is larger: pixels that are divided by 255 twice reach 0.004. Standardized
   * columns have 1 on average, and so do one-hot rows in one place. Chosen.
   */
  tiny: 0.05,
  /** The largest value of a pixel: pixels divided by it twice reach 1 / 255 at most ... */
  brightest: 255,
  /** ... and at least this share of that, since the brightest of a picture is seldom darker. Chosen. */
  dark: 0.1,
  /** Columns whose sizes differ by this factor are named together. */
  apart: 100,
  /**
   * Real examples do not match what a generator makes if they lie further than this beyond the range of its last
   * activation: pixels of 0 to 255 lie 254 beyond a tanh; of standardized data a few lie just beyond 1.
   */
  besideGenerated: 10,
} as const;

/** Outputs and labels that are probabilities. */
export const probabilities = {
  /**
   * A head gives no probabilities where more than this share of its first outputs is below 0 or above 1. A sigmoid or
   * softmax has none there; a linear head with Glorot weights has half of them.
   */
  outside: 0.001,
  /** Rows of class probabilities sum to 1 up to this; float32 differs by a millionth. */
  rowSum: 0.01,
  /** Labels lie between 0 and 1 up to this, which resized pictures exceed by a little. */
  slack: 0.05,
  /** Labels beyond that are mere information where their share is smaller than this. */
  rare: 0.01,
  /** A loss below this is 0: tfjs keeps the logarithm of a probability of 1 apart from 0 by 1e-7. */
  noLoss: 1e-6,
} as const;

/**
 * Targets outside of the range that the head's activation can give. Each pair of limits is the share of the targets
 * that lie outside, and the share of the best constant answer's error that stays because of them.
 */
export const reach = {
  /**
   * From both on, an error: most of what is to be learned is out of reach. Standardized targets under tanh (a third
   * beyond -1 and 1) keep 0.15 of the error, targets of -1 to 1 under sigmoid all of it.
   */
  most: 0.5,
  mostStays: 0.5,
  /** From both on, a warning; outliers of scaled data are one in a hundred or rarer. */
  many: 0.05,
  manyStays: 0.05,
  /**
   * From both on, information. Noise around the end of the range (targets of 0 with an error of 1 % of their spread)
   * keeps a thousandth of the error.
   */
  some: 0.01,
  someStays: 0.01,
} as const;
