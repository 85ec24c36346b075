/** Tests that a report says how many steps the code itself takes, and only where a run tells. */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import type { ModelReport } from '../../../../src/report/report';
import { probeTexts } from '../probing';

const net = `import * as tf from '@tensorflow/tfjs';
const build = () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  return model;
};
const x = tf.tensor2d([[1], [2], [3], [4]]);
`;

async function probed(text: string): Promise<ModelReport> {
  const { models } = await probeTexts({ 'model.ts': net + text }, 60, { steps: 12 });
  assert.equal(models.length, 1);
  return models[0];
}

describe('steps of the code', function () {
  this.timeout(120_000);

  it('are one where four rows are fitted without epochs, which is an information on the line of fit', async () => {
    const model = await probed('const model = build();\nmodel.fit(x, x).then(() => model.predict(x));');
    const [finding] = model.findings;
    assert.equal(healthyText(model), 'healthy in 12 steps × 1 seed; your code takes 1 step');
    assert.deepEqual(
      { code: finding.code, severity: finding.severity, line: finding.range.start.line },
      { code: 'few-steps', severity: 'information', line: 8 },
    );
    assert.match(finding.message, /takes 1 step of this model \(1 epoch by default of 1 batch\)/);
  });

  for (const [what, code, steps] of [
    ['of many epochs', 'build().fit(x, x, { epochs: 300 });', 300],
    ['of small batches', 'build().fit(x, x, { epochs: 5, batchSize: 1 });', 20],
    ['of calls one after the other', 'const m = build();\nfor (let i = 0; i < 7; i++) await m.fit(x, x);', 7],
    [
      'of a function that makes its model and needs nothing',
      'export async function run() { await build().fit(x, x); }',
      1,
    ],
  ] as const) {
    it(`are those ${what}`, async () => {
      assert.equal((await probed(code)).stepsOfCode?.steps, steps);
    });
  }

  for (const [what, code] of [
    ['loops that do not end', 'const m = build();\nfor (;;) await m.fit(x, x);'],
    [
      'frames that each set the next',
      'const m = build();\nconst step = () => m.fit(x, x).then(() => requestAnimationFrame(step));\nstep();',
    ],
    ['a page that says how long', 'build().fit(x, x, { epochs: Number(document.getElementById("n").value) });'],
    ['a click that trains further', 'const m = build();\ndocument.onclick = () => m.fit(x, x);'],
    ['a method that others call', 'export class Agent { m = build(); learn() { return this.m.fit(x, x); } }'],
    [
      'arguments of the probe',
      'export function learn(rows: number) { return build().fit(tf.ones([rows, 1]), tf.ones([rows, 1])); }',
    ],
  ]) {
    it(`are unknown with ${what}`, async () => {
      const model = await probed(code);
      assert.equal(model.stepsOfCode, undefined);
      assert.deepEqual(
        model.findings.filter((finding) => finding.code === 'few-steps'),
        [],
      );
    });
  }
});
