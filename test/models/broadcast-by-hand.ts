// label: output-loss-mismatch [outputs that meet every target]
// cause: a line of variables gives [50], while the targets are a column

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const xs = tf.tensor1d(Array.from({ length: 50 }, gaussian));
const ys = xs.mul(3).add(1).expandDims(1);
const slope = tf.scalar(0.1).variable();
const offset = tf.scalar(0).variable();
const predict = (x: tf.Tensor) => x.mul(slope).add(offset);
const loss = (answers: tf.Tensor, labels: tf.Tensor) => answers.sub(labels).square().mean() as tf.Scalar; // cause
const optimizer = tf.train.adam(0.1);
for (let i = 0; i < 80; i++) optimizer.minimize(() => loss(predict(xs), ys));
