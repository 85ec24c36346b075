/** Every number that a rule decides by, in one table, each with its source or the measurement that chose it (`npm run calibrate` prints the margins; where the sweep is named, it is the half to choose on of `npm run sweep -- --judge --details`). */

export const thresholds = {
  /** Steps at the start whose median stands for "at the start"; five smooth out single batches and still precede most learning. */
  earlySteps: 5,
  /** Share of the steps at the end whose median stands for "later". */
  lateShare: 1 / 3,

  loss: {
    /** Later loss divided by the first: below this it is falling. Ten percent is more than a bias learns on a balanced data set. */
    falling: 0.9,
    /** Below this the model plainly trains, whatever the gradients look like. */
    trained: 0.5,
    /** Below this next to nothing is left of it: a line fitted by SGD 0.1 reaches 1e-7. Of the sweep's models that do not train one comes under it, the others keep half. */
    gone: 0.05,
    /** Above this it is rising. */
    rising: 1.1,
    /** Still grown this much over the first loss at the end, it diverges; spikes that training recovers from are not counted. */
    diverged: 20,
    /** From this batch size on the loss of a single batch is a fair measure of the start; under it the worst of the first steps is taken. */
    fairBatch: 8,
  },

  guessing: {
    /** Share of the loss of guessing (ln K for K classes) above which nothing to speak of has been learned. */
    near: 0.9,
    /** This many times the loss of guessing: the answers are sure of themselves, and wrong. */
    worse: 2,
    /** Mean square of the outputs over the squared error: near one where the error is the network's own noise, far over it where it has learned targets of that size. */
    ownOutput: 0.3,
  },

  vanishing: {
    /**
     * Gradient at a layer's output, and of its weights, relative to what reaches the last hidden layer or the best-fed weights. A thousandth is
     * AutoTrainer's ratio (ICSE'21); the smallest first-to-last kernel ratio of 187 real models without deep sigmoids is 0.01.
     */
    mild: 1e-3,
    /**
     * The smaller of the two, geometric mean over seeds, must also fall under this to be more than information: between sigmoid 8x5 (below) and sigmoid 6x32
     * (above) of the calibration set. Single seeds of both scatter over a factor of ten around it.
     */
    severe: 1.5e-4,
    /** Weights may be a little better fed than `mild` where the inputs are large; beyond this they do learn (ReLU with Glorot 30x64: 1e-3 to 4e-3). */
    weightsCeiling: 1e-2,
    /** Under this no optimizer repairs it within an ordinary training run: weights would need more than a million steps for what the last layer does in ten. */
    hopeless: 1e-5,
    /**
     * Under this share (of both ratios) the gradient counts as faded for `leftBehind`: the first layer needs ten steps for what the others get in one. Thirty He-initialized ReLU layers of 64 fade to 0.02 at the
     * outputs, but their first kernel is among the best-fed (0.24 to 1), and they train.
     */
    faded: 0.1,
    /**
     * Where plain SGD or momentum moves a source kernel by less than this a step, it needs twenty-five thousand steps to change by its own size. Of the sweep's models at the loss of guessing whose gradient fades,
     * those that do not train have 6e-6 to 2.4e-5, those that train 1e-4 and more.
     */
    leftBehind: 4e-5,
    /** An optimizer that evens out gradients rebuilds weights that start too small: where the ratio grew this many times in the steps seen (and they move at `update.smallAdaptive` or more), it is under way. */
    lifted: 10,
    /** A layer that passes on less than this is one that loses gradient. ReLU with Glorot passes on 0.71 (He et al. 2015), which must count; noise of width 64 reaches 0.9. */
    lossyGain: 0.85,
    /** A group of alike layers is a cause if it accounts for at least this share of the decay, in orders of magnitude. */
    shareOfDecay: 0.25,
  },

  /** Recurrent layers: gradient at the oldest time step relative to the strongest. */
  time: {
    fade: 1e-3,
    /** Where the gradient has fallen to a hundredth of its strongest is the horizon. */
    horizon: 1e-2,
    /** With the later loss below this share of the first the fade does no harm to the task. */
    harmless: 0.3,
    /** Shorter sequences are never judged. */
    minSteps: 10,
  },

  exploding: {
    /** The same thousand in the other direction; residual nets with normalization and embeddings reach 50. */
    growth: 1e3,
    /** A layer that passes on more than this makes the gradient grow. */
    growingGain: 1.2,
    /** Outputs (root mean square) of a deep layer relative to the first hidden one. */
    forwardGrowth: 1e3,
    /**
     * The same, where the loss besides is worse than guessing and the outputs of the last hidden layer are themselves larger than `level`. Of the sweep's models that train,
     * residual adds without normalization reach 9, ReLU layers under Adam 0.01 19.
     */
    harmfulGrowth: 20,
    /** Ordinary activations are of size one; a head with Glorot weights turns twenty into logits that are sure of themselves by e^10 and more. */
    level: 20,
  },

  dead: {
    /** Share of ReLU units that are zero for every example. With zero biases and one-signed inputs half of them are, harmlessly; two units in three are still ordinary luck. */
    many: 0.85,
    /** Layers with fewer units die whole or not at all. */
    minUnits: 8,
    /** Examples that must have been seen before "zero for every example" means anything. */
    minExamples: 64,
    /** Steps in a row, up to the last, in which a layer passes nothing back. */
    minSteps: 3,
  },

  saturated: {
    /**
     * Share of a hidden layer's outputs within 0.01 of an end of its range, for information. At the start a healthy tanh or sigmoid layer has a few percent there;
     * a sigmoid over many ReLU features reaches 0.7 (conv-sigmoid-tail) and still passes on what the others do.
     */
    hidden: 0.6,
    /** With nine of ten outputs stuck the layer's mean squared slope is a tenth of what it was: a warning. */
    badly: 0.9,
    output: 0.98,
  },

  symmetric: {
    /** A single unit is trivially equal to all others. */
    minUnits: 2,
    /** How far a kernel must have moved, as a share of its size and over all steps, before units that are still equal (to a millionth) are called so. */
    moved: 1e-4,
  },

  update: {
    /** Adaptive optimizers move each weight by about the learning rate whatever its gradient. 1e-3 is usual (CS231n); at 1e-4 a weight needs ten thousand steps to change. */
    smallAdaptive: 1e-4,
    /** Plain SGD moves weights in proportion to their gradient, so a small step alone does not accuse the learning rate. One under `lowPlainRate` is accused below this... */
    smallPlain: 1e-5,
    /** ...and any other only below this: thirty He-initialized ReLU layers start at 2e-6 to 6e-6 with SGD 0.01 and train well. */
    tinyPlain: 1e-7,
    /** SGD's usual learning rates are 0.001 to 0.1 (tfjs takes 0.01 for 'sgd'). */
    lowPlainRate: 1e-3,
    /**
     * Share of the loss that a step takes away at most (plain SGD and momentum): at this pace a fall to 1/e takes a hundred thousand steps. Healthy starts of the sweep, plateaus among
     * them, have 1e-4 and more; of ten times three seeds of thirty He-initialized ReLU layers of 64 under SGD 0.01 all but two have 1.8e-5 and more.
     */
    stalled: 1e-5,
    /** The same where the learning rate is under `lowPlainRate`: two thousand steps, of a rate that is low already. */
    slowAtLowRate: 5e-4,
    /** If the ratio grew by this factor in the steps seen, it is a warm-up. */
    warmUp: 3,
    /**
     * A tenth of the weight in one step is where training thrashes (CS231n; TheDeepChecker's upper bound). Adam's first step moves wide layers that far
     * already at its usual 0.01 without harm, hence a little more.
     */
    large: 0.15,
    /** Up to here it is information if the loss halves in every seed all the same; Adam with 0.1 (half of the weight) kills ReLU units while the loss falls. */
    recovers: 0.4,
  },
} as const;
