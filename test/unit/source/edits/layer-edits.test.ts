/** Layers come before, after and around others in each style of building models, and calls call other factories. */

import { type Edit, table } from './edited';

const layer = `tf.layers.dense({ units: 4 })`;
const norm = `tf.layers.layerNormalization()`;

table('a layer comes after', (text, at) => text.insertAfter(at.layer(), norm), [
  [
    'behind the comment of an element',
    [`const layers = [`, `  ${layer}, // first`, `  tf.layers.flatten(),`, `];`],
    [`const layers = [`, `  ${layer}, // first`, `  ${norm},`, `  tf.layers.flatten(),`, `];`],
  ],
  [
    'behind the comment of the last element',
    [`const layers = [`, `  ${layer} // only`, `];`],
    [`const layers = [`, `  ${layer}, // only`, `  ${norm}`, `];`],
  ],
  [
    'before a comment on a line that layers share',
    [`const layers = [${layer}, // first`, `  tf.layers.flatten()];`],
    [`const layers = [${layer}, ${norm}, // first`, `  tf.layers.flatten()];`],
  ],
  ['an added one', [`  model.add(${layer});`], [`  model.add(${layer});`, `  model.add(${norm});`]],
  ['an added one without semicolon', [`net.add(${layer})`], [`net.add(${layer})`, `net.add(${norm})`]],
  ['one of this', [`this.model.add(${layer});`], [`this.model.add(${layer});`, `this.model.add(${norm});`]],
  [
    'one that a field holds',
    [`class Net {`, `  hidden = ${layer};`, `  run = (x) => this.hidden.apply(x);`, `}`],
    [
      `class Net {`,
      `  hidden = ${layer};`,
      `  hiddenLayerNormalization = ${norm};`,
      `  run = (x) => this.hiddenLayerNormalization.apply(this.hidden.apply(x));`,
      `}`,
    ],
  ],
  [
    'one that a constructor puts into a declared field',
    [
      `class Net {`,
      `  private readonly hidden: tf.layers.Layer;`,
      `  constructor() { this.hidden = ${layer}; }`,
      `  run(x) { return [this.hidden.apply(x),`,
      `    this.hidden.apply(1)]; }`,
      `}`,
    ],
    [
      `class Net {`,
      `  private readonly hidden: tf.layers.Layer;`,
      `  private readonly hiddenLayerNormalization = ${norm};`,
      `  constructor() { this.hidden = ${layer}; }`,
      `  run(x) { return [this.hiddenLayerNormalization.apply(this.hidden.apply(x)),`,
      `    this.hiddenLayerNormalization.apply(this.hidden.apply(1))]; }`,
      `}`,
    ],
  ],
  [
    'one that a constructor puts into a field without a declaration',
    [
      `class Net {`,
      `  constructor() {`,
      `    this.hidden = ${layer}`,
      `  }`,
      `  run(x) { return this.hidden.apply(x) }`,
      `}`,
    ],
    [
      `class Net {`,
      `  constructor() {`,
      `    this.hidden = ${layer}`,
      `    this.hiddenLayerNormalization = ${norm}`,
      `  }`,
      `  run(x) { return this.hiddenLayerNormalization.apply(this.hidden.apply(x)) }`,
      `}`,
    ],
  ],
  [
    'one that a function applies in each step',
    [`export const first = ${layer};`, `const forward = (x) => first.apply(x);`],
    [
      `export const first = ${layer};`,
      `const firstLayerNormalization = ${norm};`,
      `const forward = (x) => firstLayerNormalization.apply(first.apply(x));`,
    ],
  ],
  [
    'by a name that the file does not have',
    [`const a = ${layer};`, `const aLayerNormalization = 1;`, `const forward = (x) => a.apply(x);`],
    [
      `const a = ${layer};`,
      `const aLayerNormalization2 = ${norm};`,
      `const aLayerNormalization = 1;`,
      `const forward = (x) => aLayerNormalization2.apply(a.apply(x));`,
    ],
  ],
  [
    'one that a constructor makes and applies',
    [`class Net {`, `  constructor(x) {`, `    this.a = ${layer};`, `    this.y = this.a.apply(x);`, `  }`, `}`],
    [
      `class Net {`,
      `  constructor(x) {`,
      `    this.a = ${layer};`,
      `    this.y = ${norm}.apply(this.a.apply(x));`,
      `  }`,
      `}`,
    ],
  ],
  [
    'one that a constructor puts into a field',
    [`class Net {`, `  constructor() {`, `    this.a = ${layer};`, `    model.add(this.a);`, `  }`, `}`],
    [
      `class Net {`,
      `  constructor() {`,
      `    this.a = ${layer};`,
      `    model.add(this.a);`,
      `    model.add(${norm});`,
      `  }`,
      `}`,
    ],
  ],
  [
    'each one that a helper makes',
    [`function hidden() {`, `  return ${layer};`, `}`, `x = hidden().apply(x);`, `model.add(hidden());`],
    [
      `function hidden() {`,
      `  return ${layer};`,
      `}`,
      `x = ${norm}.apply(hidden().apply(x));`,
      `model.add(hidden());`,
      `model.add(${norm});`,
    ],
  ],
  [
    'but not those of a helper of which one goes elsewhere',
    [`const hidden = () => ${layer};`, `model.add(hidden());`, `keep(hidden());`],
    undefined,
  ],
  [
    'the one line of a loop',
    [`for (let i = 0; i < 3; i++) model.add(${layer});`],
    [`for (let i = 0; i < 3; i++) { model.add(${layer}); model.add(${norm}); }`],
  ],
  [
    'one in the block of a loop',
    [`for (const u of [4]) {`, `\tmodel.add(${layer}); // hidden`, `}`],
    [`for (const u of [4]) {`, `\tmodel.add(${layer}); // hidden`, `\tmodel.add(${norm});`, `}`],
  ],
  [
    'an element on a line of its own',
    [`tf.sequential({`, `  layers: [`, `    ${layer},`, `  ],`, `});`],
    [`tf.sequential({`, `  layers: [`, `    ${layer},`, `    ${norm},`, `  ],`, `});`],
  ],
  ['an element of a line', [`const all = [${layer}, last];`], [`const all = [${layer}, ${norm}, last];`]],
  ['a pushed one', [`layers.push(${layer});`], [`layers.push(${layer});`, `layers.push(${norm});`]],
  ['an applied one', [`x = ${layer}.apply(x);`], [`x = ${norm}.apply(${layer}.apply(x));`]],
  [
    'an applied one with a cast',
    [`x = ${layer}.apply(x) as tf.SymbolicTensor;`],
    [`x = ${norm}.apply(${layer}.apply(x)) as tf.SymbolicTensor;`],
  ],
  [
    'one that a variable holds',
    [`const hidden = ${layer};`, `const y = hidden.apply(x);`],
    [`const hidden = ${layer};`, `const y = ${norm}.apply(hidden.apply(x));`],
  ],
  ['one that a helper returns', [`const make = () => ${layer};`], undefined],
]);

