/** What a hand-written loop gets wrong is mended in its lines: the sign of a loss, gradients that nobody applies. */

import { type Edit, table } from './edited';

/** The loss that the call at `mul(` takes part in; a `minimize` that has it is a caller. */
const negated =
  (which = 0): Edit =>
  (text, { call }) =>
    text.losses.negate({ ...call('mul('), callers: [call('minimize')] }).at(which);

table('a loss gets its minus', negated(), [
  [
    'in an arrow function',
    [`optimizer.minimize(() => labels.mul(p.log()).mean());`],
    [`optimizer.minimize(() => labels.mul(p.log()).mean().neg());`],
  ],
  [
    'before a cast',
    [`optimizer.minimize(() => labels.mul(p.log()).mean() as tf.Scalar);`],
    [`optimizer.minimize(() => labels.mul(p.log()).mean().neg() as tf.Scalar);`],
  ],
  [
    'in each return',
    [
      `optimizer.minimize(() => {`,
      `  const each = labels.mul(p.log());`,
      `  if (sums) return each.sum(); // all`,
      `  return (each.mean() as tf.Scalar);`,
      `});`,
    ],
    [
      `optimizer.minimize(() => {`,
      `  const each = labels.mul(p.log());`,
      `  if (sums) return each.sum().neg(); // all`,
      `  return (each.mean().neg() as tf.Scalar);`,
      `});`,
    ],
  ],
  [
    'inside of tidy',
    [`const loss = (p, y) => tf.tidy(() => y.mul(p.log()).sum());`],
    [`const loss = (p, y) => tf.tidy(() => y.mul(p.log()).sum().neg());`],
  ],
  [
    'in a method, around a choice',
    [`class Net {`, `  loss(y, p) { return sums ? y.mul(p).sum() : y.mul(p).mean(); }`, `}`],
    [`class Net {`, `  loss(y, p) { return (sums ? y.mul(p).sum() : y.mul(p).mean()).neg(); }`, `}`],
  ],
  [
    'of a function declaration that minimize is given',
    [`function loss() { return y.mul(p.log()).mean(); }`, `optimizer.minimize(loss);`],
    [`function loss() { return y.mul(p.log()).mean().neg(); }`, `optimizer.minimize(loss);`],
  ],
  ['but not outside of functions', [`const l = y.mul(p.log());`], undefined],
  ['but not where a function returns several', [`const parts = () => [y.mul(p), 2];`], undefined],
]);

table('a loss gets its minus where minimize takes it', negated(1), [
  [
    'and a helper computes a part',
    [`const score = (p) => y.mul(p.log());`, `optimizer.minimize(() => score(net(x)).mean());`],
    [`const score = (p) => y.mul(p.log());`, `optimizer.minimize(() => score(net(x)).mean().neg());`],
  ],
]);

const unsigned: Edit = (text, { call }) => text.losses.minusSigns(call('square')).at(0)?.edits;

table('a loss loses its minus', unsigned, [
  ['a factor', [`const l = () => p.sub(y).square().mean().mul(-1);`], [`const l = () => p.sub(y).square().mean();`]],
  ['a method', [`const l = () => p.sub(y).square().neg().mean();`], [`const l = () => p.sub(y).square().mean();`]],
  ['a function', [`const l = () => tf.neg(p.sub(y).square());`], [`const l = () => p.sub(y).square();`]],
  ['tf.mul', [`const l = () => tf.mul(-1, p.sub(y).square());`], [`const l = () => p.sub(y).square();`]],
  ['a divisor', [`const l = () => p.sub(y).square().div(-1);`], [`const l = () => p.sub(y).square();`]],
  ['a scalar', [`const l = () => tf.scalar(-1).mul(p.sub(y).square());`], [`const l = () => p.sub(y).square();`]],
  [
    'a factor other than -1 loses its sign alone',
    [`const l = () => p.sub(y).square().mul(tf.scalar(-0.5));`],
    [`const l = () => p.sub(y).square().mul(tf.scalar(0.5));`],
  ],
  [
    'a constant loses it where it is defined',
    [`const SIGN = -1; // up`, `const l = () => p.sub(y).square().mul(SIGN);`],
    [`const SIGN = 1; // up`, `const l = () => p.sub(y).square().mul(SIGN);`],
  ],
  [
    'a name loses it where it stands',
    [`const l = () => p.sub(y).square().mul(-weight);`],
    [`const l = () => p.sub(y).square().mul(weight);`],
  ],
  ['but 1 - p stays', [`const l = () => p.neg().add(1).square();`], undefined],
  ['and so does a factor above zero', [`const l = () => p.sub(y).square().mul(2);`], undefined],
]);

