/** Which network an address stands for, and what the networks look like that are built for it. */

import assert from 'node:assert/strict';
import type * as tf from '@tensorflow/tfjs';
import { mobilenetV1 } from '../../../../src/probe/bases/networks/mobilenet-v1';
import { mobilenetV2 } from '../../../../src/probe/bases/networks/mobilenet-v2';
import { networkMentions, wellKnownNetwork, mobileNetSizeIn } from '../../../../src/probe/bases/networks/well-known';

const nothing = networkMentions('');

describe('well-known networks', () => {
  const titles: readonly (readonly [address: string, title: string | undefined])[] = [
    ['https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_0.25_224/model.json', 'MobileNet 0.25'],
    ['https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_1.0_224/model.json', 'MobileNet 1'],
    ['https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_0.5_160/model.json', 'MobileNet 0.5'],
    ['models/mobilenet_7_5_192_tf/model.json', 'MobileNet 0.75'],
    ['https://tfhub.dev/google/imagenet/mobilenet_v2_035_96/feature_vector/2', 'MobileNet v2 0.35'],
    ['/models/mobilenet-v2/TfJs/130-224-feature-vector/3', 'MobileNet v2 1.3'],
    ['/assets/mobilenetv2_0.50_224/model.json', 'MobileNet v2 0.5'],
    ['./assets/mobilenet/model.json', 'MobileNet 0.25'],
    ['./VGG16/model.json', 'VGG16'],
    ['models/resnet50/model.json', 'ResNet50'],
    ['file://./my-model/model.json', undefined],
    ['https://example.org/digits/model.json', undefined],
  ];
  for (const [address, title] of titles) {
    it(`${address}: ${title ?? 'unknown'}`, () => {
      assert.equal(wellKnownNetwork(address, nothing)?.title, title);
    });
  }

  it('have the size that the address says', () => {
    assert.deepEqual(mobileNetSizeIn('mobilenet_v1_0.5_160', { alpha: 1, size: 224 }), { alpha: 0.5, size: 160 });
    assert.deepEqual(mobileNetSizeIn('mobilenet_2_5_128_tf', { alpha: 1, size: 224 }), { alpha: 0.25, size: 128 });
    assert.deepEqual(mobileNetSizeIn('my/mobilenet/model.json', { alpha: 1, size: 224 }), { alpha: 1, size: 224 });
  });

  it('are told by the layers that the program asks for, where no address names them', () => {
    const asking = networkMentions(`const base = { url: '../model/', layer: 'conv_pw_13_relu' }; load('../model/')`);
    assert.equal(wellKnownNetwork('../model/', asking)?.title, 'MobileNet 0.25');
    const named = networkMentions(
      `load('https://x.org/mobilenet_v1_1.0_224/model.json').getLayer('conv_pw_13_relu'); load('./head/model.json')`,
    );
    assert.equal(wellKnownNetwork('./head/model.json', named), undefined);
    const wide = networkMentions(`model.getLayer('conv_pw_13_relu'); tf.layers.flatten({ inputShape: [7, 7, 1024] })`);
    assert.equal(wellKnownNetwork('./base/model.json', wide)?.title, 'MobileNet 1');
  });
});

describe('the topology of MobileNet', () => {
  const made: tf.LayersModel[] = [];
  const keep = (model: tf.LayersModel): tf.LayersModel => {
    made.push(model);
    return model;
  };
  after(() => {
    for (const model of made) model.dispose();
  });

  it('v1 has the layers of Keras in their order', () => {
    const model = keep(mobilenetV1(0.25, 128));
    const names = model.layers.map(({ name }) => name);
    assert.equal(names.length, 88);
    assert.deepEqual(names.slice(0, 8), [
      'input_1',
      'conv1',
      'conv1_bn',
      'conv1_relu',
      'conv_dw_1',
      'conv_dw_1_bn',
      'conv_dw_1_relu',
      'conv_pw_1',
    ]);
    assert.deepEqual(names.slice(-7), [
      'conv_pw_13_relu',
      'global_average_pooling2d_1',
      'reshape_1',
      'dropout',
      'conv_preds',
      'act_softmax',
      'reshape_2',
    ]);
    assert.deepEqual(model.getLayer('conv_pw_13_relu').outputShape, [null, 4, 4, 256]);
    assert.deepEqual(model.getLayer('conv_pw_5_relu').outputShape, [null, 16, 16, 64]);
    assert.deepEqual(model.outputShape, [null, 1000]);
  });

  it('v2 has its bottlenecks, with adds where the shapes stay', () => {
    const model = keep(mobilenetV2(0.5, 96));
    const names = model.layers.map(({ name }) => name);
    for (const name of [
      'Conv1',
      'expanded_conv_project_BN',
      'block_1_pad',
      'block_2_add',
      'block_16_project_BN',
      'out_relu',
    ])
      assert.ok(names.includes(name), name);
    assert.equal(names.filter((name) => name.endsWith('_add')).length, 10);
    assert.deepEqual(model.getLayer('out_relu').outputShape, [null, 3, 3, 1280]);
    assert.deepEqual(model.getLayer('block_16_project').outputShape, [null, 3, 3, 160]);
  });

  it('has as many weights as the published networks', () => {
    assert.equal(keep(mobilenetV1(1, 224)).countParams(), 4_253_864);
    assert.equal(keep(mobilenetV1(0.25, 224)).countParams(), 475_544);
    assert.equal(keep(mobilenetV2(1, 224)).countParams(), 3_538_984);
  });
});
