/** Tensors are scaled where code makes them, gaps are filled, and a training call gets settings that it lacks. */

import { type Edit, table } from './edited';

/** The call whose name is at `part`. */
const scaled =
  (part: string): Edit =>
  (text, { call }) =>
    text.wrapTensor(call(part), '.div(255)');

/** What a search does with a tensor of class numbers. */
const unscaled =
  (part: string): Edit =>
  (text, { call }) =>
    text.removeScaling(call(part))?.edits;

table('class numbers lose their scale where they are made', unscaled('tensor1d('), [
  ['at the end', [`const y = tf.tensor1d(labels).div(255);`], [`const y = tf.tensor1d(labels);`]],
  [
    'between other methods, with a scalar',
    [`const y = tf.tensor1d(labels).toFloat().div(tf.scalar(255)).reshape([-1, 1]);`],
    [`const y = tf.tensor1d(labels).toFloat().reshape([-1, 1]);`],
  ],
  [
    'over several lines',
    [`const y = tf`, `  .tensor1d(labels)`, `  .div(9);`],
    [`const y = tf`, `  .tensor1d(labels);`],
  ],
  ['and no other division is taken away', [`const y = tf.tensor1d(labels).div(largest);`], undefined],
]);

/** What a search does with the last, or the only, division of a tensor. */
const undivided: Edit = (text, { call }) => text.divisions(call('div(255)')).at(0)?.removed;

table('a division too many goes', undivided, [
  ['of a variable', [`const x = grey.div(255); // scaled`], [`const x = grey; // scaled`]],
  ['in an argument', [`net.fit((await read()).div(255), y);`], [`net.fit((await read()), y);`]],
]);

/** What a search does with whole numbers of which a division leaves nothing. */
const asFloats: Edit = (text, { call }) => text.divideAsFloats(call('iv('));

table('whole numbers become floats before a division', asFloats, [
  [
    'by a scalar',
    [`const x = raw.div(tf.scalar(255, 'int32'));`],
    [`const x = raw.toFloat().div(tf.scalar(255, 'int32'));`],
  ],
  [
    'by another tensor, before other methods',
    [`const x = (await read()).div(top).reshape([-1, 9]);`],
    [`const x = (await read()).toFloat().div(top).reshape([-1, 9]);`],
  ],
  ['by a function of tfjs', [`const x = tf.div(raw, top);`], [`const x = tf.div(raw.toFloat(), top);`]],
  ['but not by a plain number, which is a float', [`const x = raw.div(255);`], undefined],
  ['nor where they are floats already', [`const x = raw.toFloat().div(top);`], undefined],
  [
    'where a function of tfjs cuts them off, by a plain number too',
    [`const x = tf.floorDiv(raw, 255);`],
    [`const x = tf.div(raw.toFloat(), 255);`],
  ],
  [
    'where a method does',
    [`const x = raw.floorDiv(top).reshape([9]);`],
    [`const x = raw.toFloat().div(top).reshape([9]);`],
  ],
  ['where it cuts floats off', [`const x = raw.toFloat().floorDiv(top);`], [`const x = raw.toFloat().div(top);`]],
]);

/** What it does where all divisions together are wrong. */
const dividedOnce: Edit = (text, { call }) => {
  const all = text.divisions(call('div(100)'));
  return [...(all.at(-1)?.divideBy('255') ?? []), ...all.slice(0, -1).flatMap(({ removed }) => removed)];
};

table('one division takes the place of several', dividedOnce, [
  [
    'where a constant has the number',
    [`const MAX = 65535; // grey`, `const x = tf.tensor2d(rows).div(MAX).div(100);`],
    [`const MAX = 255; // grey`, `const x = tf.tensor2d(rows).div(MAX);`],
  ],
  [
    'between other methods, with scalars',
    [`const x = tf.tensor(rows).div(tf.scalar(255)).toFloat().div(100);`],
    [`const x = tf.tensor(rows).div(tf.scalar(255)).toFloat();`],
  ],
  [
    'and no division by what the text does not show',
    [`const x = rows.div(top).div(100);`],
    [`const x = rows.div(top).div(255);`],
  ],
]);

