/** JSON: NaN and infinities in a printed report, and in messages to a webview. */

import assert from 'node:assert/strict';
import { decodeNonFinite, encodeNonFinite, reportToJson } from '../../../src/report/json';
import type { Report } from '../../../src/report/report';

describe('report as JSON', () => {
  it('writes numbers that JSON lacks as strings, at any depth', () => {
    const report = {
      version: 1,
      models: [{ losses: [[1.5, NaN, Infinity, -Infinity]] }],
      errors: [],
    } as unknown as Report;
    assert.deepEqual(JSON.parse(reportToJson(report)), {
      version: 1,
      models: [{ losses: [[1.5, 'NaN', 'Infinity', '-Infinity']] }],
      errors: [],
    });
  });
});

function throughJson(value: unknown): unknown {
  return decodeNonFinite(JSON.parse(JSON.stringify(encodeNonFinite(value))));
}

describe('messages as JSON', () => {
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

  it('leaves data that was never encoded unchanged, also an object that has the key among others', () => {
    const value = { $number: 'NaN', unit: 'none' };
    assert.deepEqual(decodeNonFinite(value), value);
  });

  it('passes buffers on as they are, since VS Code sends them itself', () => {
    const buffer = new ArrayBuffer(4);
    assert.equal((encodeNonFinite({ buffer }) as { buffer: unknown }).buffer, buffer);
  });
});