table('a layer comes before', (text, at) => text.insertBefore(at.layer(), norm), [
  ['an added one', [`  model.add(${layer});`], [`  model.add(${norm});`, `  model.add(${layer});`]],
  [
    'an element on a line of its own',
    [`const all = [`, `  ${layer},`, `];`],
    [`const all = [`, `  ${norm},`, `  ${layer},`, `];`],
  ],
  ['an element of a line', [`const all = [${layer}];`], [`const all = [${norm}, ${layer}];`]],
  ['an applied one', [`${layer}.apply(input);`], [`${layer}.apply(${norm}.apply(input));`]],
  ['not one of several inputs', [`${layer}.apply([a, b]);`], undefined],
]);

table('a layer calls another factory', (text, at) => text.renameCallee(at.layer(), ['layers', 'gru']), [
  [
    'of tf.layers',
    [`model.add(tf.layers.simpleRNN({ units: 4 })); // memory`],
    [`model.add(tf.layers.gru({ units: 4 })); // memory`],
  ],
  [
    'of an imported part',
    [`import { layers } from '@tensorflow/tfjs';`, `layers.simpleRNN({ units: 4 }).apply(x);`],
    [`import { layers } from '@tensorflow/tfjs';`, `layers.gru({ units: 4 }).apply(x);`],
  ],
  [
    'of a taken-out name',
    [`const { simpleRNN } = tf.layers;`, `model.add(simpleRNN({ units: 4 }));`],
    [`const { simpleRNN } = tf.layers;`, `model.add(tf.layers.gru({ units: 4 }));`],
  ],
]);