/** What a search does with the last activation of a network of variables. */
const withoutSigmoid =
  (part: string): Edit =>
  (text, { call }) =>
    text.removeOperation(call(part), 'sigmoid');

table('an operation goes out of an expression', withoutSigmoid('sigmoid('), [
  ['as a method', [`const p = h.matMul(w).add(b).sigmoid();`], [`const p = h.matMul(w).add(b);`]],
  ['as a function', [`const p = tf.sigmoid(tf.add(h, b)).squeeze();`], [`const p = tf.add(h, b).squeeze();`]],
  [
    'of a cast',
    [`const p = tf.sigmoid(net.predict(x) as tf.Tensor); // bounded`],
    [`const p = net.predict(x) as tf.Tensor; // bounded`],
  ],
  [
    'of a cast, before a method',
    [`const p = tf.sigmoid(net.predict(x) as tf.Tensor).squeeze();`],
    [`const p = (net.predict(x) as tf.Tensor).squeeze();`],
  ],
]);
table('no other operation goes out of an expression', withoutSigmoid('relu('), [
  ['of another name', [`const p = h.add(b).relu();`], undefined],
]);

table('a tensor that a loop reads is scaled where it is made', scaled('tensor('), [
  [
    'behind a comment and without semicolons',
    [`const x = tf.tensor(rows) // raw`, `optimizer.minimize(() => loss(x))`],
    [`const x = tf.tensor(rows).div(255) // raw`, `optimizer.minimize(() => loss(x))`],
  ],
  [
    'in one line with its shape',
    [`const x = tf.tensor(rows).reshape([-1, 28, 28, 1]);`],
    [`const x = tf.tensor(rows).reshape([-1, 28, 28, 1]).div(255);`],
  ],
  [
    'before what changes its numbers',
    [`const x = tf.tensor(rows).mean(1);`],
    [`const x = tf.tensor(rows).div(255).mean(1);`],
  ],
  [
    'before a cast',
    [`const x = tf.tensor(rows) as tf.Tensor2D;`],
    [`const x = tf.tensor(rows).div(255) as tf.Tensor2D;`],
  ],
  [
    'but not where the targets are computed from it',
    [`const x = tf.tensor(rows);`, `const y = x.sum(1);`, `for (;;) optimizer.minimize(() => loss(x, y));`],
    undefined,
  ],
  [
    'whose shape is read',
    [`const x = tf.tensor(rows);`, `const n = x.shape[0];`, `for (;;) optimizer.minimize(() => loss(x));`],
    [`const x = tf.tensor(rows).div(255);`, `const n = x.shape[0];`, `for (;;) optimizer.minimize(() => loss(x));`],
  ],
  ['as a field', [`this.x = tf.tensor(this.rows);`], [`this.x = tf.tensor(this.rows).div(255);`]],
  [
    'as what a function returns',
    [`const load = () => tf.tensor(rows);`],
    [`const load = () => tf.tensor(rows).div(255);`],
  ],
  ['in an object', [`return { xs: tf.tensor(rows), ys };`], [`return { xs: tf.tensor(rows).div(255), ys };`]],
]);

table('a tensor of a known rank keeps its type where something asks for it', scaled('tensor2d('), [
  [
    'an argument of a function of the code',
    [`const x = tf.tensor2d(rows);`, `step(x);`],
    [`const x = tf.tensor2d(rows).div<tf.Tensor2D>(255);`, `step(x);`],
  ],
  [
    'but not for methods of its own and those of models',
    [`const x = tf.tensor2d(rows);`, `model.apply(x);`, `x.print();`],
    [`const x = tf.tensor2d(rows).div(255);`, `model.apply(x);`, `x.print();`],
  ],
  [
    'nor where a type stands there',
    [`const x: tf.Tensor2D = tf.tensor2d(rows);`, `step(x);`],
    [`const x: tf.Tensor2D = tf.tensor2d(rows).div(255);`, `step(x);`],
  ],
]);

