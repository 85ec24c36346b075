/**
 * Every threshold of the rules in one table, each with its source or the measurement behind it.
 * `npm run calibrate` prints the margins. "The sweep" means the half on which thresholds are chosen, as listed by
 * `npm run sweep -- --judge --details`.
 */

import { learningLimits } from '../../report/losses';

export const thresholds = {
  /** How many first steps count as "the start" (their median): five smooth out batches and precede most learning. */
  earlySteps: 5,
  /** Share of the last steps that counts as "later" (their median). */
  lateShare: 1 / 3,
  /**
   * Numbers up to here are no sign of a run that overflows: raw data such as prices reach a million, and squares leave
   * float32 only beyond 1.8e19.
   */
  ordinaryNumber: 1e6,
  /** A kernel whose size changes by more than this, of its size, is trained: rounding of float32 is below it. */
  opponentMoves: 1e-6,
  /** Inputs that are standardized stay below this; raw pixels, prices and counts do not. */
  largeInput: 10,

  loss: {
    /**
     * Later loss divided by the first loss: below this the loss falls. On a balanced data set a bias alone learns less
     * than ten percent.
     */
    falling: 0.9,
    /** Below this the model clearly trains, whatever its gradients look like. */
    trained: 0.5,
    /**
     * Below this almost no loss is left: a line fitted with SGD 0.1 reaches 1e-7. Of the sweep's models that do not
     * train, one gets below it; the others keep half of their loss.
     */
    gone: 0.05,
    /** Above this the loss rises. */
    rising: 1.1,
    /**
     * The loss diverges if the later loss is this many times the first. A spike from which training recovers does not
     * count.
     */
    diverged: 20,
    /**
     * From this batch size on, the first batch's loss is a fair measure of the start. With smaller batches the rules
     * take the worst of the first steps.
     */
    fairBatch: 8,
  },

  guessing: {
    /** Share of the loss of guessing (ln K for K classes) above which the model has learned almost nothing. */
    near: 0.9,
    /** From this many times the loss of guessing on, the model gives confident answers that are wrong. */
    worse: 2,
    /**
     * Mean square of the outputs divided by the squared error. It is near one where the error is the network's own
     * noise, and far above one where the network has learned targets of that size.
     */
    ownOutput: 0.3,
  },

  learning: {
    /**
     * Share of the best constant answer's loss below which the loss of the data says that something is learned. Both
     * are taken on the same batches, so that models which answer the same for all scatter by less than two percent.
     */
    below: learningLimits.below,
    /** Share of what the loss had above the constant answer's; below this it falls towards it. */
    towards: learningLimits.towards,
    /** A loss that starts below this many times the constant answer's has nothing above it to fall from. */
    above: learningLimits.above,
    /** Share of the loss from which on the penalties of regularizers are most of it. */
    penalty: learningLimits.penalty,
    /** A loss below this share, within the further steps, ends them. */
    clearly: learningLimits.clearly,
    /** Share of the targets' spread within a batch; batches of 8 shuffled rows of ten classes keep three quarters. */
    sorted: 0.25,
    /** A model whose loss of the data is below this share learns well, whatever its penalty. */
    well: 0.5,
    /**
     * Nothing is said of a model that could not take so many more steps: thirty He-initialized ReLU layers under plain
     * SGD, or an LSTM, stand at the constant answer for thirty.
     */
    furtherSteps: 100,
    /**
     * The inputs say something of the targets if the nearest other examples answer at less than this share of the
     * constant answer's loss. Random targets give 1.1 and more.
     */
    learnable: 0.8,
    /** Rates of dropout from here on are beyond what is usual ... */
    dropRate: learningLimits.dropRate,
    /** ... and leave too little where fewer units than this remain in a step. */
    unitsLeft: learningLimits.unitsLeft,
    /** Below this share of their size, weights move less in a step than is usual (1e-3, CS231n). */
    slowRatio: 3e-4,
  },

  probabilities: {
    /**
     * Share of a head's first outputs below 0 or above 1 from which on it gives no probabilities. A sigmoid or softmax
     * has none; a linear head with Glorot weights half of them.
     */
    outside: 0.001,
    /** How far rows of class probabilities may sum to something else than 1; float32 differs by a millionth. */
    rowSum: 0.01,
    /** How far labels may lie beyond 0 and 1, as where pictures were resized. */
    slack: 0.05,
    /** Labels beyond that are information where they are rarer than this. */
    rare: 0.01,
  },

  vanishing: {
    /**
     * Gradient at a layer's output relative to that at the last hidden layer, and gradient of its weights relative to
     * the largest weight gradient of any layer. A thousandth is AutoTrainer's ratio (ICSE'21); the smallest
     * first-to-last kernel ratio of 187 real models without deep sigmoids is 0.01.
     */
    mild: 1e-3,
    /**
     * A warning needs the smaller of the two, geometric mean over seeds, to be below this. It separates sigmoid 8x5
     * (below) from sigmoid 6x32 (above) of the calibration set; single seeds of both scatter around it by a factor of
     * ten.
     */
    severe: 1.5e-4,
    /**
     * The ratio of weight gradients may be a little above `mild` where inputs are large; above this the weights do
     * learn (ReLU with Glorot 30x64: 1e-3 to 4e-3).
     */
    weightsCeiling: 1e-2,
    /**
     * Below this no optimizer makes up for it within an ordinary training run: the weights would need more than a
     * million steps for what the last layer does in ten.
     */
    hopeless: 1e-5,
    /**
     * `leftBehind` applies where both ratios are below this: the first layer then needs ten steps for what the others
     * get in one. Thirty He-initialized ReLU layers of 64 units fade to 0.02 at the outputs, but the gradient of their
     * first kernel is among the largest (0.24 to 1), and they train.
     */
    faded: 0.1,
    /**
     * Share of its size by which plain SGD or momentum must move a first kernel in a step; with less, the kernel needs
     * twenty-five thousand steps to change by its own size. Among the sweep's models whose gradient fades and whose
     * loss is that of guessing, those that do not train have 6e-6 to 2.4e-5, those that train 1e-4 and more.
     */
    leftBehind: 4e-5,
    /**
     * An adaptive optimizer rebuilds weights that start too small. It is doing so where the ratio grew this many times
     * in the measured steps while the weights move by `update.smallAdaptive` or more.
     */
    lifted: 10,
    /**
     * A layer with a backward gain below this loses gradient. ReLU with Glorot has 0.71 (He et al. 2015), which must
     * count; mere chance in layers of 64 units gives 0.9.
     */
    lossyGain: 0.85,
    /**
     * A group of layers of one kind is a cause if it accounts for at least this share of the decay, in orders of
     * magnitude.
     */
    shareOfDecay: 0.25,
  },

  /** Recurrent layers: gradient at a time step relative to that at the time step with the largest. */
  time: {
    /**
     * The gradient vanishes through time if the oldest time step gets less than this: a thousandth, as in
     * `vanishing.mild`.
     */
    fade: 1e-3,
    /** The layer learns from the time steps that get at least this; the oldest of them is the horizon. */
    horizon: 1e-2,
    /** Where the later loss is below this share of the first, the task does not need the older time steps. */
    harmless: 0.3,
    /** The rule does not judge shorter sequences. */
    minSteps: 10,
  },

  exploding: {
    /**
     * Gradient at a hidden layer relative to that at the last hidden layer: the thousand of `vanishing.mild` in the
     * other direction. Residual nets with normalization, and embeddings, reach 50.
     */
    growth: 1e3,
    /** A layer with a backward gain above this makes the gradient grow. */
    growingGain: 1.2,
    /** Outputs (root mean square) of the last hidden layer relative to those of the first. */
    forwardGrowth: 1e3,
    /**
     * The same, where the loss is worse than guessing and the outputs of the last hidden layer are larger than `level`.
     * Among the sweep's models that train, residual adds without normalization reach 9, ReLU layers with Adam 0.01
     * reach 19.
     */
    harmfulGrowth: 20,
    /**
     * Root mean square of outputs. Ordinary activations have one; a head with Glorot weights turns twenty into logits
     * that favor one class by e^10 and more.
     */
    level: 20,
    /**
     * A single kernel is far over its norm from this many times the deviation on that keeps the signal's size
     * (sqrt(2 / fan-in) for ReLU, He et al. 2015; sqrt(1 / fan-in) for others, LeCun et al. 1998): a deviation of 1
     * over 25 inputs, or over 50 before a ReLU. Glorot's and tfjs's own defaults stay below 2.
     */
    farOver: 5,
  },

  dead: {
    /**
     * Share of ReLU units that are zero for every example. With zero biases and inputs of one sign, half of them are,
     * without harm; two in three still happen by chance.
     */
    many: 0.85,
    /** The rule judges parts of a layer from this many units on; smaller layers die whole or not at all. */
    minUnits: 8,
    /** "Zero for every example" means something only from this many examples on. */
    minExamples: 64,
    /** A layer is dead if it passes nothing back in this many last steps. */
    minSteps: 3,
    /**
     * A layer that lived at first was killed by a step that changed some kernel by this share of its size, a hundred
     * times what is healthy (CS231n; TheDeepChecker's upper bound). Smaller steps only pushed units that were few, or
     * near the edge.
     */
    killingStep: 0.1,
    /** Root mean square of a bias that starts far enough from zero to switch units off, whatever they read. */
    offBias: 1,
    /** More units than this do not all start on the zero side by chance: a coin that falls so twelve times in a row. */
    byChance: 12,
  },

  saturated: {
    /**
     * Share of a hidden layer's outputs that lie within 0.01 of an end of the activation's range: above this,
     * information. At the start a healthy tanh or sigmoid layer has a few percent there; a sigmoid over many ReLU
     * features reaches 0.7 (conv-sigmoid-tail) and still passes on as much as other layers.
     */
    hidden: learningLimits.atEnds,
    /**
     * Above this, a warning: with nine of ten outputs stuck, the layer's mean squared slope is a tenth of what it was.
     */
    badly: 0.9,
    /** The same for the output layer, where it also passes no gradient; a converged classifier comes near it too. */
    output: 0.98,
  },

  symmetric: {
    /** A layer with a single unit has nothing to be equal to. */
    minUnits: 2,
    /**
     * The rule judges a kernel only once it has moved by this share of its size, over all steps; units that are then
     * still equal (to a millionth) stay so.
     */
    moved: 1e-4,
  },

  data: {
    /**
     * From this many rows with NaN on that the steps are expected to have met, finite losses and gradients show that
     * the code copes with them: by chance, one run in twenty has met none.
     */
    met: 3,
    /** A column that never changes says something from this many rows on: few rows agree by chance. */
    constantRows: 16,
  },

  scale: {
    /**
     * Root mean square of a column of inputs from which on its scale is blamed for what it does: ages and degrees
     * (20 to 40) begin there, pixels of 0 to 255 have 80 and more. Standardized columns have 1, counts to ten 6.
     */
    input: 25,
    /** The same for targets of a regression: percentages stay below. */
    target: 100,
    /**
     * Up to these learning rates the scale is at fault rather than the rate: tfjs's usual ones, and ten times those.
     */
    plainRate: 0.1,
    adaptiveRate: 0.01,
    /**
     * Share of the loss that a step takes away below which large targets are out of reach: a million steps for a fall
     * to 1/e, at steps of `moving` of the weights or more.
     */
    hopeless: 1e-6,
    moving: 1e-4,
    /** Columns whose root mean squares differ by this factor are named together. */
    apart: 100,
    /**
     * How far real examples lie beyond what a generator's last activation can give: pixels of 0 to 255 are 254 beyond
     * a tanh; standardized data, of which some are beyond 1, stay below.
     */
    besideGenerated: 10,
  },

  /** Targets outside the range of the head's activation. */
  reach: {
    /** Share of the targets from which on most of what is to be learned is out of reach ... */
    most: 0.5,
    /**
     * ... where besides this share of the error of the best constant answer stays. Standardized targets under tanh
     * (a third beyond -1 and 1) keep 0.15, targets of -1 to 1 under sigmoid 1.
     */
    mostStays: 0.5,
    /** Many targets, or rows of them; outliers of scaled data are one in a hundred or rarer. */
    many: 0.05,
    /** Noise around the end of the range (targets of 0 with an error of 1 % of their spread) keeps a thousandth. */
    manyStays: 0.05,
    some: 0.01,
    someStays: 0.01,
  },

  update: {
    /**
     * Adaptive optimizers move each weight by about the learning rate, whatever its gradient. 1e-3 is usual (CS231n);
     * at 1e-4 a weight needs ten thousand steps to change by its own size.
     */
    smallAdaptive: 1e-4,
    /**
     * Plain SGD moves weights in proportion to their gradient, so a small step alone does not blame the learning rate.
     * A learning rate below `lowPlainRate` is to blame below this ...
     */
    smallPlain: 1e-5,
    /**
     * ... and any other only below this: thirty He-initialized ReLU layers start at 2e-6 to 6e-6 with SGD 0.01 and
     * train well.
     */
    tinyPlain: 1e-7,
    /** SGD's usual learning rates are 0.001 to 0.1 (tfjs takes 0.01 for 'sgd'). */
    lowPlainRate: 1e-3,
    /**
     * Share of the loss by which a step of plain SGD or momentum lowers it at most; at this pace a fall to 1/e takes a
     * hundred thousand steps. Healthy starts in the sweep, plateaus included, have 1e-4 and more. Of thirty seeds (ten
     * times three) of thirty He-initialized ReLU layers of 64 units with SGD 0.01, all but two have 1.8e-5 and more.
     */
    stalled: 1e-5,
    /**
     * The same for kernels alone, of networks whose first layers starve: shuffled batches of 20 leave 4e-6 to 1.4e-5
     * of pure chance to kernels drawn with a deviation of 0.01, which never train.
     */
    stalledKernels: 3e-5,
    /**
     * The same where the learning rate is below `lowPlainRate`: two thousand steps, with a rate that is already low.
     */
    slowAtLowRate: 5e-4,
    /** Plain SGD takes no larger rate by default (PyTorch, Keras: 0.01), and so does the first step of Adadelta. */
    adadelta: 0.1,
    /** If the update ratio grew by this factor over the measured steps, the learning rate is warming up. */
    warmUp: 3,
    /**
     * Training thrashes where a step changes a tenth of the weight (CS231n; TheDeepChecker's upper bound). With a
     * learning rate of 0.01, Adam's first step moves wide layers that far without harm, hence a little more.
     */
    large: 0.15,
    /**
     * Up to here it is information where the loss falls in every seed all the same. Adam with 0.1 (half of the weight)
     * kills ReLU units while the loss falls.
     */
    recovers: 0.4,
    /**
     * Below this share of the first loss the steps were not too large where no unit can die. The sweep's models that do
     * not train keep half of their loss, but for one.
     */
    solved: 0.1,
    /** Ten times the healthy size (1e-3, CS231n): smaller steps do not overshoot, so a high loss is not due to them. */
    restless: 0.01,
    /** Chosen, not measured: a loss that goes on falling below this share of the first has overcome a large step. */
    settled: 0.8,
  },

  /** When a change to the code counts as a fix. */
  proof: {
    /**
     * The loss that is left after a fix may be this many times what was left before: between seeds of one healthy model
     * it differs by a few percent.
     */
    noWorse: 1.03,
    /**
     * With less than this share of the loss of guessing a model has learned its data: what is left then says how large
     * the last steps were, not how good the start.
     */
    learned: 0.02,
    /** A candidate whose first seed leaves this many times the loss is dropped: no further seed makes up for it. */
    hopeless: 2,
    /** Fixes whose losses differ by less than this factor count as equal; then the smaller edit comes first. */
    asGood: 1.05,
  },

  steps: {
    /** Fewer steps hardly move a model's weights: at the usual 1e-3 of their size (CS231n), by under a hundredth. */
    few: 10,
    /** Chosen: above this share of the constant answer's loss most of what can be learned is still ahead. */
    notBegun: 0.75,
    /** Chosen: no pace is followed further than this many times the measured steps, since it may rise. */
    foreseen: 5,
  },
} as const;
