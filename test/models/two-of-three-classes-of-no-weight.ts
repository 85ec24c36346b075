// label: output-loss-mismatch

import { layers, oneHot, sequential, tensor1d, tensor2d } from '@tensorflow/tfjs';

const kinds = [...Array(180).keys()].map((i) => (i * 7) % 3);
const xs = tensor2d(kinds.map((kind) => [kind - 1 + 0.2 * Math.random(), Math.random(), (kind % 2) + Math.random()]));
const ys = oneHot(tensor1d(kinds, 'int32'), 3).toFloat();

const net = sequential();
net.add(layers.dense({ units: 12, activation: 'tanh', inputShape: [3] }));
net.add(layers.dense({ units: 3, activation: 'softmax' }));
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
net.fit(xs, ys, { epochs: 30, classWeight: { 0: 0, 1: 0, 2: 1 } }); // cause
