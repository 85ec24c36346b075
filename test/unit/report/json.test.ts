/** The JSON that other programs read. */

import assert from 'node:assert/strict';
import { reportToJson } from '../../../src/report/json';
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
