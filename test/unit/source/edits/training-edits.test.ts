/** Learning rates, optimizers and losses change where they are defined, whatever way of training the code has. */

import { type Edit, table } from './edited';

const rate =
  (part: string): Edit =>
  (text, { call }) => {
    const optimizer = text.optimizer(call(part));
    return optimizer && text.changeRate(optimizer, 0.001);
  };

table('a learning rate changes', rate('compile'), [
  [
    'a number',
    [`model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });`],
    [`model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });`],
  ],
  [
    'a number with an exponent',
    [`model.compile({ optimizer: tf.train.adam(1e-1) });`],
    [`model.compile({ optimizer: tf.train.adam(1e-3) });`],
  ],
  [
    'a constant',
    [`const LEARNING_RATE = 0.5; // bold`, `model.compile({ optimizer: tf.train.sgd(LEARNING_RATE) });`],
    [`const LEARNING_RATE = 0.001; // bold`, `model.compile({ optimizer: tf.train.sgd(LEARNING_RATE) });`],
  ],
  [
    'a field of the settings',
    [`const settings = { rate: 0.5, epochs: 3 };`, `model.compile({ optimizer: tf.train.sgd(settings.rate) });`],
    [`const settings = { rate: 0.001, epochs: 3 };`, `model.compile({ optimizer: tf.train.sgd(settings.rate) });`],
  ],
  [
    'an optimizer in a variable',
    [`const optimizer = tf.train.momentum(0.5, 0.9);`, `model.compile({ optimizer, loss: 'meanSquaredError' });`],
    [`const optimizer = tf.train.momentum(0.001, 0.9);`, `model.compile({ optimizer, loss: 'meanSquaredError' });`],
  ],
  [
    'a config in a variable',
    [`const config = { optimizer: tf.train.sgd(0.5) };`, `model.compile(config);`],
    [`const config = { optimizer: tf.train.sgd(0.001) };`, `model.compile(config);`],
  ],
  [
    'no number',
    [`model.compile({ optimizer: tf.train.adam() });`],
    [`model.compile({ optimizer: tf.train.adam(0.001) });`],
  ],
  ['a name', [`model.compile({ optimizer: 'sgd' });`], [`model.compile({ optimizer: tf.train.sgd(0.001) });`]],
  [
    'a name, where tfjs is imported in parts',
    [`import { sequential, train as optimizers } from '@tensorflow/tfjs';`, `model.compile({ optimizer: 'adam' });`],
    [
      `import { sequential, train as optimizers } from '@tensorflow/tfjs';`,
      `model.compile({ optimizer: optimizers.adam(0.001) });`,
    ],
  ],
  [
    'a name, where tfjs has another name',
    [`const t = require('@tensorflow/tfjs');`, `model.compile({ optimizer: 'adam' });`],
    [`const t = require('@tensorflow/tfjs');`, `model.compile({ optimizer: t.train.adam(0.001) });`],
  ],
  [
    'an expression',
    [`model.compile({ optimizer: tf.train.sgd(base / 2) });`],
    [`model.compile({ optimizer: tf.train.sgd(0.001) });`],
  ],
  [
    'a variable that is divided on the way',
    [`let rate = 0.5;`, `for (const _ of sizes) rate /= 10;`, `model.compile({ optimizer: tf.train.sgd(rate) });`],
    [`let rate = 0.5;`, `for (const _ of sizes) rate /= 10;`, `model.compile({ optimizer: tf.train.sgd(0.001) });`],
  ],
  [
    'a field that is halved on the way',
    [
      `class Net {`,
      `  rate = 0.5;`,
      `  slow() { this.rate *= 0.5; }`,
      `  make() { model.compile({ optimizer: tf.train.sgd(this.rate) }); }`,
      `}`,
    ],
    [
      `class Net {`,
      `  rate = 0.5;`,
      `  slow() { this.rate *= 0.5; }`,
      `  make() { model.compile({ optimizer: tf.train.sgd(0.001) }); }`,
      `}`,
    ],
  ],
  ['an optimizer from elsewhere', [`model.compile({ optimizer: make() });`], undefined],
]);