const straight: Edit = (text, { call }) => text.losses.minusSignsOfSteps(call('applyGradients')).at(0)?.edits;

table('gradients lose their minus', straight, [
  [
    'in a loop, and the loss keeps its own',
    [
      `const { grads } = optimizer.computeGradients(() => y.mul(p.log()).mean().neg());`,
      `for (const name in grads) updates[name] = grads[name].mul(-1);`,
      `optimizer.applyGradients(updates);`,
    ],
    [
      `const { grads } = optimizer.computeGradients(() => y.mul(p.log()).mean().neg());`,
      `for (const name in grads) updates[name] = grads[name];`,
      `optimizer.applyGradients(updates);`,
    ],
  ],
  [
    'in a map, and a named loss keeps its own',
    [
      `const loss = () => y.mul(p.log()).mean().neg();`,
      `const { grads } = tf.variableGrads(loss);`,
      `const turned = Object.entries(grads).map(([name, g]) => ({ name, tensor: tf.neg(g) }));`,
      `optimizer.applyGradients(turned);`,
    ],
    [
      `const loss = () => y.mul(p.log()).mean().neg();`,
      `const { grads } = tf.variableGrads(loss);`,
      `const turned = Object.entries(grads).map(([name, g]) => ({ name, tensor: g }));`,
      `optimizer.applyGradients(turned);`,
    ],
  ],
  [
    'where the code subtracts them by hand',
    [`const step = (g) => applyGradients(g);`, `w.assign(w.sub(g.mul(-rate)));`],
    [`const step = (g) => applyGradients(g);`, `w.assign(w.sub(g.mul(rate)));`],
  ],
  ['but not where they have none', [`optimizer.applyGradients(grads);`], undefined],
]);

const subtracted: Edit = (text, { file }) => text.losses.subtractSteps(file);

table('steps by hand are subtracted from the weights', subtracted, [
  [
    'in functions of tfjs, and the loss keeps its sums',
    [
      `const { grads } = tf.variableGrads(() => x.matMul(w).add(b).square().mean());`,
      `w.assign(tf.add(w, tf.mul(rate, grads[w.name])) as tf.Tensor2D); // step`,
      `b.assign(tf.add(grads[b.name].mul(rate), b));`,
    ],
    [
      `const { grads } = tf.variableGrads(() => x.matMul(w).add(b).square().mean());`,
      `w.assign(tf.sub(w, tf.mul(rate, grads[w.name])) as tf.Tensor2D); // step`,
      `b.assign(tf.sub(b, grads[b.name].mul(rate)));`,
    ],
  ],
  [
    'as methods, in a helper that gets the gradient',
    [
      `function step(v: tf.Variable, g: tf.Tensor) {`,
      `  const next = v.add(g.mul(0.1));`,
      `  v.assign(next);`,
      `  next.dispose();`,
      `}`,
    ],
    [
      `function step(v: tf.Variable, g: tf.Tensor) {`,
      `  const next = v.sub(g.mul(0.1));`,
      `  v.assign(next);`,
      `  next.dispose();`,
      `}`,
    ],
  ],
  [
    'of a class, without what keeps count or momentum',
    [
      `class Net {`,
      `  step(g) {`,
      `    this.count.assign(this.count.add(1));`,
      `    this.speed.assign(this.speed.mul(0.9).add(g));`,
      `    this.w.assign(this.speed.mul(this.rate).add(this.w));`,
      `  }`,
      `}`,
    ],
    [
      `class Net {`,
      `  step(g) {`,
      `    this.count.assign(this.count.add(1));`,
      `    this.speed.assign(this.speed.mul(0.9).add(g));`,
      `    this.w.assign(this.w.sub(this.speed.mul(this.rate)));`,
      `  }`,
      `}`,
    ],
  ],
  [
    'that a model is given as a list',
    [`model.setWeights(model.getWeights().map((w, i) => w.add(steps[i])));`],
    [`model.setWeights(model.getWeights().map((w, i) => w.sub(steps[i])));`],
  ],
  ['but not once more', [`w.assign(w.sub(g.mul(rate)));`], [`w.assign(w.sub(g.mul(rate)));`]],
]);

