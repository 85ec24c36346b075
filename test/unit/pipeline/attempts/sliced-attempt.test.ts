/** Tests the sliced attempt, which leaves out what never comes and the files that the module stops in. */

import assert from 'node:assert/strict';
import { classes, only, probeText, probeTexts, units } from '../probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('the sliced attempt', function () {
  this.timeout(120_000);

  it('leaves out what the code waits for and never gets', async () => {
    const model = only(
      await probeText(`import { connect } from './server';
export async function main() {
  const server = await connect();
  await server.ready;
  const model = tf.sequential();
  ${body}
  await server.publish(model);
}`),
    );
    assert.deepEqual(units(model), [6, 1]);
  });

  it('does without a file that stops the module', async () => {
    const probe = await probeTexts({
      'model.ts':
        `import * as tf from '@tensorflow/tfjs';\nimport { Message } from './messages';\n` +
        `export function build() {\n  const model = tf.sequential();\n  ${body}\n  return model;\n}\n` +
        `export const answer = () => new Message();`,
      'messages.ts':
        "import { schema } from './schema';\nimport Message = schema.company.Message;\nexport { Message };",
      'schema.js': 'exports.schema = undefined;',
      'schema.d.ts': 'export namespace schema { namespace company { class Message {} } }',
    });
    assert.deepEqual(units(only(probe)), [6, 1]);
  });

  it('leaves code that never ends', async () => {
    const model = only(
      await probeText(
        `export async function play() {
  for (;;) {
    tf.ones([2]).dispose();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
export function build() {
  const model = tf.sequential();
  ${body}
  return model;
}
await play();`,
        8,
      ),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('keeps a model whose class starts to load something and goes on', async () => {
    const { models } = await probeText(`export class Digits {
  private readonly model = tf.sequential();
  constructor() {
    void this.load();
  }
  private async load() {
    await fetch('https://example.org/digits.bin');
  }
  build() {
    this.model.add(tf.layers.dense({ units: 4, inputShape: [9] }));
    this.model.add(tf.layers.dense({ units: 2 }));
  }
}`);
    assert.deepEqual(
      models.map((model) => [units(model), (model.passedOver ?? []).filter((one) => one.startsWith('line '))]),
      [[[4, 2], []]],
    );
  });
});
