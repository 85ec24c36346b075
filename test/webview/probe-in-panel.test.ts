/** Tests the built probe inside the panel's own worker: user code runs under the page's policy, on the wasm backend. */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { SeedResult } from '../../src/probe/protocol/result';
import { probeGlobalText } from '../../src/report/probe-globals';
import { withPanel, type PanelPage } from './page';

const model = `
const tf = ${probeGlobalText('tf')};
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 8, activation: 'sigmoid', inputShape: [4] }),
  tf.layers.dense({ units: 1 }),
] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const x = tf.randomNormal([32, 4]);
await model.fit(x, x.sum(1, true), { epochs: 5 });`;

function job(code: string, change: Partial<ProbeJob> = {}): ProbeJob {
  return { code, entries: [], steps: 4, seeds: [1, 2], backend: 'wasm', timeLimitMs: 60_000, ...change };
}

async function seeds(panel: PanelPage): Promise<SeedResult[]> {
  return (await panel.sentOf('probe-event')).flatMap(({ event }) => (event.type === 'seed' ? [event.result] : []));
}

describe('probe in the panel', () => {
  const test = withPanel({ probe: { built: true } });

  it('trains a model on wasm in each seed and measures its layers', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job(model) });
    const [{ outcome }] = await panel.waitFor('outcome');
    assert.deepEqual(outcome, { status: 'done' });
    const results = await seeds(panel);
    assert.deepEqual(
      results.map(({ seed, backend, leakedTensors }) => ({ seed, backend, leakedTensors })),
      [
        { seed: 1, backend: 'wasm', leakedTensors: 0 },
        { seed: 2, backend: 'wasm', leakedTensors: 0 },
      ],
    );
    for (const { models } of results) {
      assert.equal(models.length, 1);
      assert.deepEqual(
        models[0].layers.map(({ className }) => className),
        ['Dense', 'Dense'],
      );
      assert.equal(models[0].losses.length, 4);
      for (const { outputGradientL2 } of models[0].layers)
        assert.ok(outputGradientL2.every((l2) => l2 > 0 && Number.isFinite(l2)));
      // No gradient has to leave the first layer: NaN, which must have come through the messages.
      assert.ok(models[0].layers[0].backwardGain.every((gain) => Number.isNaN(gain)));
    }
  });

  it('ends user code that never returns at the time limit, and probes on after it', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job('for (;;) {}', { timeLimitMs: 1500 }) });
    assert.deepEqual((await panel.waitFor('outcome'))[0].outcome, { status: 'time-limit', seconds: 1.5 });
    await panel.send({ type: 'run', id: 2, job: job(model) });
    assert.deepEqual((await panel.waitFor('outcome', 2))[1].outcome, { status: 'done' });
    assert.equal((await seeds(panel)).length, 2);
  });

  it('reports what user code throws', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job("throw new Error('no data here')", { seeds: [1] }) });
    await panel.waitFor('outcome');
    const [{ failures }] = await seeds(panel);
    assert.deepEqual(
      failures.map(({ at, reason }) => [at, reason]),
      [['import', 'threw']],
    );
    assert.match(failures[0].message, /no data here/);
  });

  it('keeps user code off the network, whichever way it takes', async () => {
    const { panel } = test;
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('reached');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const code = `await fetch('${url}').catch(() => undefined);
const request = new XMLHttpRequest(); request.open('GET', '${url}'); request.send();
await import('${url}').catch(() => undefined);
throw new Error('all ways tried');`;
    await panel.send({ type: 'run', id: 1, job: job(code, { seeds: [1] }) });
    await panel.waitFor('outcome');
    server.close();
    assert.match((await seeds(panel))[0].failures[0].message, /all ways tried/);
    assert.equal(hits, 0);
    panel.forgive(/Content Security Policy/);
  });
});