const softmaxed: Edit = (text, { call }) => text.losses.activateBeforeClip(call('mul('), 'softmax');

table('outputs get an activation before a clip', softmaxed, [
  [
    'a method',
    [`const l = () => y.mul(p.clipByValue(1e-7, 1).log());`],
    [`const l = () => y.mul(p.softmax().clipByValue(1e-7, 1).log());`],
  ],
  [
    'a function',
    [`const l = () => y.mul(tf.clipByValue(net(x) as tf.Tensor, 1e-7, 1).log());`],
    [`const l = () => y.mul(tf.clipByValue((net(x) as tf.Tensor).softmax(), 1e-7, 1).log());`],
  ],
]);

const applied =
  (part: string): Edit =>
  (text, { call }) =>
    text.applyGradients(call(part));

table('gradients are applied', applied('variableGrads'), [
  [
    'by the optimizer that is there',
    [
      `const sgd = tf.train.sgd(0.1);`,
      `for (;;) {`,
      `  const { value, grads } = tf.variableGrads(loss); // one step`,
      `}`,
    ],
    [
      `const sgd = tf.train.sgd(0.1);`,
      `for (;;) {`,
      `  const { value, grads } = tf.variableGrads(loss); // one step`,
      `  sgd.applyGradients(grads);`,
      `}`,
    ],
  ],
  [
    'by a new one, and under the name that they have',
    [`const result = tf.variableGrads(loss);`],
    [
      ``,
      `const optimizer: tf.Optimizer = tf.train.adam(0.001);`,
      `const result = tf.variableGrads(loss);`,
      `optimizer.applyGradients(result.grads);`,
    ],
  ],
  [
    'where only the loss is taken, without semicolons',
    [`const opt = tf.train.adam()`, `const { value } = tf.variableGrads(loss)`],
    [
      `const opt = tf.train.adam()`,
      `const { value, grads } = tf.variableGrads(loss)`,
      `;(opt as tf.Optimizer).applyGradients(grads)`,
    ],
  ],
  [
    'where the result is dropped',
    [`const opt = tf.train.sgd(1);`, `function step() { tf.variableGrads(loss); }`],
    [
      `const opt = tf.train.sgd(1);`,
      `function step() { const { grads } = tf.variableGrads(loss); opt.applyGradients(grads); }`,
    ],
  ],
  ['but not once more', [`const { grads } = tf.variableGrads(loss);`, `opt.applyGradients(grads);`], undefined],
  [
    'nor where the code changes weights itself',
    [`const { grads: g } = tf.variableGrads(f);`, `w.assign(w.sub(g.w));`],
    undefined,
  ],
]);

table(
  'gradients are applied by the optimizer that computes them',
  applied('computeGradients'),
  [
    [
      'a field',
      [`class Net {`, `  step() {`, `    const g = this.adam.computeGradients(loss).grads;`, `  }`, `}`],
      [
        `class Net {`,
        `  step() {`,
        `    const g = this.adam.computeGradients(loss).grads;`,
        `    this.adam.applyGradients(g);`,
        `  }`,
        `}`,
      ],
    ],
  ],
  '/w/model.js',
);

const unset: Edit = (text, { layer }) => text.remove(layer(), 'inputShape');

table('a setting goes out of a layer', unset, [
  ['the last', [`tf.layers.dense({ units: 1, inputShape: [2] });`], [`tf.layers.dense({ units: 1 });`]],
  ['the first', [`tf.layers.dense({ inputShape: [2], units: 1 });`], [`tf.layers.dense({ units: 1 });`]],
  [
    'one with a line of its own',
    [`tf.layers.dense({`, `  inputShape: [2],`, `  units: 1,`, `});`],
    [`tf.layers.dense({`, `  units: 1,`, `});`],
  ],
  ['but not with a comment', [`tf.layers.dense({ units: 1, /* x, y */ inputShape: [2] });`], undefined],
  ['nor out of a shared config', [`const c = { units: 1, inputShape: [2] };`, `tf.layers.dense(c);`], undefined],
]);

const together: Edit = (text, { file }) => text.shuffleTogether(file).at(0);

