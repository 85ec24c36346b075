/** The gate lets every file with tfjs in, and ordinary files stay out. */

import assert from 'node:assert/strict';
import { mentionsTensorFlow } from '../../../../src/source/text/mentions-tensorflow';

describe('mentionsTensorFlow', () => {
  for (const text of [
    `import * as tf from '@tensorflow/tfjs';`,
    `const tf = require("@tensorflow/tfjs-node");`,
    `const model = tf.sequential();`,
    `this.tf.layers.dense({})`,
    `tf\n  .layers.dense({})`,
    `tf['layers'].dense({})`,
    `const { layers, sequential } = tf;`,
    `const { layers } = window.tf;`,
    `tf.variable(x)`,
  ]) {
    it(`lets in ${text.replace(/\n/g, ' ')}`, () => {
      assert.equal(mentionsTensorFlow(text), true);
    });
  }
  for (const text of [
    '',
    `const layers = 3;`,
    `import { model } from 'mongoose';`,
    `shelf.layers.add(1)`,
    `const stuff = { tf: 1 };`,
  ]) {
    it(`keeps out ${text || 'nothing'}`, () => {
      assert.equal(mentionsTensorFlow(text), false);
    });
  }
});
