/** Weights that a function makes anew in each step are made once: the exact text afterwards, in many styles. */

import { type Edit, table } from './edited';

const once =
  (level = 0, part = 'random'): Edit =>
  (text, { call }) =>
    text.makeOnce([call(part)], level);

table('weights are made once, before the function that made them', once(), [
  [
    'an arrow function with a block',
    [
      `// The net.`,
      `const net = (x) => {`,
      `  const w = tf.variable(tf.randomNormal([4, 1]));`,
      `  return x.matMul(w);`,
      `};`,
    ],
    [
      `const w = tf.variable(tf.randomNormal([4, 1]));`,
      `// The net.`,
      `const net = (x) => {`,
      `  return x.matMul(w);`,
      `};`,
    ],
  ],
  [
    'a function declaration, with a type and a constant of the file',
    [
      `const units = 8;`,
      ``,
      `export function net(x: tf.Tensor2D) {`,
      `  const w: tf.Tensor2D = tf.randomNormal([4, units], 0, 0.1); // first`,
      `  return tf.matMul(x, w);`,
      `}`,
    ],
    [
      `const units = 8;`,
      ``,
      `const w: tf.Tensor2D = tf.variable(tf.randomNormal([4, units], 0, 0.1));`,
      `export function net(x: tf.Tensor2D) {`,
      `  return tf.matMul(x, w);`,
      `}`,
    ],
  ],
  [
    'the loss that minimize takes, before the loop',
    [
      `async function train(units) {`,
      `  for (let i = 0; i < 100; i++) {`,
      `    optimizer.minimize(() => {`,
      `      const w = tf`,
      `        .randomUniform([4, units])`,
      `        .mul(0.3);`,
      `      return loss(x.matMul(w));`,
      `    });`,
      `  }`,
      `}`,
    ],
    [
      `async function train(units) {`,
      `  const w = tf.variable(tf`,
      `    .randomUniform([4, units])`,
      `    .mul(0.3));`,
      `  for (let i = 0; i < 100; i++) {`,
      `    optimizer.minimize(() => {`,
      `      return loss(x.matMul(w));`,
      `    });`,
      `  }`,
      `}`,
    ],
  ],
  [
    'what tf.tidy runs',
    [
      `const predict = (x) =>`,
      `  tf.tidy(() => {`,
      `    const w = tf.variable(tf.randomNormal([4, 1]));`,
      `    return x.dot(w);`,
      `  });`,
    ],
    [
      `const w = tf.variable(tf.randomNormal([4, 1]));`,
      `const predict = (x) =>`,
      `  tf.tidy(() => {`,
      `    return x.dot(w);`,
      `  });`,
    ],
  ],
  [
    'weights without a name',
    [`const net = (x) => x.matMul(tf.randomNormal([4, 1]).mul(0.1)).relu();`],
    [`const weights = tf.variable(tf.randomNormal([4, 1]).mul(0.1));`, `const net = (x) => x.matMul(weights).relu();`],
  ],
  [
    'a field of a class',
    [
      `class Net {`,
      `  predict(x: tf.Tensor2D) {`,
      `    const w = tf.randomNormal([4, 1]);`,
      `    return x.matMul(w);`,
      `  }`,
      `}`,
    ],
    [
      `class Net {`,
      `  private readonly w = tf.variable(tf.randomNormal([4, 1]));`,
      `  predict(x: tf.Tensor2D) {`,
      `    const w = this.w;`,
      `    return x.matMul(w);`,
      `  }`,
      `}`,
    ],
  ],
  [
    'but not where they read what the function is given',
    [`const net = (x) => {`, `  const w = tf.randomNormal([x.shape[1], 1]);`, `  return x.matMul(w);`, `};`],
    undefined,
  ],
  [
    'nor where a constant that they read comes later',
    [`const net = (x) => {`, `  const w = tf.randomNormal([n, 1]);`, `  return x.matMul(w);`, `};`, `const n = 4;`],
    undefined,
  ],
  [
    'nor where the name has another meaning outside',
    [`const w = 1;`, `const net = (x) => {`, `  const w = tf.randomNormal([4, 1]);`, `  return x.matMul(w);`, `};`],
    undefined,
  ],
  [
    'nor where the function disposes of them',
    [`function net(x) {`, `  const w = tf.randomNormal([4, 1]);`, `  use(x.matMul(w));`, `  w.dispose();`, `}`],
    undefined,
  ],
  [
    'nor where they stand for the object itself',
    [`class Net {`, `  predict(x) {`, `    return x.matMul(tf.randomNormal([this.size, 1]));`, `  }`, `}`],
    undefined,
  ],
  ['nor outside of functions', [`const w = tf.randomNormal([4, 1]);`], undefined],
]);

table('weights are made once, one function further out', once(1), [
  [
    'before the function that takes a step',
    [
      `const step = () => {`,
      `  optimizer.minimize(() => {`,
      `    const w = tf.randomNormal([4, 1]);`,
      `    return loss(x.matMul(w));`,
      `  });`,
      `};`,
    ],
    [
      `const w = tf.variable(tf.randomNormal([4, 1]));`,
      `const step = () => {`,
      `  optimizer.minimize(() => {`,
      `    return loss(x.matMul(w));`,
      `  });`,
      `};`,
    ],
  ],
  ['but not beyond the file', [`const net = (x) => x.matMul(tf.randomNormal([4, 1]));`], undefined],
]);

