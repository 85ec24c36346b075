// label: not-learning

import * as tf from '@tensorflow/tfjs';

const SIZE = 10;

/** Pictures with a bright bar that lies or stands. */
function bars(count: number) {
  const lying = Array.from({ length: count }, (_, i) => i % 2);
  const shade = lying.map((is) => {
    const at = Math.floor(Math.random() * SIZE);
    return Array.from({ length: SIZE }, (_, r) =>
      Array.from({ length: SIZE }, (_, c) => [((is ? r : c) === at ? 0.8 : 0.1) + 0.1 * Math.random()]),
    );
  });
  return { pictures: tf.tensor4d(shade), lying: tf.oneHot(tf.tensor1d(lying, 'int32'), 2) };
}

const { pictures, lying } = bars(320);
const net = tf.sequential();
net.add(
  tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'softmax', inputShape: [SIZE, SIZE, 1] }), // cause
);
net.add(tf.layers.maxPooling2d({ poolSize: 2 }));
net.add(tf.layers.flatten());
net.add(tf.layers.dense({ units: 16, activation: 'relu' }));
net.add(tf.layers.dense({ units: 2 }));

const optimizer = tf.train.sgd(0.05);
for (let epoch = 0; epoch < 20; epoch++) {
  for (let at = 0; at < 320; at += 32) {
    optimizer.minimize(() => {
      const logits = net.apply(pictures.slice(at, 32), { training: true }) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(lying.slice(at, 32), logits).asScalar();
    });
  }
}
