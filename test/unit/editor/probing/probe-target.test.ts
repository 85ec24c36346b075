/** Proves which models a line belongs to. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { probeTarget } from '../../../../src/editor/probing/probe-target';
import { splitLines } from '../../../../src/editor/host/text-tracking';
import { parse, readSites } from '../../../../src/source/index';
import { at, file, layer, model, result } from '../reports';

const text = `import * as tf from '@tensorflow/tfjs';
const block = (units) => tf.layers.dense({ units });
function makeA() {
  const a = tf.sequential();
  a.add(tf.layers.dense({ units: 1, inputShape: [2] }));

  return a;
}
const b = tf.sequential({
  layers: [
    tf.layers.dense({ units: 1, inputShape: [2] }),
  ],
});
b.compile({ loss: 'meanSquaredError' });
const unrelated = 1;
`;
const uri = result([], new Anchors()).uri;

function linesOf(
  line: number,
  source = text,
  results: Parameters<typeof probeTarget>[3] = [],
): number[] | string | undefined {
  const target = probeTarget(uri, readSites(parse(file, source)), splitLines(source), results, line);
  if (!target) return undefined;
  return target.only ? [...new Set(target.only.map(({ range }) => range.start.line))] : 'the file';
}

describe('the models of a line', () => {
  it('are those that its layers join, or that are made on it', () => {
    assert.deepEqual(linesOf(4), [4, 3]);
    assert.deepEqual(linesOf(3), [3]);
    assert.deepEqual(linesOf(10), [10, 8]);
    assert.deepEqual(linesOf(9), [8]);
  });

  it('are those of the function around it, or of the name on it', () => {
    assert.deepEqual(linesOf(5), [3]);
    assert.deepEqual(linesOf(13), [8]);
  });

  it('are whatever a helper’s layer goes into', () => {
    assert.deepEqual(linesOf(1), [1, 8], 'the text alone knows of one');
    const measured = new Anchors();
    measured.note(file, text);
    const known = result(
      [model([layer('dense', 1, 1, 1, { range: at(1, 25, 51) })], [], { range: at(3, 12, 27) })],
      measured,
    );
    assert.deepEqual(linesOf(1, text, [known]), [3, 1, 8]);
  });

  it('are none on a line that has to do with no model', () => {
    assert.equal(linesOf(0), undefined);
    assert.equal(linesOf(14), undefined);
  });

  it('are the file where it makes one model only, or none', () => {
    const alone =
      "import * as tf from '@tensorflow/tfjs';\nconst model = tf.sequential();\n" +
      'model.add(tf.layers.dense({ units: 1, inputShape: [2] }));\n';
    assert.equal(linesOf(2, alone), 'the file');
    assert.equal(linesOf(0, alone), undefined);
    assert.equal(linesOf(1, "import * as tf from '@tensorflow/tfjs';\nexport const block = () => 3;\n"), 'the file');
  });
});
