// label: healthy [labels of a binary cross-entropy]
import * as tf from '@tensorflow/tfjs';

const points = tf.randomNormal([150, 4], 0, 1, 'float32', 5) as tf.Tensor2D;
const kinds = tf.oneHot(points.argMax(1), 4).toFloat() as tf.Tensor2D;
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }), tf.layers.dense({ units: 4 })],
});

const optimizer = tf.train.rmsprop(0.01);
async function run() {
  for (let i = 0; i < 150; i += 1) {
    const from = (i * 30) % 150;
    optimizer.minimize(() => {
      const logits = model.apply(points.slice(from, 30)) as tf.Tensor2D;
      const own = logits.mul(kinds.slice(from, 30)).sum(1);
      return logits.logSumExp(1).sub(own).mean();
    });
    await tf.nextFrame();
  }
}
run();
