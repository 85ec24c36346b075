// label: output-loss-mismatch

import { layers, metrics, sequential, tensor2d, train } from '@tensorflow/tfjs';

// How many goals a team shoots: often none.
const games = Array.from({ length: 256 }, () => Array.from({ length: 5 }, () => Math.random() * 2 - 1));
const goals = games.map(([own, other]) => [Math.max(0, Math.round(2 * (own - other) + Math.random()))]);
const net = sequential();
net.add(layers.dense({ units: 16, activation: 'relu', inputShape: [5] }));
net.add(layers.dense({ units: 16, activation: 'relu' }));
net.add(layers.dense({ units: 1, activation: 'softplus' }));
net.compile({ optimizer: train.rmsprop(0.002), loss: metrics.meanAbsolutePercentageError }); // cause
net.fit(tensor2d(games), tensor2d(goals), { epochs: 30, batchSize: 16 });
