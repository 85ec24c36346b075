// label: unscaled-data [tiny inputs]
// cause

import * as tf from '@tensorflow/tfjs';

const SIDE = 10;
const COUNT = 200;

// a bright corner tells the class
function draw(corner: number) {
  return Array.from({ length: SIDE * SIDE }, (_, i) => {
    const top = i < (SIDE * SIDE) / 2;
    const left = i % SIDE < SIDE / 2;
    const bright = corner < 2 === top && corner % 2 === (left ? 0 : 1);
    return Math.floor((bright ? 150 : 20) + Math.random() * 100);
  });
}

const loadImages = (raw: number[][]) => tf.tensor2d(raw).div(255);
const corners = Array.from({ length: COUNT }, (_, i) => i % 4);
const images = loadImages(corners.map(draw)).div(255); // cause
const labels = tf.oneHot(tf.tensor1d(corners, 'int32'), 4).toFloat();

const w1 = tf.variable(tf.randomNormal([SIDE * SIDE, 24], 0, 0.1));
const b1 = tf.variable(tf.zeros([24]));
const w2 = tf.variable(tf.randomNormal([24, 4], 0, 0.2));
const b2 = tf.variable(tf.zeros([4]));
const logits = (x: tf.Tensor) => x.matMul(w1).add(b1).relu().matMul(w2).add(b2);

const optimizer = tf.train.sgd(0.1);
for (let epoch = 0; epoch < 30; epoch++) {
  for (let at = 0; at < COUNT; at += 20) {
    optimizer.minimize(
      () =>
        tf.losses.softmaxCrossEntropy(
          labels.slice([at, 0], [20, 4]),
          logits(images.slice([at, 0], [20, SIDE * SIDE])),
        ) as tf.Scalar,
    );
  }
}
