/** Proves that names which only a page's other scripts or the network would bring are no errors of the code's own. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import { probeTexts } from '../probing';

const training = `
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [3] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
model.fit(tf.randomNormal([16, 3]), tf.randomNormal([16, 1]), { epochs: 3 });
`;
const imported = `import * as tf from '@tensorflow/tfjs';\n`;

const own = ({ errors }: FileProbe): string[] => errors.filter((error) => error.own).map(({ message }) => message);

describe('code of a page', function () {
  this.timeout(60_000);

  it('may use what other scripts of the page add to tfjs, or what an older tfjs had', async () => {
    for (const line of ['tf.plot.scatter([1, 2]);', 'const pixels = tf.fromPixels(document.body);']) {
      const probe = await probeTexts({ 'page.js': line + training });
      assert.deepEqual(own(probe), [], line);
      assert.ok(probe.errors.length + probe.models.length > 0, line);
      assert.equal(own(await probeTexts({ 'module.js': imported + line + training })).length, 1, line);
    }
  });

  it('is told a slip of the pen all the same', async () => {
    const [message] = own(await probeTexts({ 'page.js': training.replace('tf.layers.dense', 'tf.layers.dens') }));
    assert.match(message, /tf\.layers has no dens\. Did you mean dense\?/);
  });

  it('may do what the tfjs that it runs on takes, and is told what that refuses too', async () => {
    const page = (version: string): string =>
      `<script src="https://x.org/npm/@tensorflow/tfjs@${version}/dist/tf.min.js"></script><script src="page.js">`;
    const indices = `const classes = tf.oneHot(tf.tensor1d([0, 1]), 2);${training}`;
    const untold = await probeTexts({ 'page.js': indices, 'index.html': page('0.13.1') });
    assert.deepEqual([own(untold), untold.models.length], [[], 1]);
    const told = await probeTexts({ 'page.js': indices, 'index.html': page('1.0.0') });
    assert.match(own(told).join(), /^tf\.oneHot takes numbers of type int32/);
    const wrong = training.replace('units: 1', 'units: 2');
    assert.match(own(await probeTexts({ 'page.js': wrong, 'index.html': page('0.13.1') })).join(), /model gives/);
  });

  it('may stand in the page itself, and runs on the tfjs that the page loads', async () => {
    const page = (version: string): string =>
      `<html>\n<script src="https://x.org/npm/@tensorflow/tfjs@${version}/dist/tf.min.js"></script>\n<script>\n` +
      `const classes = tf.oneHot(tf.tensor1d([0, 1]), 2);${training}</script>\n<p id="out">1 < 2</p>\n</html>`;
    const old = await probeTexts({ 'net.html': page('0.13.1') });
    assert.deepEqual([own(old), old.models.map(({ range }) => range.start.line)], [[], [4]]);
    assert.match(
      own(await probeTexts({ 'net.html': page('1.0.0') })).join(),
      /^tf\.oneHot takes numbers of type int32/,
    );
  });

  it('may be a module of a package that depends on an older tfjs', async () => {
    const gone = `${imported}const rows = tf.tensor1d([1, 2]);\nconsole.log(rows.get(0), tf.addStrict(rows, rows));`;
    const manifest = (range: string): string => `{"dependencies": {"@tensorflow/tfjs": "${range}"}}`;
    const old = await probeTexts({ 'model.js': gone + training, 'package.json': manifest('^0.15.0') });
    assert.deepEqual(own(old), []);
    assert.equal(own(await probeTexts({ 'model.js': gone + training, 'package.json': manifest('^4.0.0') })).length, 1);
  });

  it('is told that a name may come from another script, where it is not defined', async () => {
    const draw = `const slope = tf.variable(tf.scalar(0.5));
const clicks = [];
function draw() {
  if (clicks.length > 0) tf.train.sgd(0.1).minimize(() => slope.mul(clicks).sub(2).square().mean());
  background(0);
}`;
    const { errors } = await probeTexts({ 'sketch.js': draw });
    assert.match(errors[0].message, /background is not defined». Another script of the page may define it/);
    const module = await probeTexts({ 'sketch.js': `${imported}${draw}\nexport { draw };` });
    assert.doesNotMatch(module.errors[0].message, /script of the page/);
  });

  it('is told what it stopped at, where that is behind the parts that a model lacks', async () => {
    const { errors } = await probeTexts({
      'page.html': `<script src="parts.js"></script>
<script>
const parts = tf.util.parts();
const model = tf.model({ inputs: parts.first, outputs: parts.last });
</script>`,
    });
    assert.deepEqual(
      errors.map(({ code, range }) => [code, range?.start.line]),
      [['user-code-failed', 2]],
    );
    assert.match(errors[0].message, /tf.util.parts is not a function». Another script/);
  });

  it('may read what the probe cannot fetch', async () => {
    const read = `${imported}fetch('./rows.json').then((answer) => answer.json()).catch(() => 0).then((rows) => {
  const values = rows[0].length;
  console.log(values);
});
`;
    assert.deepEqual(own(await probeTexts({ 'model.js': read + training })), []);
    const broken = read.replace("fetch('./rows.json')", 'Promise.reject(new Error())');
    assert.equal(own(await probeTexts({ 'model.js': broken + training })).length, 1);
  });
});

describe('a model that a guess has left without its last layers', function () {
  this.timeout(60_000);

  it('is trained only with the words that it lacks some', async () => {
    const code = `${imported}import { EDGE } from './shapes-of-the-data';
function makeModel() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [EDGE, EDGE, 1], filters: 4, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.conv2d({ filters: 4, kernelSize: 40, activation: 'relu' }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
  return model;
}
export function trainIt(model) {
  model.compile({ loss: 'categoricalCrossentropy', optimizer: 'adam' });
  return model.fit(tf.randomNormal([16, 8, 8, 1]), tf.ones([16, 6, 6, 4]), { epochs: 3 });
}
makeModel();
`;
    const { models } = await probeTexts({ 'model.js': code });
    const [{ notAsRun, findings }] = models;
    assert.equal(notAsRun, 'only its first layer');
    assert.deepEqual(findings, []);
  });
});
