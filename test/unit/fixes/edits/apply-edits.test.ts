/** Edits change their stretch of a text and nothing else, and places are found again afterwards. */

import assert from 'node:assert/strict';
import { applyEdits, editsCollide, mergeEdits, movedPosition } from '../../../../src/fixes/edits/apply-edits';
import type { TextEdit } from '../../../../src/report/finding';

const edit = (line: number, from: number, to: number, newText: string): TextEdit => ({
  file: '/w/a.ts',
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
});

describe('edits', () => {
  it('apply from top to bottom, whatever their order', () => {
    assert.equal(applyEdits('one two\nthree', [edit(1, 0, 5, '3'), edit(0, 4, 7, '2'), edit(0, 0, 3, '1')]), '1 2\n3');
  });

  it('count once where two layers ask for the same', () => {
    assert.equal(mergeEdits([edit(0, 0, 3, '1'), edit(0, 0, 3, '1')]).length, 1);
    assert.equal(applyEdits('one', [edit(0, 0, 3, '1'), edit(0, 0, 3, '1')]), '1');
  });

  it('keep the line ends of the text', () => {
    assert.equal(applyEdits('a\r\nb\r\n', [edit(1, 0, 1, 'c')]), 'a\r\nc\r\n');
  });

  it('collide where they want the same text', () => {
    assert.equal(editsCollide([edit(0, 0, 3, '1'), edit(0, 2, 5, '2')]), true);
    assert.equal(editsCollide([edit(0, 0, 3, '1'), edit(0, 3, 5, '2')]), false);
    assert.equal(editsCollide([edit(0, 3, 3, '1'), edit(0, 3, 3, '2')]), false);
  });

  it('move the places behind them', () => {
    assert.deepEqual(movedPosition({ line: 0, character: 5 }, [edit(0, 0, 3, 'longer')]), { line: 0, character: 8 });
    assert.deepEqual(movedPosition({ line: 2, character: 5 }, [edit(0, 0, 0, 'a\nb\n')]), { line: 4, character: 5 });
    assert.deepEqual(movedPosition({ line: 0, character: 5 }, [edit(0, 5, 5, 'a\nbc')]), { line: 1, character: 2 });
    assert.deepEqual(movedPosition({ line: 0, character: 2 }, [edit(0, 5, 5, 'x')]), { line: 0, character: 2 });
    assert.deepEqual(movedPosition({ line: 0, character: 0 }, [edit(0, 0, 3, 'x')]), { line: 0, character: 0 });
  });
});
