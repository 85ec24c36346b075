/** Thresholds of training steps: how far an update moves the weights, and how many steps are enough. */

import { learningLimits } from '../../report/losses';

/**
 * How far a step goes. The update ratio is the change of a weight divided by its size; a healthy one is near 1e-3
 * (CS231n).
 */
export const update = {
  /** Adaptive optimizers move each weight by about the learning rate, so that the rate is too low below this. */
  smallAdaptive: 1e-4,
  /**
   * Plain SGD moves weights in proportion to their gradient, so that a small step alone does not blame the learning
   * rate. A rate below `lowPlainRate` is to blame below this ...
   */
  smallPlain: 1e-5,
  /**
   * ... and any other rate only below this: thirty He-initialized ReLU layers start at 2e-6 to 6e-6 with SGD 0.01 and
   * train well.
   */
  tinyPlain: 1e-7,
  /**
   * Steps that change the weights by less than this share of their size all together hardly begin to train a network
   * of one hidden layer: thirty usual steps of 1e-3 (CS231n) do as much. Chosen.
   */
  shortWay: 0.03,
  /** SGD's usual learning rates are 0.001 to 0.1 (tfjs takes 0.01 for 'sgd'). */
  lowPlainRate: 1e-3,
  /**
   * A tenth of the least usual rate. Below it steps are as small as the rate makes them, so that the limit of adaptive
   * optimizers holds where the loss is still at guessing. Fine-tuning takes such rates, of networks that know much.
   */
  farBelowPlainRate: 1e-4,
  /**
   * A thousandth of the usual 0.001: below it no inputs make up for the rate. Raw ones of a thousand, as seconds and
   * prices are, let a step change the outputs a thousand times as far as made-up ones do.
   */
  smallForLargeInputs: 1e-6,
  /**
   * Plain SGD or momentum stalls where no step lowers the loss by this share of it: at this pace a fall to 1/e takes a
   * hundred thousand steps. Healthy starts in the sweep, plateaus included, have 1e-4 and more. Of thirty seeds (ten
   * times three) of thirty He-initialized ReLU layers of 64 units with SGD 0.01, all but two have 1.8e-5 and more.
   */
  stalled: 1e-5,
  /**
   * The same for kernels alone, of networks whose first layers starve. Kernels drawn with a deviation of 0.01 never
   * train, yet pure chance gives them 4e-6 to 1.4e-5 in shuffled batches of 20.
   */
  stalledKernels: 3e-5,
  /** The same where the learning rate is below `lowPlainRate`: a fall to 1/e then takes two thousand steps. */
  slowAtLowRate: 5e-4,
  /** No larger rate is usual for plain SGD (PyTorch, Keras: 0.01), which the first step of Adadelta in tfjs equals. */
  adadelta: 0.1,
  /** The learning rate is warming up if the update ratio grew by this factor over the measured steps. */
  warmUp: 3,
  /**
   * Training thrashes above this update ratio. A tenth is known as the upper bound (CS231n; TheDeepChecker); with a
   * learning rate of 0.01, Adam's first step moves wide layers that far without harm, hence a little more.
   */
  large: 0.15,
  /**
   * Up to this update ratio it is mere information if the loss falls in every seed. Adam with 0.1 (a ratio of a half)
   * kills ReLU units while the loss falls.
   */
  recovers: 0.4,
  /**
   * Below this share of the first loss the steps were not too large, where no unit can die. Of the sweep's models that
   * do not train, all but one keep half of their loss.
   */
  solved: 0.1,
  /** A step that changes the weights by this much, all that they were, throws away what they had. */
  atOnce: 1,
  /**
   * Up to this many kernels a network may learn for good from where such steps have thrown it. Of the sweep's networks
   * under Adam 1 whose units cannot die, those of three kernels that learn early go on, and deeper ones often lose it.
   */
  bearable: 3,
  /** Up to this update ratio, ten times the healthy one, steps do not overshoot: a high loss has another reason. */
  restless: 0.01,
  /** A loss that goes on falling below this share of the first has overcome a large step. Chosen, not measured. */
  settled: 0.8,
  /**
   * A kernel is trained if its size changes by more than this share of it: the rounding of float32 is smaller. It tells
   * whether a frozen network, such as the other half of a GAN, learns between the steps.
   */
  opponentMoves: 1e-6,
} as const;

/** How many steps. */
export const steps = {
  /** This many first steps are "the start" (their median): they smooth out batches and precede most learning. */
  early: 5,
  /** This share of the steps, at the end, is "later" (their median). */
  lateShare: 1 / 3,
  /** Fewer steps hardly move a model's weights: at the usual 1e-3 of their size (CS231n), by under a hundredth. */
  few: 10,
  /** From so many models on that a loop makes alike, it may be meant to train a single one. Chosen. */
  anew: 4,
  /** Above this share of the constant answer's loss, most of what can be learned is still ahead. Chosen. */
  notBegun: 0.75,
  /** No pace is followed further than this many times the measured steps, since it may rise. Chosen. */
  foreseen: 5,
  /** Up to this many times the measured steps, the pace tells the end as surely as a measurement would. Chosen. */
  nearEnd: 2,
  /** The same of a deep network, whose loss may stand for long and then fall at once. Chosen. */
  soonOver: 1.25,
  /** Variables that are as they were after so many steps of a loop are left out of them. */
  unmoved: learningLimits.unmovedSteps,
} as const;
