/** What a loop does with gradients is mended in its lines: clips that leave one sign, lists that lack variables. */

import { type Edit, table } from './edited';

const bothSides =
  (operation: string): Edit =>
  (text, { call }) =>
    text.clipBothSides(call(operation));

table('a clip of gradients leaves both signs', bothSides('clipByValue('), [
  ['a function', [`const g = tf.clipByValue(grads[k], 0, 1);`], [`const g = tf.clipByValue(grads[k], -1, 1);`]],
  ['a method', [`const g = grads[k].clipByValue(0, 0.5);`], [`const g = grads[k].clipByValue(-0.5, 0.5);`]],
  ['from below', [`const g = tf.clipByValue(grads[k], -5, 0.0);`], [`const g = tf.clipByValue(grads[k], -5, 5);`]],
  [
    'of constants',
    [`const LOW = 0;`, `const g = grads[k].clipByValue(LOW, limits.most as number);`],
    [`const LOW = 0;`, `const g = grads[k].clipByValue(-limits.most, limits.most as number);`],
  ],
  [
    'of a product',
    [`const g = grads[k].clipByValue(0, most / 2); // safe`],
    [`const g = grads[k].clipByValue(-(most / 2), most / 2); // safe`],
  ],
  ['but not where it has both', [`const g = tf.clipByValue(grads[k], -1, 1);`], undefined],
  ['but not where nothing is left', [`const g = tf.clipByValue(grads[k], 0, 0);`], undefined],
]);

table('a ReLU of gradients goes', bothSides('relu('), [
  ['a method', [`const g = grads[k].relu();`], [`const g = grads[k];`]],
  ['a function', [`const g = tf.relu(grads[k]);`], [`const g = grads[k];`]],
]);

const allTrained =
  (step: string): Edit =>
  (text, { call }) =>
    text.removeVariableList(call(step));

table('minimize trains every variable', allTrained('minimize('), [
  ['without a cost', [`optimizer.minimize(loss, false, [b]);`], [`optimizer.minimize(loss);`]],
  [
    'with its cost',
    [`const cost = optimizer.minimize(() => l(x), true, vars);`],
    [`const cost = optimizer.minimize(() => l(x), true);`],
  ],
  ['but not where it does', [`optimizer.minimize(loss, true);`], undefined],
  ['but not with a comment', [`optimizer.minimize(loss, false /* quiet */, vars);`], undefined],
]);

table('gradients are taken of every variable', allTrained('variableGrads('), [
  ['of a list', [`const { grads } = tf.variableGrads(loss, [this.b]);`], [`const { grads } = tf.variableGrads(loss);`]],
  ['but not once more', [`const { grads } = tf.variableGrads(loss);`], undefined],
]);
