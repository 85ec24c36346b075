/** Thresholds of units: dead, saturated, and all alike. */

import { learningLimits } from '../../report/losses';

/** ReLU units that are zero for every example. */
export const dead = {
  /**
   * Above this share of dead units a layer is reported. With zero biases and inputs of one sign half of the units are
   * dead without harm, and two in three still happen by chance.
   */
  many: 0.85,
  /** Layers of fewer units die whole or not at all, so that no share of them is judged. */
  minUnits: 8,
  /** "Zero for every example" means something only from this many examples on. */
  minExamples: 64,
  /** A layer is dead if it passes nothing back in this many last steps. */
  minSteps: 3,
  /**
   * A layer that was alive at first was killed by a step with an update ratio above this, a hundred times what is
   * healthy (CS231n; TheDeepChecker's upper bound). Smaller steps only push units over that were few, or near the edge.
   */
  killingStep: 0.1,
  /** A bias whose root mean square at the start is above this can switch units off, whatever they read. */
  offBias: 1,
  /** More units than this do not all start dead by chance: a coin does not fall on one side so many times in a row. */
  byChance: 12,
  /**
   * Of so many starts or more, one alone in which few units are all dead is the luck of that start, which another start
   * mends: four units with inputs of one sign all die in one of sixteen. Chosen: of fewer starts one may be a third.
   */
  manyStarts: 7,
} as const;

/** The share of a layer's outputs that lie within 0.01 of an end of the activation's range. */
export const saturated = {
  /**
   * Above this, information for a hidden layer. At the start a healthy tanh or sigmoid layer has a few percent; a
   * sigmoid over many ReLU features reaches 0.7 (conv-sigmoid-tail) and still passes on as much as other layers.
   */
  hidden: learningLimits.atEnds,
  /** Above this, a warning: nine of ten outputs are stuck, so that the mean squared slope is a tenth of what it was. */
  badly: 0.9,
  /**
   * Below this share of its size a step, a kernel stays where it is. Of models that start with a deviation of 2, stuck
   * sigmoids that train move by 1.3e-4 to 5e-4 a step, those that do not train by 2e-6 to 5e-5.
   */
  moves: learningLimits.moves,
  /** The limit for an output layer, if it passes no gradient besides: a converged classifier comes near it too. */
  output: 0.98,
} as const;

/** Units of a layer that are equal and stay so. */
export const symmetric = {
  /** A single unit has nothing to be equal to. */
  minUnits: 2,
  /**
   * A kernel is judged only once it has moved by this share of its size, over all steps; units that are then still
   * equal (to a millionth) stay so.
   */
  moved: 1e-4,
} as const;