table(
  'in JavaScript there is no type to keep',
  scaled('tensor2d('),
  [['', [`const x = tf.tensor2d(rows);`, `step(x);`], [`const x = tf.tensor2d(rows).div(255);`, `step(x);`]]],
  '/w/model.js',
);

const longer: Edit = (text, { call }) => text.change(call('fit'), 'epochs', { text: '100' }, 2);

table('epochs', longer, [
  ['change in the call', [`await model.fit(x, y, { epochs: 2 });`], [`await model.fit(x, y, { epochs: 100 });`]],
  ['come where there are no settings', [`await model.fit(x, y);`], [`await model.fit(x, y, { epochs: 100 });`]],
  [
    'come beside others, before their comment',
    [`model.fit(x, y, {`, `\tbatchSize: 8, // small`, `});`],
    [`model.fit(x, y, {`, `\tbatchSize: 8, // small`, `\tepochs: 100,`, `});`],
  ],
  [
    'change where a shared config has them',
    [`const settings = { epochs: 1 }; // once`, `model.fit(x, y, settings);`],
    [`const settings = { epochs: 100 }; // once`, `model.fit(x, y, settings);`],
  ],
  [
    'change where a constant gives them',
    [`const EPOCHS = 1;`, `model.fit(x, y, { epochs: EPOCHS, verbose: 0 });`],
    [`const EPOCHS = 100;`, `model.fit(x, y, { epochs: EPOCHS, verbose: 0 });`],
  ],
  ['but not behind a spread', [`model.fit(...data);`], undefined],
  ['but not without targets', [`model.fit(x);`], undefined],
]);

const swapped: Edit = (text, { call }) => text.swapParameters(call('.log()'));

table('the parameters of a loss function change places', swapped, [
  [
    'with their types',
    [`const loss = (output: tf.Tensor, target: tf.Tensor2D) => target.mul(output.log());`],
    [`const loss = (target: tf.Tensor2D, output: tf.Tensor) => target.mul(output.log());`],
  ],
  [
    'in a function of several lines',
    [`function loss(pred, truth) {`, `  const p = pred.log();`, `  return truth.mul(p).mean();`, `}`],
    [`function loss(truth, pred) {`, `  const p = pred.log();`, `  return truth.mul(p).mean();`, `}`],
  ],
  ['but not in one with a default', [`const loss = (p, t = ones) => t.mul(p.log());`], undefined],
  ['but not outside of functions', [`const l = x.log();`], undefined],
]);

const exchanged: Edit = (text, { call }) => text.swapArguments(call('loss'));

table('the first two arguments of a call change places', exchanged, [
  [
    'with what they are made of, and others stay',
    [`loss(net.apply(x), y.slice(at, 50), 0.5);`],
    [`loss(y.slice(at, 50), net.apply(x), 0.5);`],
  ],
  ['but not behind a spread', [`loss(...pair);`], undefined],
]);

const filled: Edit = (text, { call }) => text.wrapArgumentByCall(call('fit'), 0, 'fillGaps');

table('an argument goes through a function', filled, [
  ['where it is a name', [`model.fit(x, y);`], [`model.fit(fillGaps(x), y);`]],
  ['where it is a call', [`model.fit(tf.tensor2d(a), y, o);`], [`model.fit(fillGaps(tf.tensor2d(a)), y, o);`]],
  ['but not where it is a list', [`model.fit([a, b], y);`], undefined],
]);

/** What a search does with each function that takes statistics along rows. */
const overRows: Edit = (text, { file }) => text.statisticsOverRows(file).flat();

