/** Tests that code which replaces built-in functions gets a plain error, and that harmless changes get none. */

import assert from 'node:assert/strict';
import { onlyFaultless, probeTexts } from '../probing';

const training = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [3] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
model.fit(tf.randomNormal([16, 3]), tf.randomNormal([16, 1]), { epochs: 3 });
`;

describe('replaced functions of the language', function () {
  this.timeout(60_000);

  it('are named, on the first line that replaces one', async () => {
    const replacing = `Object.prototype.kind = 'x';
Array.prototype.map = () => [];
Array.prototype.push = () => 0;
JSON.stringify = () => '{}';
Promise.prototype.then = function () { return this; };
`;
    const { models, errors } = await probeTexts({ 'model.js': replacing + training });
    assert.deepEqual(
      errors.map(({ code, own, range }) => ({ code, own, line: range?.start.line })),
      [{ code: 'user-code-failed', own: true, line: 1 }],
    );
    assert.match(errors[0].message, /replaces Array.prototype.map, Array.prototype.push, JSON.stringify and Promise/);
    assert.deepEqual(
      models.filter(({ notAsRun }) => notAsRun === undefined),
      [],
    );
  });

  it('may do the same as before and more, and stand beside functions of its own', async () => {
    const harmless = `const { map } = Array.prototype, { then } = Promise.prototype, { stringify } = JSON;
let calls = 0;
Array.prototype.map = function (...values) { calls++; return map.apply(this, values); };
Promise.prototype.then = function (...values) { calls++; return then.apply(this, values); };
JSON.stringify = (value, ...rest) => stringify(value, ...rest);
Array.prototype.at ??= function (i) { return this[i]; };
Array.prototype.last = function () { return this[this.length - 1]; };
Object.defineProperty(Object.prototype, "tap", { value(run) { run(this); return this; }, configurable: true });
`;
    onlyFaultless(await probeTexts({ 'model.js': harmless + training }));
  });
});
