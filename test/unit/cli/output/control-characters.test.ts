/** Proves that no character of user code acts on the terminal. */

import assert from 'node:assert/strict';
import { escapeControls } from '../../../../src/cli/output/control-characters';

describe('control characters', () => {
  it('has escapes where a terminal would color, ring, go back or turn the line', () => {
    assert.equal(
      escapeControls('a\u001b[31mred\u0007 \rback \u202Edlrow'),
      'a\\u001b[31mred\\u0007 \\u000dback \\u202edlrow',
    );
  });

  it('keeps tabs, ends of lines and every language', () => {
    const text = 'a\tb\r\nc\n∇ 1e-3 ↓ ünï 日本 مرحبا';
    assert.equal(escapeControls(text), text);
  });

  it('goes through lists and objects, and leaves numbers alone', () => {
    assert.deepEqual(escapeControls({ name: 'x\u0000', losses: [1, NaN], layers: [{ name: '\u2066y' }], none: null }), {
      name: 'x\\u0000',
      losses: [1, NaN],
      layers: [{ name: '\\u2066y' }],
      none: null,
    });
  });
});