table('statistics along each row become those of columns', overRows, [
  [
    'of a table, with its dimensions kept',
    [`const { mean, variance } = tf.moments(x, 1, true); // per row`],
    [`const { mean, variance } = tf.moments(x, 0, true); // per row`],
  ],
  [
    'in a helper, all together',
    [`const scale = (x) => x.sub(x.min(-1, true)).div(x.max(-1, true).sub(x.min(-1, true)))`],
    [`const scale = (x) => x.sub(x.min(0, true)).div(x.max(0, true).sub(x.min(0, true)))`],
  ],
  [
    'with the axis in a list',
    [`const center = tf.mean(`, `  x,`, `  [1],`, `);`],
    [`const center = tf.mean(`, `  x,`, `  0,`, `);`],
  ],
  [
    'but not in what is learned, and nothing of numbers',
    [`const half = Math.max(1, n);`, `optimizer.minimize(() => net(x).sub(y).square().mean(1).mean());`],
    [`const half = Math.max(1, n);`, `optimizer.minimize(() => net(x).sub(y).square().mean(1).mean());`],
  ],
]);

/** What a search does with class numbers that a scale has made shares of. */
const withoutLast: Edit = (text, { file }) => text.leaveLastPartOut(file).flat();

table('a function no longer gets the last part of a joined table', withoutLast, [
  [
    'in one expression',
    [`const [x, y] = tf.split(scale(tf.concat([points, labels], 1)), [2, 1], 1);`],
    [`const [x, y] = tf.split(tf.concat([scale(points), labels], 1), [2, 1], 1);`],
  ],
  [
    'through a variable, of several parts',
    [`const table = tf.concat([`, `  width,`, `  height,`, `  kind,`, `], 1);`, `const all = scale(table);`],
    [`const table = tf.concat([`, `  scale(width),`, `  scale(height),`, `  kind,`, `], 1);`, `const all = table;`],
  ],
  [
    'joined by a method, and cast',
    [`const all = scale(points.concat(labels, 1) as tf.Tensor2D)`],
    [`const all = scale(points).concat(labels, 1) as tf.Tensor2D`],
  ],
  [
    'but not where something else reads the table, nor where an operation of tfjs gets it',
    [
      `const table = tf.concat([a, b], 1);`,
      `const all = scale(table);`,
      `tf.square(tf.concat([a, b]));`,
      `show(table.shape);`,
    ],
    [
      `const table = tf.concat([a, b], 1);`,
      `const all = scale(table);`,
      `tf.square(tf.concat([a, b]));`,
      `show(table.shape);`,
    ],
  ],
]);

const deeper: Edit = (text, { call }) => text.oneHotDepth(call('oneHot('))?.change('7');

table('one-hot rows get another depth', deeper, [
  ['a function', [`const y = tf.oneHot(kinds, 5);`], [`const y = tf.oneHot(kinds, 7);`]],
  ['a method', [`const y = kinds.oneHot(5);`], [`const y = kinds.oneHot(7);`]],
  [
    'of a chain',
    [`const y = tf.oneHot(kinds, 5, 1, 0).toFloat();`],
    [`const y = tf.oneHot(kinds, 7, 1, 0).toFloat();`],
  ],
  [
    'where it is defined',
    [`const CLASSES = 5;`, `const y = oneHot(kinds, CLASSES); // all`],
    [`const CLASSES = 7;`, `const y = oneHot(kinds, CLASSES); // all`],
  ],
  ['but not where a run decides', [`const y = tf.oneHot(kinds, names.length);`], undefined],
]);

/** What a search does with the photos that a discriminator sees beside those of a generator. */
const realScaled: Edit = (text, { call }) => text.scaleRealPart(call('critic.fit'), 0, '.div(127.5).sub(1)');

table('real examples are scaled beside generated ones', realScaled, [
  [
    'joined in the call',
    [`const made = generator.predict(noise) as tf.Tensor;`, `await critic.fit(photos.concat(made), labels);`],
    [
      `const made = generator.predict(noise) as tf.Tensor;`,
      `await critic.fit(photos.div(127.5).sub(1).concat(made), labels);`,
    ],
  ],
  [
    'joined before, as a list',
    [`const both = tf.concat([net.generator.predict(noise), real], 0);`, `await critic.fit(both, labels);`],
    [
      `const both = tf.concat([net.generator.predict(noise), real.div(127.5).sub(1)], 0);`,
      `await critic.fit(both, labels);`,
    ],
  ],
  ['but not where no model makes a part', [`await critic.fit(photos.concat(drawings), labels);`], undefined],
]);
