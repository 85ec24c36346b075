// label: healthy [labels of a binary cross-entropy]
// near: output-loss-mismatch
import * as tf from '@tensorflow/tfjs';

const SIDE = 12;
const pictures: tf.Tensor3D[] = [];
const masks: tf.Tensor3D[] = [];
for (let i = 0; i < 24; i++) {
  const mask = tf.tidy(() => {
    const line = tf
      .range(0, SIDE)
      .sub(3 + (i % 6))
      .square()
      .expandDims(1);
    return line
      .add(
        tf
          .range(0, SIDE)
          .sub(3 + Math.floor(i / 4))
          .square()
          .expandDims(0),
      )
      .less(12)
      .toFloat()
      .expandDims(2);
  }) as tf.Tensor3D;
  masks.push(mask);
  pictures.push(
    mask
      .mul(0.6)
      .add(tf.randomUniform([SIDE, SIDE, 1], 0, 0.4, 'float32', i))
      .sub(0.5)
      .mul(2),
  );
}
const x = tf.stack(pictures) as tf.Tensor4D;
const y = tf.stack(masks) as tf.Tensor4D;

const net = tf.sequential();
net.add(
  tf.layers.conv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [SIDE, SIDE, 1] }),
);
net.add(tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same' }));

const adam = tf.train.adam(0.01);
for (let epoch = 0; epoch < 20; epoch++)
  for (let at = 0; at < 24; at += 6)
    adam.minimize(() => {
      const z = net.apply(x.slice(at, 6)) as tf.Tensor;
      return z
        .relu()
        .sub(z.mul(y.slice(at, 6)))
        .add(z.abs().neg().exp().log1p())
        .mean() as tf.Scalar;
    });
