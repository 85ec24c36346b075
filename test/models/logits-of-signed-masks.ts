// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: masks that were scaled to -1 and 1 like the pictures, in a cross-entropy of logits that the code writes out
import * as tf from '@tensorflow/tfjs';

const SIDE = 12;

function disc(cx: number, cy: number) {
  return tf.tidy(() => {
    const line = tf.range(0, SIDE).sub(cx).square().expandDims(1);
    const column = tf.range(0, SIDE).sub(cy).square().expandDims(0);
    return line.add(column).less(12).toFloat().expandDims(2) as tf.Tensor3D;
  });
}

const scaled = (t: tf.Tensor) => t.sub(0.5).mul(2);
const masks = Array.from({ length: 24 }, (_, i) => disc(3 + (i % 6), 3 + Math.floor(i / 4)));
const noisy = masks.map((m, i) => m.mul(0.6).add(tf.randomUniform([SIDE, SIDE, 1], 0, 0.4, 'float32', i)));
const pictures = tf.stack(noisy.map(scaled)) as tf.Tensor4D;
const wanted = tf.stack(masks.map(scaled)) as tf.Tensor4D;

const net = tf.sequential();
net.add(
  tf.layers.conv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [SIDE, SIDE, 1] }),
);
net.add(tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same' }));

const adam = tf.train.adam(0.01);
for (let epoch = 0; epoch < 20; epoch++)
  for (let at = 0; at < 24; at += 6)
    adam.minimize(() => {
      const z = net.apply(pictures.slice(at, 6)) as tf.Tensor;
      const y = wanted.slice(at, 6);
      return z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()).mean() as tf.Scalar; // cause
    });
