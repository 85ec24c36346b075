/** A reshape that is meant to swap axes becomes a transpose, and nothing else of its line changes. */

import { type Edit, table } from './edited';

const transposed: Edit = (text, { call }) => text.losses.transposeInstead(call('reshape('), [1, 0, 2]);

table('a transpose takes the place of a reshape', transposed, [
  ['a method', [`const h = x.reshape([time, batch, 3]); // steps`], [`const h = x.transpose([1, 0, 2]); // steps`]],
  ['a function of tf', [`const h = tf.reshape(x, [time, batch, 3]);`], [`const h = tf.transpose(x, [1, 0, 2]);`]],
  [
    'a shape in a variable, with a cast',
    [`const shape: [number, number, number] = [time, batch, 3];`, `const h = x.reshape(shape) as tf.Tensor3D;`],
    [`const shape: [number, number, number] = [time, batch, 3];`, `const h = x.transpose([1, 0, 2]) as tf.Tensor3D;`],
  ],
  [
    'an imported function is left alone, since no name of transpose is there',
    [`import { reshape } from '@tensorflow/tfjs';`, `const h = reshape(x, [time, batch, 3]);`],
    undefined,
  ],
  [
    'by way of a flat tensor',
    [`const rows = columns.div(255).flatten().reshape([n, 3]) as tf.Tensor2D;`],
    [`const rows = columns.div(255).transpose([1, 0, 2]) as tf.Tensor2D;`],
  ],
  [
    'in a chain of several lines',
    [`const h = x`, `  .reshape([`, `    time,`, `    batch,`, `    3,`, `  ])`, `  .tanh();`],
    [`const h = x`, `  .transpose([1, 0, 2])`, `  .tanh();`],
  ],
]);

table('nothing else becomes a transpose', (text, { call }) => text.losses.transposeInstead(call('flatten('), [1, 0]), [
  ['another method', [`const h = x.flatten();`], undefined],
]);
