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

/** Those of a GAN's steps; others say that something is no mistake. */
const mistakes: readonly string[] = ['same-goal', 'judge-too', 'opposed', 'detached', 'judge-alike'];

const entropies = 'entropy(1, real).add(entropy(0, fake))';

/** The slips of such a loop, each with the line of the loop that it stands on. */
async function slipsOf(
  { judge = entropies, make, list = 'of(make)' }: Steps,
  kinds: readonly string[] = mistakes,
): Promise<string[]> {
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
  const told = slips.filter(({ kind }) => kinds.includes(kind));
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

  it('are told where the judge pushes data and fakes the same way', async () => {
    const alike = { judge: 'entropy(1, real).add(entropy(1, fake))', make: 'entropy(1, fake)' };
    assert.deepEqual(await slipsOf(alike), ['judge-alike raise 3']);
    const scores = 'says(real).mean().add(says(fake).mean())';
    assert.deepEqual(await slipsOf({ judge: scores, make: 'says(fake).mean().neg()' }), ['judge-alike lower 3']);
    const apart = 'says(fake).mean().sub(says(real).mean())';
    assert.deepEqual(await slipsOf({ judge: apart, make: 'says(fake).mean().neg()' }), []);
  });

  it('are told where the judge reads a copy of the fakes in the step of the generator', async () => {
    const near = 'fake.sub(real).abs().mean()';
    const copies = ['tf.tensor2d(fake.dataSync(), [16, 2])', 'tf.tensor2d(fake.arraySync())'];
    for (const copy of copies)
      assert.deepEqual(await slipsOf({ make: `entropy(1, ${copy}).add(${near})` }), ['detached  6']);
    const beside = 'tf.tensor2d(fake.mul(2).dataSync(), [16, 2])';
    assert.deepEqual(await slipsOf({ make: `entropy(1, fake).add(${near})` }), []);
    assert.deepEqual(await slipsOf({ make: `says(${beside}).mean().mul(0).add(${near})` }), []);
    const own = `entropy(1, real).add(entropy(0, ${copies[1]}))`;
    assert.deepEqual(await slipsOf({ judge: own, make: `entropy(1, fake).add(${near})` }), []);
  });

  it('tell of a model that is trained by what another one says, which is no mistake', async () => {
    const told = ['judged'];
    const score = 'says(fake).mean().neg()';
    const judge = 'says(fake).sub(real.sum(1, true)).square().mean()';
    assert.deepEqual(await slipsOf({ judge, make: score }, told), ['judged  4']);
    const alone = 'fake.sub(real).square().mean()';
    assert.deepEqual(await slipsOf({ judge, make: alone }, told), []);
  });
});
