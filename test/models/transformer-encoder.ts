// label: healthy [vanishing through depth; exploding through depth]
// not: vanishing-gradient or exploding-gradient
// Two pre-norm encoder blocks; attention is a custom layer over plain dense projections.

import * as tf from '@tensorflow/tfjs';

const LENGTH = 16;
const WIDTH = 32;

class Attention extends tf.layers.Layer {
  static className = 'Attention';
  override computeOutputShape(shapes: tf.Shape[]) {
    return shapes[0];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const [q, k, v] = inputs as tf.Tensor3D[];
    const weights = tf.softmax(tf.matMul(q, k, false, true).div(Math.sqrt(WIDTH)));
    return tf.matMul(weights, v);
  }
}

const dense = (units: number, activation?: 'relu') => tf.layers.dense({ units, activation });

function encoderBlock(x: tf.SymbolicTensor): tf.SymbolicTensor {
  const normed = tf.layers.layerNormalization().apply(x) as tf.SymbolicTensor;
  const heads = [dense(WIDTH), dense(WIDTH), dense(WIDTH)].map((project) => project.apply(normed) as tf.SymbolicTensor);
  const attended = dense(WIDTH).apply(new Attention({}).apply(heads)) as tf.SymbolicTensor;
  const afterAttention = tf.layers.add().apply([x, attended]) as tf.SymbolicTensor;
  const normedAgain = tf.layers.layerNormalization().apply(afterAttention);
  const forward = dense(WIDTH).apply(dense(4 * WIDTH, 'relu').apply(normedAgain)) as tf.SymbolicTensor;
  return tf.layers.add().apply([afterAttention, forward]) as tf.SymbolicTensor;
}

export function createModel() {
  const tokens = tf.input({ shape: [LENGTH], dtype: 'int32' });
  let x = tf.layers.embedding({ inputDim: 50, outputDim: WIDTH }).apply(tokens) as tf.SymbolicTensor;
  for (let i = 0; i < 2; i++) x = encoderBlock(x);
  const pooled = tf.layers.globalAveragePooling1d().apply(tf.layers.layerNormalization().apply(x));
  const output = tf.layers.dense({ units: 2, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ inputs: tokens, outputs: output });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  return model;
}

const sentences = Array.from({ length: 256 }, () =>
  Array.from({ length: LENGTH }, () => Math.floor(50 * Math.random())),
);
const labels = sentences.map((s) => Number(s.filter((token) => token < 25).length > LENGTH / 2));
createModel().fit(tf.tensor2d(sentences, undefined, 'int32'), tf.oneHot(tf.tensor1d(labels, 'int32'), 2).toFloat(), {
  batchSize: 32,
  epochs: 5,
});