table('a learning rate changes', rate('sgd'), [
  [
    'the optimizer of a loop',
    [`const optimizer = tf.train.sgd(0.5);`, `optimizer.minimize(() => loss());`],
    [`const optimizer = tf.train.sgd(0.001);`, `optimizer.minimize(() => loss());`],
  ],
]);

table('a learning rate changes', rate('minimize'), [
  [
    'the optimizer that a step uses',
    [`const optimizer = tf.train.sgd(0.5);`, `optimizer.minimize(() => loss());`],
    [`const optimizer = tf.train.sgd(0.001);`, `optimizer.minimize(() => loss());`],
  ],
  [
    'a field of the class',
    [`class Net {`, `  optimizer = tf.train.sgd(0.5);`, `  step() { this.optimizer.minimize(f); }`, `}`],
    [`class Net {`, `  optimizer = tf.train.sgd(0.001);`, `  step() { this.optimizer.minimize(f); }`, `}`],
  ],
]);

table(
  'an optimizer changes',
  (text, { call }) => {
    const optimizer = text.optimizer(call('compile'));
    return optimizer && text.changeOptimizer(optimizer, 'adam', 0.001);
  },
  [
    [
      'a call',
      [`model.compile({ optimizer: tf.train.sgd(0.5, false), metrics: [] });`],
      [`model.compile({ optimizer: tf.train.adam(0.001), metrics: [] });`],
    ],
    ['a name', [`model.compile({ optimizer: 'sgd' });`], [`model.compile({ optimizer: tf.train.adam(0.001) });`]],
    [
      'a variable',
      [`const how = 'sgd';`, `model.compile({ optimizer: how });`],
      [`const how = tf.train.adam(0.001);`, `model.compile({ optimizer: how });`],
    ],
  ],
);

table('a loss changes', (text, { call }) => text.change(call('compile'), 'loss', { text: `'meanSquaredError'` }), [
  [
    'a name',
    [`model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });`],
    [`model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`],
  ],
  [
    'a function of tfjs',
    [`model.compile({ optimizer: 'sgd', loss: tf.losses.logLoss });`],
    [`model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`],
  ],
  [
    'a function of the code',
    [`const loss = (a, b) => a.sub(b).mean();`, `model.compile({ optimizer: 'sgd', loss });`],
    [`const loss = (a, b) => a.sub(b).mean();`, `model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`],
  ],
  [
    'a config that is spread over lines',
    [`model.compile({`, `  optimizer: 'sgd',`, `  loss: 'hinge', // margin`, `});`],
    [`model.compile({`, `  optimizer: 'sgd',`, `  loss: 'meanSquaredError', // margin`, `});`],
  ],
  [
    'no loss',
    [`model.compile({ optimizer: 'sgd' });`],
    [`model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`],
  ],
]);

const clip: Edit = (text, { call, file }) => {
  const optimizer = text.optimizer(call('compile'));
  const wrapped = optimizer && text.wrapOptimizer(optimizer, 'clip', '1');
  return wrapped && [...text.addFunction(file, 'clip', 'function clip() {\n}'), ...wrapped];
};

table('a function comes around the optimizer', clip, [
  [
    'a call',
    [`import * as tf from '@tensorflow/tfjs';`, ``, `model.compile({ optimizer: tf.train.sgd(0.5) });`],
    [
      `import * as tf from '@tensorflow/tfjs';`,
      ``,
      `function clip() {`,
      `}`,
      ``,
      `model.compile({ optimizer: clip(tf.train.sgd(0.5), 1) });`,
    ],
  ],
  [
    'a name',
    [`const tf = require('@tensorflow/tfjs');`, `model.compile({ optimizer: 'sgd' });`],
    [
      `const tf = require('@tensorflow/tfjs');`,
      ``,
      `function clip() {`,
      `}`,
      `model.compile({ optimizer: clip(tf.train.sgd(0.01), 1) });`,
    ],
  ],
  [
    'a file that has the function',
    [
      `import * as tf from '@tensorflow/tfjs';`,
      `const clip = (o) => o;`,
      `model.compile({ optimizer: tf.train.sgd(1) });`,
    ],
    [
      `import * as tf from '@tensorflow/tfjs';`,
      `const clip = (o) => o;`,
      `model.compile({ optimizer: clip(tf.train.sgd(1), 1) });`,
    ],
  ],
]);

