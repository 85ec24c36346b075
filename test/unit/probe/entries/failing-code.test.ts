/** User code that throws, never ends, is cancelled, or makes what cannot be loaded or trained. */

import assert from 'node:assert/strict';

import { probe } from '../run';

const model = `const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
`;

describe('probe: failures', () => {
  it('names the place where the module threw, and measures what was built before', async () => {
    const { seeds } = await probe(`${model}function load() {
  return undefined.data;
}
load();`);
    const [failure] = seeds[0].failures;
    assert.equal(failure.at, 'import');
    assert.equal(failure.reason, 'threw');
    assert.match(failure.message, /^TypeError: .*data/);
    assert.deepEqual(failure.stack, [
      { line: 3, column: 19 },
      { line: 5, column: 0 },
    ]);
    assert.equal(seeds[0].models.length, 1);
  });

  it('hears of errors in promises that nobody awaits', async () => {
    const { seeds } = await probe(`async function main() { await null; throw new RangeError('too small'); }
main();`);
    assert.deepEqual(
      seeds[0].failures.map(({ message, stack }) => [message, stack[0].line]),
      [['RangeError: too small', 1]],
    );
  });

  it('reports a syntax error', async () => {
    const { seeds } = await probe('const = 1;');
    assert.match(seeds[0].failures[0].message, /^SyntaxError/);
  });

  it('goes on with what was recorded when an await never settles', async () => {
    const { seeds, outcome } = await probe(`${model}await new Promise(() => {});`, { timeLimitMs: 6000 });
    assert.deepEqual(outcome, { status: 'done' });
    assert.equal(seeds[0].models.length, 1);
  });

  it('ends code that never returns at the time limit', async () => {
    const { outcome } = await probe('for (;;) {}', { timeLimitMs: 1500 });
    assert.deepEqual(outcome, { status: 'time-limit', seconds: 1.5 });
  });

  it('keeps what was measured when time is short', async () => {
    const { outcome, seeds } = await probe(
      `const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
model.compile({ optimizer: 'sgd', loss: (a, b) => {
  const end = Date.now() + 150;
  while (Date.now() < end);
  return tf.losses.meanSquaredError(a, b);
} });
await model.fit(tf.ones([4, 3]), tf.ones([4, 2]), { epochs: 100 });`,
      { steps: 1000, timeLimitMs: 6000, seeds: [1, 2, 3] },
    );
    assert.deepEqual(outcome, { status: 'done' });
    assert.equal(seeds.length, 1);
    assert.ok(seeds[0].models[0].losses.length > 1 && seeds[0].models[0].losses.length < 1000);
    assert.equal(seeds[0].cutShort, true);
    assert.equal(seeds[0].models[0].isCutShort, true);
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const running = probe('for (;;) {}', {}, cancel.signal);
    setTimeout(() => {
      cancel.abort();
    }, 300);
    assert.deepEqual((await running).outcome, { status: 'cancelled' });
    assert.deepEqual((await probe('', {}, AbortSignal.abort())).outcome, { status: 'cancelled' });
  });

  it('says that a pretrained model needs its weights', async () => {
    const { seeds } = await probe("const base = await tf.loadLayersModel('https://example.com/model.json');");
    assert.deepEqual(
      seeds[0].failures.map(({ at, label, reason, stack }) => [at, label, reason, stack[0].line]),
      [
        ['model', 'https://example.com/model.json', 'needs-weights', 1],
        ['import', '', 'needs-weights', 1],
      ],
    );
  });

  it('says that a model cannot be trained', async () => {
    const { seeds } = await probe(
      'const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [3, 2] })] });',
    );
    assert.deepEqual(
      seeds[0].failures.map(({ at, reason }) => [at, reason]),
      [['model', 'not-trainable']],
    );
  });

  it('survives what user code does to the world', async () => {
    const { seeds, outcome } = await probe(`
document.querySelector('#train').addEventListener('click', () => {});
for (const item of localStorage.getItem('runs')) throw new Error(item);
await fetch('https://example.com').catch(() => {});
console.log('hello', { a: 1 });
${model}model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.dispose();
tf.disposeVariables();
await tf.setBackend('webgl');
tf.env().set('WEBGL_PACK', false);
tf.webgl.forceHalfFloat();
tf.setWebGLContext(2, {});
process.exit(1);`);
    assert.deepEqual(outcome, { status: 'done' });
    assert.deepEqual(seeds[0].failures, []);
    assert.equal(seeds[0].models[0].losses.length, 5);
    assert.equal(seeds[0].leakedTensors, 0);
  });

  it('forwards the console, within bounds', async () => {
    const { events } = await probe("for (let i = 0; i < 5000; i++) console.warn('line', i);");
    const logs = events.flatMap((event) => (event.type === 'log' ? [event] : []));
    assert.deepEqual(logs[0], { type: 'log', level: 'warn', text: 'line 0' });
    assert.equal(logs.length, 101);
  });
});
