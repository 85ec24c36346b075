/** Tests that jobs run in workers of their own, that their events come through, and that each settles exactly once. */

import assert from 'node:assert/strict';
import type { ProbeJob } from '../../src/probe/protocol/job';
import { withPanel } from './page';

function job(change: Partial<ProbeJob> = {}): ProbeJob {
  return { code: '', entries: [], steps: 3, seeds: [1], backend: 'auto', timeLimitMs: 20_000, ...change };
}

/** A worker that answers as the probe does, and says how often it was used and what it was started with. */
const answering = `
  let runs = 0, wasm = 0;
  postMessage({ type: 'ready' });
  onmessage = ({ data }) => {
    if (data.type === 'init') wasm = new Uint8Array(data.wasm).byteLength;
    if (data.type !== 'run') return;
    runs += 1;
    if (data.job.code === 'loop') for (;;) { /* never returns */ }
    if (data.job.code === 'throw') throw new Error('thrown by the probe');
    if (data.job.code === 'fail') return postMessage(
      { type: 'failed', message: 'no backend', stack: [{ line: 3, column: 7 }] });
    if (data.job.code === 'wait') return;
    postMessage('not an event');
    postMessage({ type: 'toString' });
    postMessage({ type: 'entered', label: 'build' });
    postMessage({ type: 'first-steps', result: { seed: 1 } });
    postMessage({ type: 'log', level: 'log', text: JSON.stringify({ runs, wasm: wasm > 1000 }) });
    postMessage({ type: 'progress', seedIndex: 0, seeds: 1, step: NaN, steps: Infinity, model: 'm' });
    postMessage({ type: 'done' });
    postMessage({ type: 'done' });
    postMessage({ type: 'log', level: 'log', text: 'after the end' });
  };`;

describe('worker host', () => {
  const test = withPanel({ probe: answering });

  it('passes events on in order and settles with done, once', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 7, job: job() });
    await panel.waitFor('outcome');
    await panel.send({ type: 'run', id: 8, job: job() });
    await panel.waitFor('outcome', 2);
    assert.deepEqual(await panel.sentOf('outcome'), [
      { type: 'outcome', id: 7, outcome: { status: 'done' } },
      { type: 'outcome', id: 8, outcome: { status: 'done' } },
    ]);
    const events = (await panel.sentOf('probe-event')).filter(({ id }) => id === 7).map(({ event }) => event);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['entered', 'first-steps', 'log', 'progress', 'done'],
    );
    assert.deepEqual(events[3], {
      type: 'progress',
      seedIndex: 0,
      seeds: 1,
      step: Number.NaN,
      steps: Infinity,
      model: 'm',
    });
  });

  it('starts each job in a worker that no other job has used, with the wasm bytes', async () => {
    const { panel } = test;
    for (const id of [1, 2, 3]) {
      await panel.send({ type: 'run', id, job: job() });
      await panel.waitFor('outcome', id);
    }
    const logs = (await panel.sentOf('probe-event')).flatMap(({ event }) => (event.type === 'log' ? [event.text] : []));
    assert.deepEqual(logs, Array<string>(3).fill('{"runs":1,"wasm":true}'));
  });

  it('ends a loop that never returns at the time limit', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job({ code: 'loop', timeLimitMs: 300 }) });
    const [outcome] = await panel.waitFor('outcome');
    assert.deepEqual(outcome.outcome, { status: 'time-limit', seconds: 0.3 });
    await panel.send({ type: 'run', id: 2, job: job() });
    assert.deepEqual((await panel.waitFor('outcome', 2))[1].outcome, { status: 'done' });
  });

  it('starts the time limit only when the worker is ready', async () => {
    const slow = await test.bench.open({
      probe: `onmessage = ({ data }) => {
        if (data.type === 'run') setTimeout(
          () => { postMessage({ type: 'ready' }); postMessage({ type: 'done' }); }, 900);
      };`,
    });
    await slow.send({ type: 'run', id: 1, job: job({ timeLimitMs: 300 }) });
    assert.deepEqual((await slow.waitFor('outcome'))[0].outcome, { status: 'done' });
    await slow.close();
  });

  it('ends a run that is cancelled, and leaves others alone', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job({ code: 'loop' }) });
    await panel.send({ type: 'cancel-run', id: 99 });
    await panel.send({ type: 'cancel-run', id: 1 });
    await panel.send({ type: 'cancel-run', id: 1 });
    const outcomes = await panel.waitFor('outcome');
    assert.deepEqual(outcomes, [{ type: 'outcome', id: 1, outcome: { status: 'cancelled' } }]);
  });

  it('lets the newest run win', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job({ code: 'wait' }) });
    await panel.send({ type: 'run', id: 2, job: job() });
    const outcomes = await panel.waitFor('outcome', 2);
    assert.deepEqual(
      outcomes.map(({ id, outcome }) => [id, outcome.status]),
      [
        [1, 'cancelled'],
        [2, 'done'],
      ],
    );
  });

  it('reports what the worker throws and what the probe fails with', async () => {
    const { panel } = test;
    await panel.send({ type: 'run', id: 1, job: job({ code: 'throw' }) });
    const [thrown] = await panel.waitFor('outcome');
    assert.equal(thrown.outcome.status, 'failed');
    assert.match(JSON.stringify(thrown.outcome), /thrown by the probe/);
    await panel.send({ type: 'run', id: 2, job: job({ code: 'fail' }) });
    assert.deepEqual((await panel.waitFor('outcome', 2))[1].outcome, {
      status: 'failed',
      message: 'no backend',
      stack: [{ line: 3, column: 7 }],
    });
  });

  it('reports a probe that does not even load', async () => {
    const broken = await test.bench.open({ probe: 'this is not JavaScript' });
    await broken.send({ type: 'run', id: 1, job: job() });
    const [{ outcome }] = await broken.waitFor('outcome');
    assert.equal(outcome.status, 'failed');
    await broken.close();
  });

  it('says ready before anything else', async () => {
    const { panel } = test;
    assert.deepEqual((await panel.sent())[0], { type: 'ready' });
  });
});
