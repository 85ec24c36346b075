/** Proves that tfjs builds layers with the usual values, and that a factory and its class have the same. */

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {
  usualConfig,
  usualInputShape,
  usualNumberNamed,
  usualSetting,
  usualShapeOfRank,
  usualSizeNamed,
} from '../../../src/report/usual-values';

const kinds = [
  'dense',
  'embedding',
  'flatten',
  'dropout',
  'activation',
  'conv1d',
  'conv2d',
  'conv2dTranspose',
  'separableConv2d',
  'depthwiseConv2d',
  'maxPooling1d',
  'averagePooling2d',
  'globalAveragePooling2d',
  'lstm',
  'gru',
  'simpleRNN',
  'masking',
  'conv3d',
  'convLstm2d',
];

describe('usual values', () => {
  // Other tests in the same process may have registered a backend that has not started.
  before(async () => {
    await tf.setBackend('cpu');
  });

  for (const kind of kinds) {
    it(`build a layer: ${kind}`, () => {
      const make = tf.layers[kind as 'conv2d'];
      const layer = make({ poolSize: usualSetting('poolSize'), ...usualConfig(kind) } as never);
      const shape = usualInputShape(kind);
      const output = layer.apply(tf.input({ shape })) as tf.SymbolicTensor;
      assert.ok(!output.shape.includes(0), `[${output.shape.join(', ')}]`);
      assert.deepEqual(usualInputShape(layer.getClassName()), shape);
    });
  }

  it('give shapes as many axes as were asked for', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((rank) => usualShapeOfRank(rank).length),
      [0, 1, 2, 3, 4, 5],
    );
    assert.deepEqual(usualShapeOfRank(3), usualInputShape('conv2d'));
    assert.deepEqual(usualShapeOfRank(2), usualInputShape('lstm'));
  });

  it('give the sides of an image by their names as by its layer', () => {
    assert.deepEqual(['height', 'width', 'channels'].map(usualSizeNamed), usualInputShape('conv2d'));
  });

  it('give a size where a name tells of a number that is none', () => {
    assert.equal(usualNumberNamed('sampleRate'), 0.25);
    assert.equal(usualSizeNamed('sampleRate'), 10);
  });

  it('take names of layer counts for counts, and those of sizes and rates for what they are', () => {
    for (const name of [
      'hiddenLayers',
      'n_layers',
      'numLayers',
      'depth',
      'hiddenlayers',
      'num_hidden_layers',
      'layerCount',
    ])
      assert.equal(usualNumberNamed(name), 2, name);
    for (const name of ['hiddenLayer', 'hiddenLayerUnits', 'hiddenSize', 'neurons'])
      assert.equal(usualNumberNamed(name), 16, name);
  });
});