table('two lists are shuffled by one order', together, [
  [
    'copies that a random order sorts',
    [
      `for (;;) {`,
      `  const xs = rows.slice().sort(() => Math.random() - 0.5); // anew`,
      `  const ys = [...this.labels].sort(() => 0.5 - Math.random());`,
      `}`,
    ],
    [
      `for (;;) {`,
      `  const order = tf.util.createShuffledIndices(rows.length);`,
      `  const xs = Array.from(order, (row) => rows[row]); // anew`,
      `  const ys = Array.from(order, (row) => this.labels[row]);`,
      `}`,
    ],
  ],
  [
    'copies within other calls',
    [`const a = cut(shuffle(xs), 8)`, `const b = cut(shuffle(ys), 8)`],
    [
      `const order = tf.util.createShuffledIndices(xs.length)`,
      `const a = cut(Array.from(order, (row) => xs[row]), 8)`,
      `const b = cut(Array.from(order, (row) => ys[row]), 8)`,
    ],
  ],
  [
    'the lists themselves',
    [`tf.util.shuffle(xs);`, `tf.util.shuffle(ys);`, `step(xs, ys);`],
    [`tf.util.shuffleCombo(xs, ys);`, `step(xs, ys);`],
  ],
  [
    'lists that sort themselves, in one line',
    [`function mix() { xs.sort(() => Math.random() - 0.5); ys.sort(() => Math.random() - 0.5); }`],
    [`function mix() { tf.util.shuffleCombo(xs, ys);  }`],
  ],
  [
    'tensors, by indices that are made once',
    [`const a = x.gather(randomOrder(n));`, `const b = tf.gather(y, randomOrder(n));`],
    [`const order = randomOrder(n);`, `const a = x.gather(order);`, `const b = tf.gather(y, order);`],
  ],
  [
    'where the name is taken',
    [`const order = 3;`, `const a = shuffle(xs), b = shuffle(ys);`],
    [
      `const order = 3;`,
      `const rowOrder = tf.util.createShuffledIndices(xs.length);`,
      `const a = Array.from(rowOrder, (row) => xs[row]), b = Array.from(rowOrder, (row) => ys[row]);`,
    ],
  ],
  [
    'tensors that a helper gathers, which goes',
    [
      `function mixed(t: tf.Tensor) {`,
      `  return t.gather(tf.util.createShuffledIndices(N));`,
      `}`,
      `for (;;) step(mixed(x), mixed(this.y));`,
    ],
    [
      `const order = tf.tensor1d(Array.from(tf.util.createShuffledIndices(x.shape[0])), 'int32');`,
      `for (;;) step(tf.gather(x, order), tf.gather(this.y, order));`,
    ],
  ],
  [
    'by the indices of the first, where each has a name',
    [
      `for (;;) {`,
      `  const a = tf.tensor1d(Array.from(tf.util.createShuffledIndices(n)), 'int32'); // rows`,
      `  const b = tf.tensor1d(Array.from(tf.util.createShuffledIndices(n)), 'int32');`,
      `  step(x.gather(a), y.gather(b));`,
      `}`,
    ],
    [
      `for (;;) {`,
      `  const a = tf.tensor1d(Array.from(tf.util.createShuffledIndices(n)), 'int32'); // rows`,
      `  step(x.gather(a), y.gather(a));`,
      `}`,
    ],
  ],
  [
    'lists, by the indices of the first',
    [
      `const rowOrder = randomOrder(xs.length), size = 8;`,
      `const i = tf.util.createShuffledIndices(xs.length);`,
      `const j = tf.util.createShuffledIndices(ys.length);`,
      `const batch = Array.from(i, (at) => xs[at]), labels = Array.from(j, (at) => ys[at]);`,
    ],
    [
      `const rowOrder = randomOrder(xs.length), size = 8;`,
      `const i = tf.util.createShuffledIndices(xs.length);`,
      `const batch = Array.from(i, (at) => xs[at]), labels = Array.from(i, (at) => ys[at]);`,
    ],
  ],
  ['but not one list', [`const a = shuffle(xs);`], undefined],
  ['nor one list in two places', [`const a = shuffle(xs);`, `const b = shuffle(xs);`], undefined],
  ['nor lists of other blocks', [`if (a) tf.util.shuffle(xs);`, `function f() { tf.util.shuffle(ys); }`], undefined],
  ['nor lists that are sorted by their numbers', [`xs.sort((a, b) => a - b);`, `ys.sort((a, b) => a - b);`], undefined],
]);