const around: Edit = (text, at) => text.addResidual(at.layer());

table(
  'another layer takes the place',
  (text, at) => text.replaceLayer(at.layer(), ['layers', 'leakyReLU'], 'alpha: 0.1'),
  [
    ['of one without settings', [`const a = tf.layers.reLU();`], [`const a = tf.layers.leakyReLU({ alpha: 0.1 });`]],
    [
      'of one whose settings do not suit it',
      [`const a = tf.layers.elu({ alpha: 2, inputShape: [4] }).apply(x);`],
      [`const a = tf.layers.leakyReLU({ alpha: 0.1, inputShape: [4] }).apply(x);`],
    ],
    [
      'of one whose settings spread over lines',
      [`net.add(tf.layers.reLU({`, `  maxValue: 6,`, `}));`],
      [`net.add(tf.layers.leakyReLU({ alpha: 0.1 }));`],
    ],
    ['of none whose settings stand elsewhere', [`const a = tf.layers.reLU(settings);`], undefined],
    ['of none that spreads settings', [`const a = tf.layers.reLU({ ...settings, maxValue: 6 });`], undefined],
    ['of none with a comment', [`const a = tf.layers.reLU({ maxValue: 6 /* as in the paper */ });`], undefined],
  ],
);

table('a layer is gone around', around, [
  [
    'with a cast',
    [`x = ${layer}.apply(x) as tf.SymbolicTensor;`],
    [`x = tf.layers.add().apply([x, ${layer}.apply(x) as tf.SymbolicTensor]) as tf.SymbolicTensor;`],
  ],
  [
    'without a cast in TypeScript',
    [`const y = ${layer}.apply(x);`],
    [`const y = tf.layers.add().apply([x, ${layer}.apply(x) as tf.SymbolicTensor]);`],
  ],
  ['not where it is added', [`model.add(${layer});`], undefined],
]);

table(
  'a layer is gone around',
  around,
  [['in JavaScript', [`let y = ${layer}.apply(x);`], [`let y = tf.layers.add().apply([x, ${layer}.apply(x)]);`]]],
  '/w/model.js',
);

const override: Edit = (text, at) => text.override(at.layer(), 'activation', `'tanh'`);

table('a layer of its own keeps', override, [
  [
    'what a spread sets',
    [`const c = { activation: 'relu' };`, `tf.layers.dense({ ...c, units: 1 });`],
    [`const c = { activation: 'relu' };`, `tf.layers.dense({ ...c, units: 1, activation: 'tanh' });`],
  ],
  [
    'what a shared config sets',
    [`const c = { units: 1, activation: 'relu' };`, `tf.layers.dense(c);`],
    [`const c = { units: 1, activation: 'relu' };`, `tf.layers.dense({ ...c, activation: 'tanh' });`],
  ],
  ['what it sets itself', [`tf.layers.dense({ activation: 'relu' });`], [`tf.layers.dense({ activation: 'tanh' });`]],
  ['a shorthand', [`tf.layers.dense({ activation });`], [`tf.layers.dense({ activation: 'tanh' });`]],
]);

const add: Edit = (text, at) => text.change(at.layer(), 'activation', { text: `'tanh'` });

table('a setting is added', add, [
  [
    'before what a literal spreads last, which may set it for other layers',
    [`const layer = (more = {}) => tf.layers.dense({ units: 1, ...more });`],
    [`const layer = (more = {}) => tf.layers.dense({ units: 1, activation: 'tanh', ...more });`],
  ],
  [
    'behind what it spreads first',
    [`tf.layers.dense({ ...base(), units: 1 });`],
    [`tf.layers.dense({ ...base(), units: 1, activation: 'tanh' });`],
  ],
]);

