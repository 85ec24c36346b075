// label: not-learning [rows shuffled apart]
// cause: the loader shuffles the pictures and leaves their letters
import * as tf from '@tensorflow/tfjs';

class Letters {
  pictures: Float32Array[] = [];
  letters: number[] = [];

  constructor(private readonly side = 8) {
    for (let i = 0; i < 300; i++) {
      const letter = Math.floor(Math.random() * 3);
      this.pictures.push(this.draw(letter));
      this.letters.push(letter);
    }
    tf.util.shuffle(this.pictures); // cause
  }

  private draw(letter: number) {
    const on = (row: number, column: number) => [column === 3, row === 4, row === column][letter];
    return Float32Array.from(
      { length: this.side ** 2 },
      (_, p) => Math.random() * 0.4 + (on(Math.floor(p / this.side), p % this.side) ? 0.6 : 0),
    );
  }

  tensors() {
    const flat = this.pictures.map((picture) => Array.from(picture));
    return {
      x: tf.tensor2d(flat).reshape([300, this.side, this.side, 1]),
      y: tf.oneHot(tf.tensor1d(this.letters, 'int32'), 3).toFloat(),
    };
  }
}

export async function train() {
  const { x, y } = new Letters().tensors();
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fit(x, y, { epochs: 20, batchSize: 20 });
}
train();
