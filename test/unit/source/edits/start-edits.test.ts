/** Starts of weights change where they are written: fillings of variables, weights set by hand, layers in a wrapper. */

import { type Edit, table } from './edited';

table('a variable starts at random numbers', (text, at) => text.changeVariableStart(at.call('tf.variable'), '0.5'), [
  [
    'instead of zeros',
    ['const w = tf.variable(tf.zeros([2, 3]), true); // weights'],
    ['const w = tf.variable(tf.randomNormal([2, 3], 0, 0.5), true); // weights'],
  ],
  [
    'instead of random numbers of another size',
    ['const w = tf.variable(', '  tf.randomNormal(shape) as tf.Tensor2D,', ');'],
    ['const w = tf.variable(', '  tf.randomNormal(shape, 0, 0.5) as tf.Tensor2D,', ');'],
  ],
  [
    'where a name leads to the filling',
    ['const start = tf.fill([4, 4], 0.1);', 'const w = tf.variable(start);'],
    ['const start = tf.randomNormal([4, 4], 0, 0.5);', 'const w = tf.variable(start);'],
  ],
  ['but keeps numbers that the code gives', ['const w = tf.variable(tf.tensor2d([[1, 2], [3, 4]]));'], undefined],
  ['but keeps what another operation made', ['const w = tf.variable(tf.zeros([2, 2]).add(x));'], undefined],
]);

table('a variable starts by its own shape', (text, at) => text.changeVariableStart(at.call('tf.variable'), undefined), [
  [
    'where a helper makes several',
    ['const dense = (inputs, units) => tf.variable(tf.randomNormal([inputs, units]));'],
    [
      'const dense = (inputs, units) => ' +
        'tf.variable(tf.randomNormal([inputs, units], 0, Math.sqrt(2 / (inputs + units))));',
    ],
  ],
  ['but not where a name gives the shape', ['const make = (shape) => tf.variable(tf.randomNormal(shape));'], undefined],
]);

table('weights set by hand are taken out', (text, at) => text.removeSetWeights(at.layer()), [
  [
    'with the line of the statement',
    ['const a = tf.layers.dense({ units: 2 });', 'a.setWeights([tf.zeros([1, 2])]);', 'model.add(a);'],
    ['const a = tf.layers.dense({ units: 2 });', 'model.add(a);'],
  ],
  [
    'and what shares that line stays',
    ['const a = tf.layers.dense({ units: 2 }); a.setWeights(start); model.add(a);'],
    ['const a = tf.layers.dense({ units: 2 });  model.add(a);'],
  ],
  [
    'but not what uses the call',
    ['const a = tf.layers.dense({ units: 2 });', 'if (known) await a.setWeights(known);'],
    undefined,
  ],
  ['but not those of another layer', ['const a = tf.layers.dense({ units: 2 });', 'b.setWeights(start);'], undefined],
]);

table('a layer goes through a function', (text, at) => text.wrapLayerMaker(at.layer(), 'wrapped'), [
  [
    'where it is added',
    ['model.add(tf.layers.dense({ units: 2 }));'],
    ['model.add(wrapped(tf.layers.dense({ units: 2 })));'],
  ],
  [
    'where it is applied',
    ['x = tf.layers.dense({ units: 2 }).apply(x);'],
    ['x = wrapped(tf.layers.dense({ units: 2 })).apply(x);'],
  ],
  [
    'where it has a name',
    ['const a = tf.layers.dense({ units: 2 });'],
    ['const a = wrapped(tf.layers.dense({ units: 2 }));'],
  ],
  ['but only once', ['model.add(wrapped(tf.layers.dense({ units: 2 })));'], undefined],
]);

