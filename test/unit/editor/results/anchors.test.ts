/** Proves that measured places follow their code, are lost and found, and become fresh again. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { splitLines } from '../../../../src/editor/host/text-tracking';
import type { Range } from '../../../../src/report/position';

const file = '/w/model.ts';
const row = (line: number, from: number, to: number): Range => ({
  start: { line, character: from },
  end: { line, character: to },
});
const text = 'dense(1)\ndense(2)\ndense(1)\n';
const places = [0, 1, 2].map((line) => ({ file, range: row(line, 0, 8) }));

function measured(): Anchors {
  const anchors = new Anchors();
  anchors.note(file, text);
  return anchors;
}

const lines = (anchors: Anchors): (number | undefined)[] => places.map((place) => anchors.locate(place)?.start.line);

describe('anchors', () => {
  it('are fresh until an edit, and again once it is undone', () => {
    const anchors = measured();
    assert.equal(anchors.isStale, false);
    anchors.edit(file, [{ range: row(0, 0, 0), text: '// new\n' }], `// new\n${text}`);
    assert.equal(anchors.isStale, true);
    assert.deepEqual(lines(anchors), [1, 2, 3]);
    anchors.edit(
      file,
      [{ range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, text: '' }],
      text,
    );
    assert.equal(anchors.isStale, false);
    assert.deepEqual(lines(anchors), [0, 1, 2]);
  });

  it('count edits that were made while the probe ran', () => {
    const anchors = measured();
    anchors.edit(file, [{ range: row(1, 0, 0), text: '\n\n' }], 'dense(1)\n\n\ndense(2)\ndense(1)\n');
    assert.deepEqual(lines(anchors), [0, 3, 4]);
  });

  it('find a line again that was cut and pasted', () => {
    const anchors = measured();
    assert.deepEqual(lines(anchors), [0, 1, 2]);
    anchors.edit(
      file,
      [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' }],
      'dense(1)\ndense(1)\n',
    );
    assert.deepEqual(lines(anchors), [0, undefined, 1]);
    const pasted = 'dense(1)\ndense(1)\ndense(2)\n';
    anchors.edit(file, [{ range: row(2, 0, 0), text: 'dense(2)\n' }], pasted);
    anchors.claim(file, [row(0, 0, 8), row(1, 0, 8), row(2, 0, 8)], splitLines(pasted));
    assert.deepEqual(lines(anchors), [0, 2, 1]);
  });

  it('go by the code alone when the file comes back different', () => {
    const anchors = measured();
    lines(anchors);
    const other = '// header\ndense( 1 )\ndense(3)\ndense(1)\n';
    anchors.replaceText(file, other);
    assert.equal(anchors.isStale, true);
    anchors.claim(file, [row(1, 0, 10), row(2, 0, 8), row(3, 0, 8)], splitLines(other));
    assert.deepEqual(lines(anchors), [1, undefined, 3]);
  });

  it('do not mind line ends and a byte order mark', () => {
    const anchors = measured();
    anchors.replaceText(file, `\uFEFF${text.replace(/\n/g, '\r\n')}`);
    assert.equal(anchors.isStale, false);
  });

  it('leave places of files that were not read where they are', () => {
    const anchors = measured();
    const elsewhere = { file: '/w/other.ts', range: row(7, 1, 2) };
    assert.deepEqual(anchors.locate(elsewhere), elsewhere.range);
    anchors.edit('/w/other.ts', [{ range: row(0, 0, 0), text: '\n' }], '\n');
    assert.equal(anchors.isStale, false);
  });
});
