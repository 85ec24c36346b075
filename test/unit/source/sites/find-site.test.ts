/** A stack frame's position leads to the call it stands for. */

import assert from 'node:assert/strict';
import { findLayerAt, findModelAt, parse, readSites } from '../../../../src/source/index';

const text = `import * as tf from '@tensorflow/tfjs';
const y = tf.layers.dense({ units: size() }).apply(tf.layers.flatten().apply(x));
const z = tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) });
const m = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });`;
const sites = readSites(parse('/w/model.ts', text));

function at(line: number, needle: string, offset = 0): { line: number; character: number } {
  return { line, character: (text.split('\n')[line] ?? '').indexOf(needle) + offset };
}

describe('findLayerAt', () => {
  it('takes the callee whose name holds the position', () => {
    assert.equal(findLayerAt(sites, at(1, 'dense', 2))?.kind, 'dense');
    assert.equal(findLayerAt(sites, at(1, 'flatten'))?.kind, 'flatten');
    assert.equal(findLayerAt(sites, at(2, 'lstm'))?.kind, 'lstm');
  });
  it('takes the call that starts at the position', () => {
    assert.equal(findLayerAt(sites, at(1, 'tf.layers.dense'))?.kind, 'dense');
    assert.equal(findLayerAt(sites, at(2, 'tf.layers.bidirectional'))?.kind, 'bidirectional');
    assert.equal(findLayerAt(sites, at(2, 'tf.layers.lstm'))?.kind, 'lstm');
  });
  it('falls back to the innermost call around it, and to nothing outside', () => {
    assert.equal(findLayerAt(sites, at(1, 'size'))?.kind, 'dense');
    assert.equal(findLayerAt(sites, at(2, 'units'))?.kind, 'lstm');
    assert.equal(findLayerAt(sites, at(1, 'const')), undefined);
  });
});

describe('findModelAt', () => {
  it('finds the model by name, by start and around its layers', () => {
    for (const needle of ['sequential', 'tf.sequential', 'dense'])
      assert.equal(findModelAt(sites, at(3, needle))?.name, 'm', needle);
    assert.equal(findModelAt(sites, at(2, 'lstm')), undefined);
  });
});
