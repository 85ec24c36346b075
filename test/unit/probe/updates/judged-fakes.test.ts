/** Two nets against each other: which way their steps push what the judge says of fakes, and what each trains. */

import assert from 'node:assert/strict';
import { probe } from '../run';

const nets = `
  const net = (inputs, outputs) => tf.sequential({ layers: [
    tf.layers.dense({ units: 8, activation: 'elu', inputShape: [inputs] }), tf.layers.dense({ units: outputs })] });
  const make = net(3, 2), judge = net(2, 1);
  const of = (model) => model.trainableWeights.map((weight) => weight.read());
  const [first, second] = [tf.train.adam(0.001), tf.train.adam(0.001)];
  const noise = () => tf.randomNormal([16, 3]);
  const says = (x) => judge.apply(x);
  const entropy = (label, x) => tf.losses.sigmoidCrossEntropy(tf.fill([16, 1], label), says(x));
  const real = tf.randomNormal([16, 2], 2);`;

interface Steps {
  /** The loss of the judge, of `fake`. */
  readonly judge?: string;
  /** The loss of the generator, of `fake`. */
  readonly make: string;
  /** What the generator's step trains. */
  readonly list?: string;
}

const entropies = 'entropy(1, real).add(entropy(0, fake))';

/** The slips of such a loop, each with the line of the loop that it stands on. */
async function slipsOf({ judge = entropies, make, list = 'of(make)' }: Steps): Promise<string[]> {
  const loop = `
    for (let i = 0; i < 30; i++) tf.tidy(() => {
      const fake = make.predict(noise());
      first.minimize(() => ${judge}, false, of(judge));
      second.minimize(() => {
        const fake = make.apply(noise());
        return ${make};
      }, false, ${list});
    });`;
  const { outcome, seeds } = await probe(nets + loop, { steps: 20 });
  assert.deepEqual(outcome, { status: 'done' });
  assert.equal(seeds[0].leakedTensors, 0);
  const start = nets.split('\n').length;
  const slips = seeds[0].models.flatMap(({ lossSlips = [] }) => lossSlips);
  const told = slips.filter(({ kind }) => kind === 'same-goal' || kind === 'judge-too' || kind === 'opposed');
  return [...new Set(told.map(({ kind, operation, stack }) => `${kind} ${operation} ${stack[0].line - start}`))];
}

describe('steps of two nets against each other', () => {
  it('are told where the generator wants what the judge wants', async () => {
    assert.deepEqual(await slipsOf({ make: 'entropy(0, fake)' }), ['same-goal lower 6']);
    const scores = 'says(real).mean().sub(says(fake).mean())';
    assert.deepEqual(await slipsOf({ judge: scores, make: 'says(fake).mean().neg()' }), ['same-goal raise 6']);
    assert.deepEqual(await slipsOf({ judge: scores, make: 'says(fake).mean()' }), []);
    assert.deepEqual(await slipsOf({ make: 'entropy(1, fake)' }), []);
    assert.deepEqual(await slipsOf({ make: 'entropy(0, fake).neg()' }), []);
  });

  it('say nothing where the loss reads the fakes elsewhere too, or a function turns gradients around', async () => {
    assert.deepEqual(await slipsOf({ make: 'entropy(0, fake).add(fake.sub(real).square().mean())' }), []);
    const turned = 'tf.customGrad((x) => ({ value: x.clone(), gradFunc: (dy) => dy.neg() }))(fake)';
    assert.deepEqual(await slipsOf({ make: `entropy(0, ${turned})` }), []);
  });

  it('are told where the generator trains the judge as well', async () => {
    assert.deepEqual(await slipsOf({ make: 'entropy(1, fake)', list: 'undefined' }), ['judge-too minimize 4']);
    assert.deepEqual(await slipsOf({ make: 'entropy(1, fake)', list: '[...of(make), ...of(judge)]' }), [
      'judge-too minimize 4',
    ]);
  });

  it('say nothing of a judge that is trained on data and on fakes in turns', async () => {
    const halves = 'entropy(1, real), false, of(judge)); first.minimize(() => entropy(0, fake)';
    assert.deepEqual(await slipsOf({ judge: halves, make: 'entropy(1, fake)' }), []);
  });
});
