// label: exploding-gradient [exploding through time]
// cause: a linear recurrence that starts at 1.4 times the identity, over thirty steps

import * as tf from '@tensorflow/tfjs';

const notes = 30;
function makeMelody() {
  const net = tf.sequential();
  const growing = tf.initializers.identity({ gain: 1.4 });
  const cell = { units: 16, activation: 'linear' as const, recurrentInitializer: growing };
  net.add(tf.layers.simpleRNN({ ...cell, inputShape: [notes, 3] })); // cause
  net.add(tf.layers.dense({ units: 3 }));
  net.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  return net;
}

const tunes = tf.randomNormal([96, notes, 3]);
const melody = makeMelody();
melody.fit(tunes, tunes.mean(1), { epochs: 12, batchSize: 16 });
