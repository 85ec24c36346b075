/** Proves that listings keep to the terminal and color only where that is wanted. */

import assert from 'node:assert/strict';
import { summaryLine } from '../../../../src/cli/output/summary';
import type { ProbeError } from '../../../../src/report/report';
import { cutToWidth, terminalWidth, wantsColor, wrapToWidth } from '../../../../src/cli/output/terminal';

describe('a terminal', () => {
  it('gets colors, a pipe none, and NO_COLOR and FORCE_COLOR decide first', () => {
    assert.equal(wantsColor({ isTTY: true }, {}), true);
    assert.equal(wantsColor({}, {}), false);
    assert.equal(wantsColor({ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
    assert.equal(wantsColor({ isTTY: true }, { NO_COLOR: '' }), true);
    assert.equal(wantsColor({}, { FORCE_COLOR: '1' }), true);
    assert.equal(wantsColor({ isTTY: true }, { FORCE_COLOR: '0' }), false);
    assert.equal(wantsColor({ isTTY: true }, { TERM: 'dumb' }), false);
  });

  it('has a width, a pipe none', () => {
    assert.equal(terminalWidth({ isTTY: true, columns: 100 }), 100);
    assert.equal(terminalWidth({ isTTY: true }), 80);
    assert.equal(terminalWidth({ columns: 100 }), undefined);
  });

  it('shows the start of a line that is too long', () => {
    assert.equal(cutToWidth('tf.layers', 9), 'tf.layers');
    assert.equal(cutToWidth('tf.layers', 6), 'tf.la…');
    assert.equal(cutToWidth('∇ 👩‍🔬👩‍🔬👩‍🔬', 4), '∇ 👩‍🔬…');
    assert.equal(cutToWidth('tf.layers', undefined), 'tf.layers');
  });

  it('wraps sentences between words', () => {
    assert.deepEqual(wrapToWidth('no gradient gets through', 11), ['no gradient', 'gets', 'through']);
    assert.deepEqual(wrapToWidth('a/very/long/path is whole', 6), ['a/very/long/path', 'is', 'whole']);
    assert.deepEqual(wrapToWidth('no gradient gets through', undefined), ['no gradient gets through']);
  });

  it('tells what was not reached from what was only passed over', () => {
    const error = (code: ProbeError['code']): ProbeError => ({ file: 'a.ts', code, message: 'Line 1: so.' });
    const errors = [error('no-model'), error('directive'), error('data'), error('setting'), error('cancelled')];
    assert.equal(
      summaryLine(
        { models: [], errors },
        { files: 2, cancelled: undefined },
        { paint: (_, text) => text, width: undefined },
      ),
      '2 files · 0 models · no findings · 1 not reached · 3 passed over',
    );
  });
});
