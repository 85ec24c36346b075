/** Proves that one probe parses the text of each file once, however many attempts it makes. */

import assert from 'node:assert/strict';
import ts from 'typescript';
import { probeTexts } from '../probing';

/** The parser's own counter. */
const { performance: counter } = ts as unknown as {
  readonly performance: { enable(): void; disable(): void; getCount(mark: string): number };
};

const tfjs = "import * as tf from '@tensorflow/tfjs';\n";
/**
 * Stops at its second statement, so that the model comes of a guarded attempt, and the abstract class needs the file
 * that extends it.
 */
const stopping = `${tfjs}import { UNITS } from './settings';
document.querySelector('canvas').getContext('2d').fill();
// gradline: inputs = 5, depht = 2
export function build(inputs: number, units: number) {
  return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [inputs] })] });
}
export const model = build(2, UNITS);
export abstract class Net {
  constructor() {
    this.net = tf.sequential({ layers: [tf.layers.dense({ units: this.units(), inputShape: [3] })] });
  }
  abstract units(): number;
}`;
const texts = {
  'model.ts': stopping,
  'settings.ts': 'export const UNITS = 3;',
  'train.ts': `import { build, Net } from './model';
export class Small extends Net { units() { return 4; } }
export const start = () => build(13, 4);`,
};

describe('the parsed files of a probe', () => {
  before(() => {
    counter.enable();
  });
  after(() => {
    counter.disable();
  });

  it('are parsed once each, for sites, directives, rewrites and places of all attempts', async () => {
    const before = counter.getCount('beforeParse');
    const { models, guarded = [], errors } = await probeTexts(texts);
    const parses = counter.getCount('beforeParse') - before;
    assert.equal(models.length, 2);
    assert.ok(guarded.length > 0, 'a second attempt is made');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['directive'],
    );
    assert.equal(parses, Object.keys(texts).length);
  });
});
