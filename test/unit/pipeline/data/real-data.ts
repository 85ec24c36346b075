/** Models and files for tests of the data that comments name. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import { probeTexts } from '../probing';

export const head = "import * as tf from '@tensorflow/tfjs';\n";

/**
 * A model that gives its only input times 1, with a step that changes nothing: its loss tells what it was trained on.
 */
export const identity = `${head}export function build() {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })] });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
  return model;
}
`;

/** Two features to three classes. */
export function classifier(loss = 'categoricalCrossentropy', units = 3, activation = 'softmax'): string {
  return `${head}export function build() {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2], activation: 'relu' }),
    tf.layers.dense({ units: ${units}, activation: '${activation}' })] });
  model.compile({ optimizer: 'adam', loss: '${loss}' });
  return model;
}
`;
}

export const flowers = 'width,height,kind\n1,2,rose\n2,3,tulip\n3,4,rose\n4,5,lily\n';

export async function probeWith(
  directive: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<FileProbe> {
  return probeTexts({
    'net/model.ts': `// gradline: data = ${directive}\n${text}`,
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`net/${name}`, content])),
  });
}

/** The one message about data; the model is probed all the same. */
export function complaint({ models, errors }: FileProbe): string {
  assert.deepEqual(
    models.map(({ data }) => data),
    ['synthetic'],
  );
  assert.deepEqual(
    errors.map(({ file, code, range }) => [file, code, range?.start.line]),
    [['/w/net/model.ts', 'data', 0]],
  );
  return errors[0].message;
}
