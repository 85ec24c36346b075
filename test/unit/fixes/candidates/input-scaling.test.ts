/** Where a normalization of the inputs goes, on real text. */

import assert from 'node:assert/strict';
import { inputScaling } from '../../../../src/fixes/candidates/data/input-scaling';
import { applyEdits } from '../../../../src/fixes/edits/apply-edits';
import type { Finding } from '../../../../src/report/finding';
import { ModelText, parse, readSites } from '../../../../src/source/index';
import { modelOf } from '../../diagnosis/models';

const file = '/w/model.ts';
const head = `import * as tf from '@tensorflow/tfjs';\n`;

/** The text after the change; layers are of these classes, and the first ones are read by the last alone. */
function normalized(body: string, ...classes: readonly string[]): string | undefined {
  const text = head + body;
  const sites = readSites(parse(file, text)).layers;
  const last = classes.length - 1;
  const inputs = classes.slice(0, last).map((_, index) => index);
  const built = modelOf({
    layers: classes.map((className, index) => ({ className, inputs: index < last ? [] : inputs, gradient: 1 })),
  });
  const layers = built.layers.map((layer) => ({ ...layer, file, range: sites[0].range }));
  const situation = { model: { ...built, layers } as never, text: new ModelText(new Map([[file, text]])) };
  const [proposed] = inputScaling.propose(situation, {} as Finding);
  return (proposed as typeof proposed | undefined) && applyEdits(text, proposed.edits).slice(head.length);
}

describe('normalized inputs', () => {
  it('are so before the only layer that reads them', () => {
    assert.equal(
      normalized('const y = tf.layers.dense({ units: 1 }).apply(x);', 'InputLayer', 'Dense'),
      'const y = tf.layers.dense({ units: 1 }).apply(tf.layers.batchNormalization().apply(x));',
    );
  });

  it('are so once they stand side by side, where there are several', () => {
    assert.equal(
      normalized('const y = tf.layers.concatenate().apply([a, b]);', 'InputLayer', 'InputLayer', 'Concatenate'),
      'const y = tf.layers.batchNormalization().apply(tf.layers.concatenate().apply([a, b]));',
    );
    assert.equal(normalized('const y = tf.layers.add().apply([a, b]);', 'InputLayer', 'InputLayer', 'Add'), undefined);
  });

  it('leave the ids of an embedding as they are', () => {
    const text = 'const y = tf.layers.dense({ units: 1 }).apply(x);';
    const scaled = 'const y = tf.layers.dense({ units: 1 }).apply(tf.layers.batchNormalization().apply(x));';
    assert.equal(normalized(text, 'Embedding', 'Dense', 'Dense'), scaled);
    assert.equal(normalized(text, 'Embedding', 'Dense'), undefined);
  });
});
