/** Tests that plain data comes through JSON as it was, with the numbers that JSON cannot write. */

import assert from 'node:assert/strict';
import { fromWire, toWire } from '../../../src/report/wire';

function throughJson(value: unknown): unknown {
  return fromWire(JSON.parse(JSON.stringify(toWire(value))));
}

describe('wire', () => {
  it('keeps NaN and infinities apart from each other, from null and from their names', () => {
    const value = {
      series: [
        [1, Number.NaN],
        [Infinity, -Infinity],
      ],
      shape: [null, 3],
      name: 'NaN',
      nested: { zero: 0 },
    };
    assert.deepEqual(throughJson(value), value);
  });

  it('leaves what never was on the wire unchanged, objects with other keys beside included', () => {
    const value = { $number: 'NaN', unit: 'none' };
    assert.deepEqual(fromWire(value), value);
  });

  it('hands buffers on as they are, for VS Code carries them by itself', () => {
    const buffer = new ArrayBuffer(4);
    assert.equal((toWire({ buffer }) as { buffer: unknown }).buffer, buffer);
  });
});
