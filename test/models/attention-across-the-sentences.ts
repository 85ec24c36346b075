// label: not-learning [layers that mix the rows]
// cause: the transposes bring the batch where the time steps should be, so that each step attends to other sentences

import * as tf from '@tensorflow/tfjs';

const STEPS = 10;
const DIM = 8;
const COUNT = 256;

class SelfAttention extends tf.layers.Layer {
  wq!: tf.LayerVariable;
  wk!: tf.LayerVariable;
  wv!: tf.LayerVariable;

  build(shape: tf.Shape) {
    const d = shape[shape.length - 1] as number;
    const init = tf.initializers.glorotNormal({});
    this.wq = this.addWeight('q', [d, d], 'float32', init);
    this.wk = this.addWeight('k', [d, d], 'float32', init);
    this.wv = this.addWeight('v', [d, d], 'float32', init);
    this.built = true;
  }

  computeOutputShape(shape: tf.Shape) {
    return shape;
  }

  call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [b, t, d] = x.shape;
      const project = (w: tf.LayerVariable) =>
        tf.transpose(
          x
            .reshape([b * t, d])
            .matMul(w.read() as tf.Tensor2D)
            .reshape([b, t, d]),
          [1, 0, 2],
        );
      const [q, k, v] = [this.wq, this.wk, this.wv].map(project);
      const scores = tf.softmax(tf.matMul(q, k, false, true).div(Math.sqrt(d)));
      return tf.transpose(tf.matMul(scores, v), [1, 0, 2]);
    });
  }

  static className = 'SelfAttention';
}
tf.serialization.registerClass(SelfAttention);

// two marks on the words of a sentence, each up or down: do they agree?
const sentences: number[][][] = [];
const labels: number[] = [];
for (let i = 0; i < COUNT; i++) {
  const marks = [Math.random() < 0.5 ? 1 : -1, Math.random() < 0.5 ? 1 : -1];
  labels.push(marks[0] === marks[1] ? 1 : 0);
  sentences.push(
    Array.from({ length: STEPS }, () =>
      Array.from({ length: DIM }, (_, d) => Math.random() - 0.5 + 0.7 * (marks[d] ?? 0)),
    ),
  );
}

async function run() {
  const model = tf.sequential();
  model.add(new SelfAttention({ inputShape: [STEPS, DIM] } as any)); // cause
  model.add(tf.layers.globalAveragePooling1d({} as any));
  model.add(tf.layers.dense({ units: 16, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await model.fit(tf.tensor3d(sentences), tf.tensor2d(labels, [COUNT, 1]), { epochs: 30, batchSize: 32 });
}
run();
