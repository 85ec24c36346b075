/** Positions stay those of the user's text, whatever is put into it. */

import assert from 'node:assert/strict';
import { withoutInsertions } from '../../../../src/bundle/modules/source-positions';
import { findInBundle, inMemory } from '../workbench';
import { sharedBundler } from '../../shared-by-process';

describe('insertions', () => {
  it('are taken out of positions, in the order of the line', () => {
    const insertions = [
      { line: 0, character: 0, length: 10 },
      { line: 0, character: 4, length: 3 },
      { line: 2, character: 1, length: 5 },
    ];
    const at = (line: number, character: number): number | undefined =>
      withoutInsertions({ line, character }, insertions)?.character;
    assert.deepEqual(
      [at(0, 9), at(0, 10), at(0, 13), at(0, 14), at(0, 16), at(0, 17), at(1, 3), at(2, 0), at(2, 6)],
      [undefined, 0, 3, undefined, undefined, 4, 3, 0, 1],
    );
  });

  it('leave places findable in both directions', async () => {
    const text =
      '#!/usr/bin/env node\nexport const one = first(),\n  two = second(one);\nfunction first() {}\n' +
      'function second() {}\n';
    const insert = (): { offset: number; text: string }[] => [
      { offset: text.indexOf('first'), text: '(0,' },
      { offset: text.indexOf('first') + 'first()'.length, text: ')' },
      { offset: text.indexOf('second'), text: '(1, 2,' },
      { offset: text.indexOf('second(one)') + 'second(one)'.length, text: ')' },
    ];
    const result = await (
      await sharedBundler()
    ).bundle('/w/a.js', [], inMemory({ '/w/a.js': text }), new AbortController().signal, { insert });
    assert.ok(result.ok);
    const found = findInBundle(result.bundle.code, 'second(one)');
    assert.deepEqual(result.bundle.locate(found), { file: '/w/a.js', position: { line: 2, character: 8 } });
    const place = result.bundle.place('/w/a.js', { start: { line: 2, character: 8 }, end: { line: 2, character: 19 } });
    assert.ok(place);
    assert.deepEqual(place.start, found);
    assert.equal(
      result.bundle.place('/w/b.js', { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }),
      undefined,
    );
  });
});