const rename: Edit = (text, at) => text.renameSetting(at.layer(), 'activations', 'activation');

table('a misspelt setting gets its name', rename, [
  [
    'in the call itself',
    [`tf.layers.dense({ activations: 'relu', units: 1 }); // first`],
    [`tf.layers.dense({ activation: 'relu', units: 1 }); // first`],
  ],
  [
    'in a shared config, in its quotes',
    [`const shared = { "activations": 'relu' };`, `tf.layers.dense({ units: 1, ...shared });`],
    [`const shared = { "activation": 'relu' };`, `tf.layers.dense({ units: 1, ...shared });`],
  ],
  ['as a shorthand', [`tf.layers.dense({ activations });`], [`tf.layers.dense({ activation: activations });`]],
  ['but not where the text does not show it', [`tf.layers.dense(config(2));`], undefined],
]);

const epsilon =
  (part: string): Edit =>
  (text, { call }) =>
    text.addEpsilon(call(part), '1e-7');

table('a small number is added', epsilon('.mean'), [
  [
    'to what a logarithm takes',
    [`const loss = (y, p) => y.mul(p.log()).mean();`],
    [`const loss = (y, p) => y.mul(p.add(1e-7).log()).mean();`],
  ],
  [
    'to the argument of tf.log',
    [`function loss(y, p) { return tf.mul(y, tf.log(p)).mean(); }`],
    [`function loss(y, p) { return tf.mul(y, tf.log(p.add(1e-7))).mean(); }`],
  ],
  [
    'to a divisor',
    [`const loss = (y, p) => y.div(p.sum()).mean();`],
    [`const loss = (y, p) => y.div(p.sum().add(1e-7)).mean();`],
  ],
  [
    'to what a root takes',
    [`const loss = (y, p) => y.sub(p).square().sum().sqrt().mean();`],
    [`const loss = (y, p) => y.sub(p).square().sum().add(1e-7).sqrt().mean();`],
  ],
  [
    'to a choice',
    [`const loss = (y, p) => tf.sqrt(p ? y : p).mean();`],
    [`const loss = (y, p) => tf.sqrt((p ? y : p).add(1e-7)).mean();`],
  ],
  ['to no number', [`const loss = (y, p) => y.div(2).mean();`], [`const loss = (y, p) => y.div(2).mean();`]],
  [
    'to nothing that has one',
    [`const loss = (y, p) => p.add(EPSILON).log().mean();`],
    [`const loss = (y, p) => p.add(EPSILON).log().mean();`],
  ],
  [
    'in no other function',
    [`const other = (p) => p.log();`, `const loss = (y, p) => p.log().mean();`],
    [`const other = (p) => p.log();`, `const loss = (y, p) => p.add(1e-7).log().mean();`],
  ],
]);

table('two sides become columns', (text, { call }) => text.giveOneShape(call('sub'), [[8, 1], [8]]), [
  [
    'of a method',
    [`const loss = (y, p) => p.sub(y).square();`],
    [`const loss = (y, p) => p.sub(y.expandDims(-1)).square();`],
  ],
  ['of a function', [`const loss = (y, p) => tf.sub(p, y);`], [`const loss = (y, p) => tf.sub(p, y.expandDims(-1));`]],
]);

table(
  'class numbers become one column for each class',
  (text, { call }) =>
    text.oneHotSide(call('sub'), [
      [8, 5],
      [8, 1],
    ]),
  [
    [
      'of a method',
      [`const loss = (y, p) => p.sub(y).square();`],
      [`const loss = (y, p) => p.sub(tf.oneHot(y.flatten().toInt(), 5)).square();`],
    ],
    [
      'of a function, and of an expression',
      [`const loss = (y, p) => tf.sub(p, y as tf.Tensor2D);`],
      [`const loss = (y, p) => tf.sub(p, tf.oneHot((y as tf.Tensor2D).flatten().toInt(), 5));`],
    ],
  ],
);