table('a layer gets weights of its own', once(), [
  [
    'with a build that it lacks, by the shape of its input',
    [
      `class Mixing extends tf.layers.Layer {`,
      `  static className = 'Mixing';`,
      ``,
      `  override call(inputs: tf.Tensor | tf.Tensor[]) {`,
      `    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;`,
      `    const kernel = tf.randomNormal<tf.Rank.R2>([x.shape[1], 3], 0, 0.5).mul(0.1);`,
      `    return tf.matMul(x, kernel);`,
      `  }`,
      `}`,
    ],
    [
      `class Mixing extends tf.layers.Layer {`,
      `  static className = 'Mixing';`,
      ``,
      `  private kernel!: tf.LayerVariable;`,
      ``,
      `  override build(inputShape: tf.Shape): void {`,
      `    this.kernel = this.addWeight(`,
      `      'kernel',`,
      `      [inputShape[1] as number, 3],`,
      `      'float32',`,
      `      tf.initializers.randomNormal({ stddev: 0.05 }),`,
      `    );`,
      `    super.build(inputShape);`,
      `  }`,
      ``,
      `  override call(inputs: tf.Tensor | tf.Tensor[]) {`,
      `    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;`,
      `    const kernel = this.kernel.read() as tf.Tensor<tf.Rank.R2>;`,
      `    return tf.matMul(x, kernel);`,
      `  }`,
      `}`,
    ],
  ],
  [
    'but not of numbers that no initializer draws',
    [
      `class Mixing extends Layer {`,
      `  call(x) {`,
      `    return x.matMul(tf.randomNormal([4, 3]).add(0.1));`,
      `  }`,
      `}`,
    ],
    undefined,
  ],
  [
    'nor of a size that is not one of its input',
    [
      `class Mixing extends Layer {`,
      `  call(x) {`,
      `    return x.matMul(tf.randomNormal([x.shape[0], 3]));`,
      `  }`,
      `}`,
    ],
    undefined,
  ],
]);

table(
  'a layer gets weights of its own',
  once(),
  [
    [
      'in JavaScript, in the build that it has',
      [
        `class Mixing extends Layer {`,
        `\tbuild(shape) {`,
        `\t\tsuper.build(shape);`,
        `\t}`,
        `\tcall(inputs) {`,
        `\t\tconst size = inputs[0].shape.at(-1);`,
        `\t\treturn tf.matMul(inputs[0], tf.randomUniform([size, this.units], -0.2, 0.2));`,
        `\t}`,
        `}`,
      ],
      [
        `class Mixing extends Layer {`,
        `\tbuild(shape) {`,
        `\t\tthis.kernel = this.addWeight(`,
        `\t\t\t'kernel',`,
        `\t\t\t[shape[shape.length - 1], this.units],`,
        `\t\t\t'float32',`,
        `\t\t\ttf.initializers.randomUniform({ minval: -0.2, maxval: 0.2 }),`,
        `\t\t);`,
        `\t\tsuper.build(shape);`,
        `\t}`,
        `\tcall(inputs) {`,
        `\t\tconst size = inputs[0].shape.at(-1);`,
        `\t\treturn tf.matMul(inputs[0], this.kernel.read());`,
        `\t}`,
        `}`,
      ],
    ],
  ],
  '/w/model.js',
);

const inner: Edit = (text, { call }) => text.listInnerLayers([call('tf.layers.dense(a'), call('tf.layers.dense(b')]);
const layer = (...build: readonly string[]): string[] => [
  `class Block extends tf.layers.Layer {`,
  `  build(shape) {`,
  `    this.down = tf.layers.dense(a);`,
  `    this.up = tf.layers.dense(b);`,
  ...build.map((line) => `    ${line}`),
  `    this.built = true;`,
  `  }`,
  `}`,
];
const listed =
  'this.trainableWeights = [...this.trainableWeights, ...this.down.trainableWeights, ...this.up.trainableWeights];';

table('the weights of inner layers are listed', inner, [
  [
    'behind the line that builds the last of them',
    layer('this.down.build(shape);', 'this.up.build([null, 3]);'),
    layer('this.down.build(shape);', 'this.up.build([null, 3]);', listed),
  ],
  [
    'of fields that are made with the layer',
    [
      `class Block extends tf.layers.Layer {`,
      `  down = tf.layers.dense(a);`,
      `  up = tf.layers.dense(b);`,
      `  build(shape) {`,
      `    this.up.build(shape);`,
      `    this.down.build(shape);`,
      `  }`,
      `}`,
    ],
    [
      `class Block extends tf.layers.Layer {`,
      `  down = tf.layers.dense(a);`,
      `  up = tf.layers.dense(b);`,
      `  build(shape) {`,
      `    this.up.build(shape);`,
      `    this.down.build(shape);`,
      `    ${listed}`,
      `  }`,
      `}`,
    ],
  ],
  ['not where build does not build one', layer('this.down.build(shape);'), undefined],
  [
    'not of layers that are in no field',
    [`const down = tf.layers.dense(a);`, `const up = tf.layers.dense(b);`],
    undefined,
  ],
]);
