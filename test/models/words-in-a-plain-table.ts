// label: zero-gradient [variables inside an own layer]
// cause: the table of the words is a variable of the constructor, so fit trains the bias of the head alone
import * as tf from '@tensorflow/tfjs';

const WORDS = 40;
const LENGTH = 6;

class WordTable extends tf.layers.Layer {
  static className = 'WordTable';
  table = tf.variable(tf.fill([WORDS, 8], 0.01)); // cause

  computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], 8];
  }

  call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const ids = Array.isArray(inputs) ? inputs[0] : inputs;
      const rows = tf.gather(this.table, ids.flatten().toInt());
      return rows.reshape([-1, LENGTH, 8]).mean(1);
    });
  }
}

const opinions = Array.from({ length: 200 }, (_, i) => i % 2);
const reviews = opinions.map((good) =>
  Array.from({ length: LENGTH }, (_, at) => (at < 2 ? (good ? 0 : 8) : 16) + Math.floor(Math.random() * 8)),
);

async function run() {
  const net = tf.sequential();
  net.add(tf.layers.inputLayer({ inputShape: [LENGTH] }));
  net.add(new WordTable());
  net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  net.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await net.fit(tf.tensor2d(reviews), tf.tensor2d(opinions, [200, 1]), { epochs: 40, batchSize: 20 });
}
run();
