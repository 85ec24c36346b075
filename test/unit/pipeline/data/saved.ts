/** Makes saved models as files, the way tfjs lays them out. */

import * as tf from '@tensorflow/tfjs';

export type Files = Record<string, string | Uint8Array>;

/** A small classifier of images, with names that are not the automatic ones. */
export function smallClassifier(): tf.Sequential {
  return tf.sequential({
    name: 'classifier',
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1], name: 'edges' }),
      tf.layers.flatten({ name: 'flat' }),
      tf.layers.dense({ units: 6, activation: 'relu', name: 'features' }),
      tf.layers.dense({ units: 3, activation: 'softmax', name: 'classes' }),
    ],
  });
}

/** The model's files by their names below `folder`, its weights cut into `shards`. */
export async function savedFiles(model: tf.LayersModel, folder: string, shards = 2): Promise<Files> {
  const files: Files = {};
  await model.save({
    save: ({ modelTopology, weightSpecs = [], weightData }) => {
      const bytes = new Uint8Array(weightData as ArrayBuffer);
      const length = Math.ceil(bytes.length / shards);
      const paths = Array.from({ length: shards }, (_, i) => `group1-shard${i + 1}of${shards}.bin`);
      paths.forEach((name, i) => {
        files[`${folder}/${name}`] = bytes.slice(i * length, (i + 1) * length);
      });
      files[`${folder}/model.json`] = JSON.stringify({
        format: 'layers-model',
        modelTopology,
        weightsManifest: [{ paths, weights: weightSpecs }],
      });
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    },
  });
  return files;
}

/** A graph model that multiplies its input `x` of four numbers with a constant matrix; gives three numbers. */
export function savedGraph(folder: string): Files {
  const type = { type: 'DT_FLOAT' };
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: type, shape: { shape: { dim: [{ size: '-1' }, { size: '4' }] } } } },
    {
      name: 'w',
      op: 'Const',
      attr: {
        dtype: type,
        value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '4' }, { size: '3' }] } } },
      },
    },
    {
      name: 'y',
      op: 'MatMul',
      input: ['x', 'w'],
      attr: { T: type, transpose_a: { b: false }, transpose_b: { b: false } },
    },
  ];
  const weights = new Float32Array(12).map((_, i) => i / 10);
  return {
    [`${folder}/model.json`]: JSON.stringify({
      format: 'graph-model',
      modelTopology: { node, versions: { producer: 1 } },
      weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'w', shape: [4, 3], dtype: 'float32' }] }],
    }),
    [`${folder}/weights.bin`]: new Uint8Array(weights.buffer),
  };
}
