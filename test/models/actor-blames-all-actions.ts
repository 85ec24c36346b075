// label: output-loss-mismatch [rewards of all classes]
// cause: the actor's loss takes the advantage times the logarithm of every action

import * as tf from '@tensorflow/tfjs';

const OBSERVED = 4;
const ACTIONS = 3;

class Actor {
  readonly network: tf.LayersModel;
  readonly optimizer = tf.train.adam(3e-3);

  constructor() {
    const input = tf.input({ shape: [OBSERVED] });
    const hidden = tf.layers.dense({ units: 32, activation: 'elu' }).apply(input) as tf.SymbolicTensor;
    const output = tf.layers.dense({ units: ACTIONS, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
    this.network = tf.model({ inputs: input, outputs: output });
  }

  learn(states: tf.Tensor2D, advantages: tf.Tensor2D): void {
    const { grads } = tf.variableGrads(() => {
      const policy = this.network.apply(states) as tf.Tensor2D;
      const logs = policy.clipByValue(1e-6, 1).log();
      const entropy = policy.mul(logs).sum(-1).mean().neg();
      const gain = advantages.mul(logs).sum(-1).mean(); // cause
      return gain.neg().sub(entropy.mul(0.01)) as tf.Scalar;
    });
    this.optimizer.applyGradients(grads as Record<string, tf.Variable>);
    tf.dispose(grads);
  }
}

/** The best action is told by the largest of the first three numbers. */
function play(actor: Actor, turns: number) {
  const states = tf.randomNormal([turns, OBSERVED]) as tf.Tensor2D;
  const chances = (actor.network.predict(states) as tf.Tensor2D).arraySync();
  const rewards = (states.arraySync() as number[][]).map((state, turn) => {
    let pick = Math.random();
    let action = 0;
    while (action < ACTIONS - 1 && (pick -= chances[turn][action]) > 0) action++;
    return state[action] - 0.3;
  });
  return { states, advantages: tf.tensor2d(rewards, [turns, 1]) };
}

const actor = new Actor();
for (let i = 0; i < 100; i++) {
  const { states, advantages } = play(actor, 40);
  actor.learn(states, advantages);
  tf.dispose([states, advantages]);
}