table('an argument gets a scale', (text, { call }) => text.wrapArgument(call('fit'), 0, '.div(255)'), [
  ['a name', [`await model.fit(x, y, { epochs: 3 });`], [`await model.fit(x.div(255), y, { epochs: 3 });`]],
  ['a field', [`model.fit(data.x, data.y);`], [`model.fit(data.x.div(255), data.y);`]],
  ['a call', [`model.fit(tf.tensor2d(rows), y);`], [`model.fit(tf.tensor2d(rows).div(255), y);`]],
  ['a cast', [`model.fit(x as tf.Tensor, y);`], [`model.fit((x as tf.Tensor).div(255), y);`]],
  ['a list', [`model.fit([a, b], y);`], undefined],
]);

const second: Edit = (text, { call }) => text.wrapArgument(call('fit'), 1, '.div(9)', { index: 1, name: 'b' });

table('one part of an argument gets a scale', second, [
  ['of a list', [`model.fit(x, [a, b], { epochs: 3 });`], [`model.fit(x, [a, b.div(9)], { epochs: 3 });`]],
  ['of an object', [`model.fit(x, { b: y * 2, a });`], [`model.fit(x, { b: (y * 2).div(9), a });`]],
  ['of a quoted name', [`model.fit(x, { 'b': rows });`], [`model.fit(x, { 'b': rows.div(9) });`]],
  ['in short', [`model.fit(x, { a, b });`], undefined],
  ['of a spread', [`model.fit(x, [...rest, b]);`], undefined],
  ['of a name', [`model.fit(x, targets);`], undefined],
]);

const weaker: Edit = (text, { call }) => text.factor(call('mul('))?.change('0.01');

table('a factor becomes another', weaker, [
  ['of a method', [`const decay = w.square().sum().mul(2);`], [`const decay = w.square().sum().mul(0.01);`]],
  [
    'of a function',
    [`const decay = tf.mul(2, tf.sum(tf.square(w)));`],
    [`const decay = tf.mul(0.01, tf.sum(tf.square(w)));`],
  ],
  [
    'of a constant in a scalar',
    [`const LAMBDA = 2;`, `const decay = tf.mul(tf.sum(w), tf.scalar(LAMBDA));`],
    [`const LAMBDA = 0.01;`, `const decay = tf.mul(tf.sum(w), tf.scalar(LAMBDA));`],
  ],
  ['none of two tensors', [`const decay = w.mul(w);`], undefined],
  ['none that only a run can tell', [`const decay = w.mul(Number(process.env.L2));`], undefined],
]);

const unweighted: Edit = (text, { call }) => text.removeSetting(call('fit'), 'classWeight', 2);

table('class weights go', unweighted, [
  [
    'the last setting',
    [`model.fit(x, y, { epochs: 3, classWeight: { 0: 0, 1: 1 } });`],
    [`model.fit(x, y, { epochs: 3 });`],
  ],
  [
    'the first one, on a line of its own',
    [`model.fit(x, y, {`, `  classWeight: weights,`, `  epochs: 3,`, `});`],
    [`model.fit(x, y, {`, `  epochs: 3,`, `});`],
  ],
  ['in short, alone', [`model.fit(x, y, { classWeight });`], [`model.fit(x, y, {  });`]],
  [
    'of settings with a name',
    [`const settings = { classWeight: { 0: 0, 1: 1 }, epochs: 3 };`, `model.fit(x, y, settings);`],
    [`const settings = { epochs: 3 };`, `model.fit(x, y, settings);`],
  ],
  ['not with a comment', [`model.fit(x, y, { classWeight: w, /* long */ epochs: 3 });`], undefined],
  ['none', [`model.fit(x, y, { epochs: 3 });`], undefined],
]);