table('several layers come after', (text, at) => text.insertAfter(at.layer(), 'tf.a()', 'tf.b()'), [
  [
    'as statements',
    ['  model.add(tf.layers.dense({ units: 2 }));'],
    ['  model.add(tf.layers.dense({ units: 2 }));', '  model.add(tf.a());', '  model.add(tf.b());'],
  ],
  [
    'as items of a list',
    ['const all = [tf.layers.dense({ units: 2 }), last];'],
    ['const all = [tf.layers.dense({ units: 2 }), tf.a(), tf.b(), last];'],
  ],
  [
    'by their application, the first one innermost',
    ['x = tf.layers.dense({ units: 2 }).apply(x);'],
    ['x = tf.b().apply(tf.a().apply(tf.layers.dense({ units: 2 }).apply(x)));'],
  ],
]);

table('rows go through a function', (text, at) => text.wrapArguments(at.call('model.fit'), 'rows'), [
  [
    'before the settings',
    ['await model.fit(data.xs, toTensor(labels), { epochs: 3 });'],
    ['await model.fit(...rows(data.xs, toTensor(labels)), { epochs: 3 });'],
  ],
  ['but not lists of several inputs', ['model.fit([a, b], y);'], undefined],
  ['but not one that has no targets', ['model.fit(x);'], undefined],
]);

table('roundings of what is learned', (text, { file }) => text.roundings(file).flatMap(({ edits }) => edits), [
  [
    'are left out as methods and as functions',
    ['const loss = () => tf.sub(y, tf.round(f(x))).add(g(x).floor()).mean();'],
    ['const loss = () => tf.sub(y, f(x)).add(g(x)).mean();'],
  ],
  [
    'but not those of data or of plain numbers',
    ['const y = x.mean(1).round();', 'const f = (a) => Math.round(a);'],
    ['const y = x.mean(1).round();', 'const f = (a) => Math.round(a);'],
  ],
]);

table('a softmax by hand becomes tfjs’s own', (text, at) => text.useTfSoftmax(at.call('tf.exp')), [
  [
    'in the function that divides by the sum',
    [
      'const p = (z) => {',
      '  const e = tf.exp(z);',
      '  return e.div(e.sum(1, true));',
      '};',
      'const q = (z) => z.exp();',
    ],
    [
      'const p = (z) => {',
      '  const e = tf.softmax(z);',
      '  return e.div(e.sum(1, true));',
      '};',
      'const q = (z) => z.exp();',
    ],
  ],
  [
    'but not an exponential that nothing divides',
    ['const f = (z) => tf.exp(z).mean();'],
    ['const f = (z) => tf.exp(z).mean();'],
  ],
]);

table('a softmax by hand sums over classes', (text, at) => text.sumOverLastAxis(at.call('tf.exp')), [
  [
    'in methods that keep the axis',
    [
      'const p = (z) => {',
      '  const e = tf.exp(z.sub(z.max(0, true)));',
      '  return e.div(e.sum(0, true)); // shares',
      '};',
    ],
    [
      'const p = (z) => {',
      '  const e = tf.exp(z.sub(z.max(-1, true)));',
      '  return e.div(e.sum(-1, true)); // shares',
      '};',
    ],
  ],
  [
    'in functions of tf that drop it',
    ['const p = (z) => tf.div(tf.exp(z), tf.sum(tf.exp(z), 0));'],
    ['const p = (z) => tf.div(tf.exp(z), tf.sum(tf.exp(z), -1, true));'],
  ],
  [
    'along an axis of the settings',
    ['const AXIS = 0; // rows', 'const p = (z) => tf.exp(z).div(tf.exp(z).sum(AXIS, true));'],
    ['const AXIS = -1; // rows', 'const p = (z) => tf.exp(z).div(tf.exp(z).sum(AXIS, true));'],
  ],
  [
    'along an axis by default',
    ['function p(z: tf.Tensor, axis = 0) {', '  return tf.exp(z).div(tf.exp(z).sum([axis]));', '}'],
    ['function p(z: tf.Tensor, axis = -1) {', '  return tf.exp(z).div(tf.exp(z).sum([axis], true));', '}'],
  ],
  [
    'and leaves sums of other functions alone',
    ['const p = (z) => tf.exp(z).div(tf.exp(z).sum(-1, true));', 'const all = (z) => z.sum(0);'],
    ['const p = (z) => tf.exp(z).div(tf.exp(z).sum(-1, true));', 'const all = (z) => z.sum(0);'],
  ],
]);

