// label: not-learning [layers that mix the rows]
// cause: fit shuffles the rows of the graph, and its columns stay where they are

import * as tf from '@tensorflow/tfjs';

const NODES = 120,
  WORDS = 18,
  TOPICS = 3;

let state = 29;
const rnd = () => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
};

/** Papers with the words that they use, and who cites whom: mostly papers of their own topic. */
function citations() {
  const topic = Array.from({ length: NODES }, () => Math.floor(rnd() * TOPICS));
  const words = topic.map((t) =>
    Array.from({ length: WORDS }, (_, w) => (rnd() < (w % TOPICS === t ? 0.34 : 0.2) ? 1 : 0)),
  );
  const cites = topic.map((_, i) => topic.map((__, j) => Number(i === j)));
  for (let i = 0; i < NODES; i++)
    for (let j = 0; j < i; j++) if (rnd() < (topic[i] === topic[j] ? 0.18 : 0.01)) cites[i][j] = cites[j][i] = 1;
  const degree = cites.map((row) => row.reduce((a, b) => a + b, 0));
  const scaled = cites.map((row, i) => row.map((v, j) => v / Math.sqrt(degree[i] * degree[j])));
  return { x: tf.tensor2d(words), a: tf.tensor2d(scaled), y: tf.oneHot(tf.tensor1d(topic, 'int32'), TOPICS).toFloat() };
}

class GraphConvolution extends tf.layers.Layer {
  private w!: tf.LayerVariable;

  constructor(
    private readonly units: number,
    private readonly activation: 'relu' | 'softmax',
  ) {
    super({});
  }

  override build(shapes: tf.Shape[]) {
    this.w = this.addWeight('w', [shapes[0][1]!, this.units], 'float32', tf.initializers.glorotUniform({}));
    super.build(shapes);
  }

  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    return [shapes[0][0], this.units];
  }

  override call(inputs: tf.Tensor[]) {
    return tf.tidy(() => {
      const [h, a] = inputs as tf.Tensor2D[];
      const out = a.matMul(h.matMul(this.w.read() as tf.Tensor2D));
      return this.activation === 'relu' ? out.relu() : out.softmax();
    });
  }

  static get className() {
    return 'GraphConvolution';
  }
}

const { x, a, y } = citations();
const nodes = tf.input({ shape: [WORDS], name: 'nodes' });
const graph = tf.input({ shape: [NODES], name: 'graph' });
let h = new GraphConvolution(16, 'relu').apply([nodes, graph]) as tf.SymbolicTensor; // cause
h = new GraphConvolution(TOPICS, 'softmax').apply([h, graph]) as tf.SymbolicTensor;
const net = tf.model({ inputs: [nodes, graph], outputs: h });
net.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await net.fit([x, a], y, { batchSize: NODES, epochs: 80, verbose: 0 });
