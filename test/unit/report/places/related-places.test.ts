/** A finding names a few places to change, each once, before the lines of its layers. */

import assert from 'node:assert/strict';
import type { Location } from '../../../../src/report/position';
import { messageWithPlaces, notedPlaceTexts, relatedPlaces } from '../../../../src/report/places/related-places';

const at = (line: number, file = '/w/model.ts'): Location => {
  const start = { line: line - 1, character: 0 };
  return { file, range: { start, end: start } };
};

const noted = (line: number, note = `note ${line}`, file?: string): Location & { note: string } => ({
  ...at(line, file),
  note,
});

describe('related places', () => {
  it('are those to change, then lines of layers', () => {
    const places = relatedPlaces(at(5), [noted(2)], [at(6), at(7)]);
    assert.deepEqual(places, [noted(2), at(6), at(7)]);
  });

  it('leave out the finding’s own line, libraries and repeated lines', () => {
    const all = [noted(5), noted(2), noted(2, 'again'), noted(2, 'a library', '/w/node_modules/x/index.js')];
    assert.deepEqual(relatedPlaces(at(5), all, [at(2), at(6)]), [noted(2), at(6)]);
  });

  it('are at most four to change', () => {
    const all = [1, 2, 3, 4, 6, 7].map((line) => noted(line));
    assert.deepEqual(relatedPlaces(at(5), all, []), all.slice(0, 4));
  });

  it('are told with a line, and a file where it is another', () => {
    const related = [noted(2, 'activation is set here'), noted(3, 'rate is set here', '/w/config.ts'), at(6)];
    const texts = ['line 2: activation is set here', '/w/config.ts:3: rate is set here'];
    assert.deepEqual(notedPlaceTexts(related, '/w/model.ts'), texts);
    const finding = { ...at(5), message: 'Too large.', related };
    assert.equal(messageWithPlaces(finding), `Too large. (${texts.join('; ')})`);
    assert.equal(messageWithPlaces({ ...finding, related: [at(6)] }), 'Too large.');
  });
});