const eachRow = (at: string, keepsAxis: boolean): Edit => {
  return (text, { call }) => text.changeSum(call(at), keepsAxis ? 'column' : 'rows');
};

table('a sum of all numbers becomes one of each row', eachRow('sum', true), [
  ['as a method', ['const s = a.mul(b).sum(); // dot'], ['const s = a.mul(b).sum(-1, true); // dot']],
  ['as a function of tf', ['const s = tf.sum(a.mul(b));'], ['const s = tf.sum(a.mul(b), -1, true);']],
  ['but not along an axis of its own', ['const s = tf.sum(a.mul(b), 1);'], ['const s = tf.sum(a.mul(b), 1);']],
]);

table('a sum becomes a row of numbers', eachRow('sum', false), [
  ['without the axis', ['const s = a.mul(b).sum();'], ['const s = a.mul(b).sum(-1);']],
]);

table('a sum becomes a mean', (text, { call }) => text.changeSum(call('sum'), 'mean'), [
  ['as a method', ['const loss = e.square().sum();'], ['const loss = e.square().mean();']],
  ['over its own axis', ['const loss = tf.sum(e, 0).neg();'], ['const loss = tf.mean(e, 0).neg();']],
  ['but no other call', ['const sum = total(e);', 'f(sum);'], ['const sum = total(e);', 'f(sum);']],
]);

table('errors are squared before their mean', (text, { call }) => text.changeSum(call('mean'), 'squares'), [
  ['as a method', ['return p.sub(y).mean() as tf.Scalar;'], ['return p.sub(y).square().mean() as tf.Scalar;']],
  [
    'as a function of tf',
    ["import * as tf from '@tensorflow/tfjs';", 'const loss = tf.mean(tf.sub(y, p));'],
    ["import * as tf from '@tensorflow/tfjs';", 'const loss = tf.mean(tf.square(tf.sub(y, p)));'],
  ],
  ['but of no other function', ['const loss = mean(p);', 'x.max();'], ['const loss = mean(p);', 'x.max();']],
]);

/** @param axis of the caller that goes wrong */
const netWith = (axis: string): string[] => [
  `class Net {`,
  `  softmax(z, axis) {`,
  `    const e = tf.exp(z);`,
  `    return e.div(e.sum(axis, true));`,
  `  }`,
  `  weigh(h) { return this.softmax(h.transpose(), 0); }`,
  `  step(h) { return this.softmax(h, ${axis}); }`,
  `}`,
];

const ofCaller: Edit = (text, at) => text.sumOverLastAxis({ ...at.call('tf.exp'), callers: [at.call('softmax(h, 0')] });

table('a softmax of a helper sums over the classes of the caller that goes wrong', ofCaller, [
  ['and another caller keeps its axis', netWith('0'), netWith('-1')],
]);

const unread: Edit = (text, { call }) => text.removeUnread(call('variable(u0'));

table('a variable goes with what is computed from it', unread, [
  [
    'where nothing reads the result',
    [
      `const u = tf.variable(u0); // side`,
      `adam.minimize(() => {`,
      `  const side = h.matMul(u as tf.Tensor2D);`,
      `  const more = tf.relu(side.add(1));`,
      `  return h.mean();`,
      `});`,
    ],
    [`adam.minimize(() => {`, `  return h.mean();`, `});`],
  ],
  [
    'but not where the loss reads it',
    [`const u = tf.variable(u0);`, `adam.minimize(() => h.matMul(u).mean());`],
    undefined,
  ],
  ['nor where the code shows it', [`const u = tf.variable(u0);`, `const shown = u.print();`], undefined],
  ['nor where other files may read it', [`export const u = tf.variable(u0);`], undefined],
]);
