/** An actor and its critic: which way the actor's loss goes with what a critic says that learns by its error. */

import assert from 'node:assert/strict';
import { probe } from '../run';

const nets = `
  const net = (inputs, outputs) => tf.sequential({ layers: [
    tf.layers.dense({ units: 8, activation: 'elu', inputShape: [inputs] }), tf.layers.dense({ units: outputs })] });
  const actor = net(3, 2), alone = net(3, 1);
  const critic = net(5, 1), twin = net(5, 1), target = net(5, 1), frozen = net(5, 1);
  const of = (...models) => models.flatMap((one) => one.trainableWeights.map((weight) => weight.read()));
  const [first, second, third] = [1, 2, 3].map(() => tf.train.adam(0.001));
  const q = (net, s, a) => net.apply(tf.concat([s, a], 1));`;

interface Steps {
  /** The loss of the critic, of states `s`, actions `a` and targets `y`. */
  readonly critic?: string;
  /** The loss of the actor, of its actions `a` in states `s`. */
  readonly actor: string;
  /** What the actor's step trains. */
  readonly list?: string;
}

/** The operations of the slips `lowered` of such a loop, each with the line of the loop that it stands on. */
async function slipsOf({ critic = 'q(critic, s, a).sub(y).square().mean()', actor, list }: Steps): Promise<string[]> {
  const loop = `
    for (let i = 0; i < 14; i++) tf.tidy(() => {
      const s = tf.randomNormal([16, 3]), given = tf.randomNormal([16, 2]), noise = tf.randomNormal([16, 2]);
      const y = given.square().sum(1, true).neg();
      const step = (a) => ${critic};
      first.minimize(() => step(given), false, of(critic, twin));
      second.minimize(() => {
        const a = actor.apply(s);
        return ${actor};
      }, false, ${list ?? 'of(actor)'});
    });`;
  return slipsIn(loop);
}

/** The same of a loop's text. */
async function slipsIn(loop: string): Promise<string[]> {
  const { outcome, seeds } = await probe(nets + loop, { steps: 14 });
  assert.deepEqual(outcome, { status: 'done' });
  assert.equal(seeds[0].leakedTensors, 0);
  const start = nets.split('\n').length;
  const slips = seeds[0].models.flatMap(({ lossSlips = [] }) => lossSlips);
  const told = slips.filter(({ kind }) => kind === 'lowered');
  return [...new Set(told.map(({ operation, stack }) => `${operation} ${stack[0].line - start}`))];
}

const told = ['mean 8'];

describe('a step that lowers what a critic says', () => {
  it('is told where the loss is a multiple of its mean above 0', async () => {
    const losses = [
      'q(critic, s, a).mean()',
      'q(critic, s, a).neg().mean().neg()',
      'q(critic, s, a).reshape([-1]).mul(-1).sum().div(-16)',
      'tf.scalar(0).sub(q(critic, s, a).mean()).mul(-0.5)',
      'tf.tidy(() => q(critic, s, a).mul(-2).mean().mul(-2))',
      'q(critic, s, a).sub(y).mean()',
      'q(critic, s, a).mean().add(a.square().mean().mul(0.01))',
    ];
    for (const actor of losses) assert.deepEqual(await slipsOf({ actor }), told, actor);
    const ofOne = 'critic.apply(tf.concat([s, alone.apply(s), noise.slice([0, 0], [16, 1])], 1)).mean()';
    assert.deepEqual(await slipsOf({ actor: ofOne, list: 'of(alone)' }), told);
  });

  it('is none where the loss falls with it, or is another one', async () => {
    const losses = [
      'q(critic, s, a).mean().neg()',
      'q(critic, s, a).mul(-1).mean()',
      'tf.scalar(0).sub(q(critic, s, a).mean())',
      'q(critic, s, a).mean().div(-2)',
      'a.square().mean().mul(0.01).sub(q(critic, s, a).mean())',
      'q(critic, s, a).sub(y).square().mean()',
      'q(critic, s, a).abs().mean()',
      'q(critic, s, a).mul(y).mean()',
      'q(critic, s, a).mean().sub(q(critic, s, given).mean().mul(2))',
      'q(critic, s, a).mean().sub(q(critic, s, a).max())',
      'a.mean()',
    ];
    for (const actor of losses) assert.deepEqual(await slipsOf({ actor }), [], actor);
  });

  it('is told of a critic that learns by any error, and of the lesser of two', async () => {
    const actor = 'q(critic, s, a).mean()';
    const errors = [
      'tf.losses.meanSquaredError(y, q(critic, s, a))',
      'tf.losses.huberLoss(y, q(critic, s, a))',
      'tf.losses.absoluteDifference(y, q(critic, s, a))',
      'q(critic, s, a).squeeze().sub(y.squeeze()).square().mul(y.abs().squeeze()).mean()',
      'q(critic, s, a).sub(y.add(q(target, s, a).mul(0.9))).square().mean()',
    ];
    for (const critic of errors) assert.deepEqual(await slipsOf({ critic, actor }), told, critic);
    const both = 'q(critic, s, a).sub(y).square().mean().add(tf.losses.huberLoss(y, q(twin, s, a)))';
    const least = 'tf.minimum(q(critic, s, a), q(twin, s, a)).mean()';
    assert.deepEqual(await slipsOf({ critic: both, actor: least }), told);
    assert.deepEqual(await slipsOf({ critic: both, actor: `${least}.neg()` }), []);
  });

  it('is none where the net that gives the score learns something else, or nothing', async () => {
    const actor = 'q(critic, s, a).mean()';
    const others = [
      'q(critic, s, actor.predict(s)).mean().sub(q(critic, s, a).mean())',
      'tf.losses.sigmoidCrossEntropy(tf.ones([16, 1]), q(critic, s, a))',
      'q(critic, s, a).sub(1).square().mean().add(q(critic, s, actor.predict(s)).square().mean())',
      'q(critic, s, a).sub(y.greater(-1).toFloat()).square().mean()',
      'q(critic, s, a).sub(y).square().mean().add(q(critic, s, noise).mean())',
      'q(critic, s, a).sub(q(critic, s, noise)).square().mean()',
    ];
    for (const critic of others) assert.deepEqual(await slipsOf({ critic, actor }), [], critic);
    assert.deepEqual(await slipsOf({ actor: 'q(frozen, s, a).mean()' }), []);
  });

  it('is told of a critic that is compiled with an error, unless its targets are labels', async () => {
    const compiled = (targets: string): string => `
      critic.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
      for (let i = 0; i < 14; i++) {
        const [s, given] = [tf.randomNormal([16, 3]), tf.randomNormal([16, 2])];
        const [x, y] = tf.tidy(() => [tf.concat([s, given], 1), ${targets}]);
        await critic.trainOnBatch(x, y);
        second.minimize(() => q(critic, s, actor.apply(s)).mean(), false, of(actor));
        tf.dispose([s, given, x, y]);
      }`;
    assert.deepEqual(await slipsIn(compiled('given.square().sum(1, true).neg()')), ['mean 6']);
    assert.deepEqual(await slipsIn(compiled('given.sum(1, true).greater(0).toFloat()')), []);
  });

  it('is none where the step trains the critic too, or another loss gives the score of data', async () => {
    const actor = 'q(critic, s, a).mean()';
    assert.deepEqual(await slipsOf({ actor, list: 'of(actor, critic)' }), []);
    assert.deepEqual(await slipsOf({ actor: 'q(critic, s, given).mean().add(a.mean())' }), []);
  });
});
