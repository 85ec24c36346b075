/** Tests that the probe runs code which a page, a component or a test framework would call. */

import assert from 'node:assert/strict';
import { classes, only, probeText, probeTexts, units } from '../probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('code that others would call', function () {
  this.timeout(120_000);

  it('enters a handler that a function inside a function sets', async () => {
    const model = only(
      await probeText(`export function setUp() {
  const button = document.getElementById('train');
  button.onclick = async () => {
  const model = tf.sequential();
  ${body}
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await model.fit(tf.randomNormal([32, 4]), tf.randomNormal([32, 1]));
  };
}`),
    );
    assert.equal(model.entry, 'fit');
    assert.equal(model.data, 'user');
    assert.deepEqual(
      model.layers.map(({ range }) => range.start.line),
      [5, 6],
    );
  });

  it('lets the page load before it gives up on what waits for it', async () => {
    const model = only(
      await probeText(`document.addEventListener('DOMContentLoaded', () => {
  const image = new Image();
  image.onload = () => {
    const model = tf.sequential();
    ${body}
  };
  image.src = 'x.png';
});`),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('knows tfjs as a global of a page', async () => {
    const model = only(
      await probeTexts({
        'page.js': `window.onload = function () {\n  const model = window.tf.sequential();\n  ${body}\n};`,
      }),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('enters the handler of a component with state', async () => {
    const model = only(
      await probeTexts({
        'App.jsx': `import { useState, useCallback } from 'react';
import * as tf from '@tensorflow/tfjs';
export default function App() {
  const [units, setUnits] = useState(9);
  const train = useCallback(async () => {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units, inputShape: [2] }));
    setUnits(units + 1);
  }, []);
  return <button onClick={train}>Train</button>;
}`,
      }),
    );
    assert.deepEqual(model.layers[0].outputShape, [null, 9]);
  });

  it('hands over what the hooks of a component keep, as numbers of its own', async () => {
    const model = only(
      await probeTexts({
        'App.jsx': `import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import * as tf from '@tensorflow/tfjs';
export default function App() {
  const rows = useRef([[1, 0], [0, 1], [1, 1], [0, 0]]);
  const [labels] = useState(() => [[1], [0], [1], [0]]);
  const units = useMemo(() => 7, []);
  const model = useRef(null);
  useEffect(() => {
    model.current = tf.sequential();
    model.current.add(tf.layers.dense({ units, inputShape: [2] }));
    model.current.add(tf.layers.dense({ units: 1 }));
    model.current.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  }, []);
  const train = useCallback(async () => {
    await model.current.fit(tf.tensor2d(rows.current.map((row) => row)), tf.tensor2d(labels));
  }, []);
  return <button onClick={train}>Train</button>;
}`,
      }),
    );
    assert.deepEqual(model.layers[0].outputShape, [null, 7]);
    assert.deepEqual([model.data, model.dataFacts?.targets[0].values?.length], ['user', 2]);
  });

  it('runs the handler of a page that trains a model of another file', async () => {
    const texts = {
      'page.js':
        "import * as ui from './ui';\nimport { buildModel } from './build';\nui.onTrain(async () => {\n" +
        '  const model = buildModel(ui.units());\n  await model.fit(ui.xs(), ui.ys());\n});',
      'ui.js':
        'export const onTrain = (f) => document.getElementById("go").addEventListener("click", f);\n' +
        'export const units = () => document.getElementById("units").valueAsNumber.toFixed();\n' +
        'export const xs = () => window.data.xs;\nexport const ys = () => window.data.ys;',
      'build.js':
        `import * as tf from '@tensorflow/tfjs';\nexport function buildModel(units) {\n` +
        `  const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] }), ` +
        `tf.layers.dense({ units: 1 })] });\n` +
        `  model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });\n  return model;\n}`,
    };
    const model = only(await probeTexts(texts));
    assert.deepEqual([model.file, model.entry], ['/w/build.js', 'fit']);
  });

  it('enters functions that other code defines while it runs, such as those of a test', async () => {
    const model = only(
      await probeText(
        `describe('a model', () => {\n  it('trains', async () => {\n    const model = tf.sequential();\n` +
          `    ${body}\n    assertSame(model.layers.length, 2);\n  });\n});\n` +
          `declare function describe(name: string, run: () => void): void;\n` +
          `declare function it(name: string, run: () => Promise<void>): void;\n` +
          `declare function assertSame(a: number, b: number): void;`,
      ),
    );
    assert.deepEqual(units(model), [6, 1]);
  });
});
