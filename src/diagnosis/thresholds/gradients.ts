/** Thresholds of gradients that vanish or explode, along depth and through time. */

/**
 * Two ratios tell how starved a layer is: the gradient at its output, divided by that at the last hidden layer; and the
 * gradient of its weights, divided by the largest weight gradient of any layer.
 */
export const vanishing = {
  /**
   * Below this a ratio is information. A thousandth is AutoTrainer's ratio (ICSE'21); the smallest first-to-last kernel
   * ratio of 187 real models without deep sigmoids is 0.01.
   */
  mild: 1e-3,
  /**
   * Below this it is a warning: the smaller of the two ratios, as geometric mean over seeds. It separates sigmoid 8x5
   * (below) from sigmoid 6x32 (above) of the calibration set, whose single seeds scatter by a factor of ten.
   */
  severe: 1.5e-4,
  /**
   * Above this ratio of weight gradients the weights do learn. Large inputs lift that ratio a little above `mild` in
   * layers that starve; ReLU with Glorot 30x64 has 1e-3 to 4e-3.
   */
  weightsCeiling: 1e-2,
  /**
   * Below this no optimizer makes up for it within an ordinary training run: the weights would need more than a million
   * steps for what the last layer does in ten.
   */
  hopeless: 1e-5,
  /**
   * `leftBehind` is asked only where both ratios are below this: the first layer then needs ten steps for what the
   * others get in one. Thirty He-initialized ReLU layers of 64 units train: the gradient at their first output fades to
   * 0.02, but that of their first kernel is among the largest (0.24 to 1).
   */
  faded: 0.1,
  /**
   * Under plain SGD or momentum, a first kernel whose update ratio is below this is left behind: it needs twenty-five
   * thousand steps to change by its own size. Of the sweep's models whose gradient fades and whose loss is that of
   * guessing, those that do not train have 6e-6 to 2.4e-5, those that train 1e-4 and more.
   */
  leftBehind: 4e-5,
  /**
   * The same where some hundred further steps learned nothing either: by the last of three hundred it has then changed
   * by a thirtieth of its size at most. Convolutions with sigmoids of the sweep that do not train have 2e-5 to 8e-5.
   */
  leftBehindForLong: 1e-4,
  /** The limit for the gradient at such a layer's output, in place of `faded`. They have 0.01 to 0.16. */
  fadedForLong: 0.2,
  /**
   * An adaptive optimizer rebuilds weights that start too small. It does so where the gradient at the output grows more
   * than this many times over the measured steps, while the weights move by more than `update.smallAdaptive`.
   */
  lifted: 10,
  /**
   * Normalization does not make up for a tiny gradient that shrinks more than this many times over the measured steps.
   * In twelve sigmoid layers with weights of 0.01 that do not train it sinks two hundred times and more, in those of
   * the sweep that do train three times at most.
   */
  sunk: 30,
  /**
   * A layer with a backward gain below this loses gradient. ReLU with Glorot has 0.71 (He et al. 2015) and must count;
   * chance alone gives 0.9 in layers of 64 units.
   */
  lossyGain: 0.85,
  /** A group of layers of one kind is a cause from this share of the decay on, in orders of magnitude. */
  shareOfDecay: 0.25,
} as const;

/** Recurrent layers: the gradient at a time step, divided by that at the time step with the largest. */
export const time = {
  /** The gradient vanishes through time if the oldest time step gets less: a thousandth, as in `vanishing.mild`. */
  fade: 1e-3,
  /** The layer learns from the time steps that get at least this; the oldest of them is the horizon. */
  horizon: 1e-2,
  /** Where the later loss is below this share of the first, the task does not need the older time steps. */
  harmless: 0.3,
  /** Shorter sequences, in time steps, are not judged. */
  minSteps: 10,
} as const;

export const exploding = {
  /**
   * The gradient explodes where a hidden layer gets more than this many times what the last hidden layer gets: the
   * thousand of `vanishing.mild`, in the other direction. Residual nets with normalization, and embeddings, reach 50.
   */
  growth: 1e3,
  /** A layer with a backward gain above this makes the gradient grow. */
  growingGain: 1.2,
  /** The signal explodes where the last hidden layer's outputs (root mean square) are this many times the first's. */
  forwardGrowth: 1e3,
  /**
   * Growth of the outputs that is enough where the loss is worse than guessing and the last hidden layer's outputs are
   * above `level`. Of the sweep's models that train, residual adds without normalization reach 9, ReLU layers with Adam
   * 0.01 reach 19.
   */
  harmfulGrowth: 20,
  /**
   * Root mean square of outputs. Ordinary activations have one; a head with Glorot weights turns twenty into logits
   * that favor one class by e^10 and more.
   */
  level: 20,
  /**
   * A kernel starts far too wide above this many times the deviation that keeps the signal's size, which is
   * sqrt(2 / fan-in) for ReLU (He et al. 2015) and sqrt(1 / fan-in) for others (LeCun et al. 1998). A deviation of 1
   * is five times that over 25 inputs, or over 50 before a ReLU. Glorot's and tfjs's own defaults stay below 2.
   */
  farOver: 5,
  /**
   * Numbers up to here are no sign that a run overflows: raw data such as prices reach a million, and the square of a
   * number leaves float32 only beyond 1.8e19.
   */
  ordinaryNumber: 1e6,
} as const;
