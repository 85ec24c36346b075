/** Proves that ranges follow their text through edits. */

import assert from 'node:assert/strict';
import type { Range } from '../../../../src/report/position';
import {
  normalizedText,
  splitLines,
  trackRange,
  trackRangeThrough,
  type TextChange,
} from '../../../../src/editor/host/text-tracking';

const range = (line: number, character: number, endLine: number, endCharacter: number): Range => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});
const change = (at: Range, text: string): TextChange => ({ range: at, text });

/** Applies changes to a text the slow way. */
function apply(text: string, { range: at, text: inserted }: TextChange): string {
  const lines = text.split('\n');
  const offset = (line: number, character: number): number =>
    lines.slice(0, line).reduce((sum, row) => sum + row.length + 1, 0) + character;
  return (
    text.slice(0, offset(at.start.line, at.start.character)) +
    inserted +
    text.slice(offset(at.end.line, at.end.character))
  );
}

function textOf(text: string, at: Range): string {
  const lines = splitLines(text).slice(at.start.line, at.end.line + 1);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, at.end.character);
  lines[0] = lines[0].slice(at.start.character);
  return lines.join('\n');
}

describe('text tracking', () => {
  const text = 'aa bb\n  CALL(one,\n  two) dd\nee';
  const call = range(1, 2, 2, 6);

  it('follows a range through edits before, behind and around it', () => {
    const elsewhere = [
      change(range(0, 0, 0, 0), 'new\nlines\n'),
      change(range(0, 3, 1, 0), ''),
      change(range(1, 0, 1, 2), ''),
      change(range(1, 2, 1, 2), 'x = '),
      change(range(0, 1, 1, 1), 'joined'),
      change(range(2, 6, 2, 6), '.more()'),
      change(range(2, 7, 3, 1), 'z'),
    ];
    for (const edit of elsewhere) {
      const moved = trackRange(call, edit);
      assert.ok(moved, JSON.stringify(edit));
      assert.equal(textOf(apply(text, edit), moved), 'CALL(one,\n  two)', JSON.stringify(edit));
    }
  });

  it('grows and shrinks with edits inside', () => {
    const edit = change(range(1, 7, 2, 2), 'three, ');
    const moved = trackRange(call, edit);
    assert.ok(moved);
    assert.equal(textOf(apply(text, edit), moved), 'CALL(three, two)');
  });

  it('knows that a range is gone', () => {
    assert.equal(trackRange(call, change(range(1, 2, 2, 6), '')), undefined);
    assert.equal(trackRange(call, change(range(0, 0, 3, 2), 'all new')), undefined);
    assert.equal(trackRange(call, change(range(1, 0, 1, 4), 'x')), undefined);
  });

  it('keeps the place of a call that is typed over', () => {
    assert.deepEqual(trackRange(call, change(range(1, 2, 2, 6), 'OTHER()')), range(1, 2, 1, 9));
  });

  it('takes the changes of one edit in any order', () => {
    const changes = [change(range(0, 0, 0, 0), 'first\n'), change(range(1, 0, 1, 0), '    ')];
    assert.deepEqual(trackRangeThrough(call, changes), trackRangeThrough(call, [...changes].reverse()));
    assert.deepEqual(trackRangeThrough(call, changes), range(2, 6, 3, 6));
  });

  it('compares code without what a formatter changes', () => {
    const one = splitLines("f({ a: 'x', b: [1, 2] })");
    const other = splitLines('f({\r\n  a: "x",\r\n  b: [1, 2],\r\n})');
    assert.equal(normalizedText(one, range(0, 0, 0, 24)), normalizedText(other, range(0, 0, 3, 2)));
  });
});
