// label: zero-gradient [no gradient]
// cause: the loss takes the number of the likeliest action, which has no gradient

import * as tf from '@tensorflow/tfjs';

interface Turn {
  readonly seen: tf.Tensor2D;
  readonly rewards: tf.Tensor1D;
}

const play = (turns: number): Turn => ({
  seen: tf.randomNormal([turns, 4]),
  rewards: tf.randomUniform([turns]),
});

const policy = tf.sequential();
policy.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [4] }));
policy.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
const optimizer = tf.train.adam(0.01);

function improve({ seen, rewards }: Turn): void {
  optimizer.minimize(() => {
    const actions = (policy.predict(seen) as tf.Tensor2D).argMax(1).toFloat(); // cause
    return actions.mul(rewards).mean().mul(-1);
  });
}

for (let episode = 0; episode < 40; episode++) improve(play(50));
