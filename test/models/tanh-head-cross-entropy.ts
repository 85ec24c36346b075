// label: output-loss-mismatch [raw outputs in a cross-entropy]
// cause: tanh gives numbers below 0, which are no probabilities

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

class Detector {
  readonly net = tf.sequential();
  constructor(readonly width: number) {
    this.net.add(tf.layers.dense({ inputShape: [2], units: width, activation: 'tanh' }));
    this.net.add(tf.layers.dense({ units: width, activation: 'tanh' }));
    this.net.add(tf.layers.dense({ units: 1, activation: 'tanh' })); // cause
    this.net.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
  }
}

const { x, y } = circle(500);
void new Detector(12).net.fit(x, y, { epochs: 3 });
