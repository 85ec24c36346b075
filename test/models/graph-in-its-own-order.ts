// label: healthy [layers that mix the rows]
// near: not-learning
// The rows of the graph stay where they are, and one batch holds all of them.

import * as tf from '@tensorflow/tfjs';

const NODES = 120,
  HOBBIES = 18,
  TEAMS = 3;

let state = 77;
const rnd = () => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
};

/** Members of a club with their hobbies, and who knows whom. */
function club() {
  const team = Array.from({ length: NODES }, () => Math.floor(rnd() * TEAMS));
  const hobbies = team.map((t) =>
    Array.from({ length: HOBBIES }, (_, w) => (rnd() < (w % TEAMS === t ? 0.34 : 0.2) ? 1 : 0)),
  );
  const knows = team.map((_, i) => team.map((__, j) => Number(i === j)));
  for (let i = 0; i < NODES; i++)
    for (let j = 0; j < i; j++) if (rnd() < (team[i] === team[j] ? 0.18 : 0.01)) knows[i][j] = knows[j][i] = 1;
  const degree = knows.map((row) => row.reduce((a, b) => a + b, 0));
  const scaled = knows.map((row, i) => row.map((v, j) => v / Math.sqrt(degree[i] * degree[j])));
  return { x: tf.tensor2d(hobbies), a: tf.tensor2d(scaled), y: tf.oneHot(tf.tensor1d(team, 'int32'), TEAMS).toFloat() };
}

class Neighbours extends tf.layers.Layer {
  private w!: tf.LayerVariable;

  constructor(
    private readonly units: number,
    private readonly activation: 'tanh' | 'softmax',
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
      return this.activation === 'tanh' ? out.tanh() : out.softmax();
    });
  }

  static get className() {
    return 'Neighbours';
  }
}

const { x, a, y } = club();
const nodes = tf.input({ shape: [HOBBIES], name: 'nodes' });
const graph = tf.input({ shape: [NODES], name: 'graph' });
let h = new Neighbours(16, 'tanh').apply([nodes, graph]) as tf.SymbolicTensor;
h = new Neighbours(TEAMS, 'softmax').apply([h, graph]) as tf.SymbolicTensor;
const net = tf.model({ inputs: [nodes, graph], outputs: h });
net.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await net.fit([x, a], y, { batchSize: NODES, shuffle: false, epochs: 80, verbose: 0 });
