/** How numbers are formatted for people. */

import assert from 'node:assert/strict';
import {
  formatCount,
  formatData,
  formatFactor,
  formatMagnitude,
  formatShare,
  meanText,
} from '../../../src/report/format';

describe('number formats', () => {
  it('writes magnitudes with two digits and tells zero, NaN and infinity apart', () => {
    assert.deepEqual([3.14e-9, 0.0213, 0.996, 1, 9.96, 42.3, 99.6, 12345, 0, NaN, Infinity].map(formatMagnitude), [
      '3.1e-9',
      '2.1e-2',
      '1.0',
      '1.0',
      '10',
      '42',
      '1.0e+2',
      '1.2e+4',
      '0',
      'NaN',
      '∞',
    ]);
  });
  it('writes factors plainly where that is readable', () => {
    assert.deepEqual([0.241, 0.2, 1, 12.3, 123.4, 0.001, 5000, Infinity, 0].map(formatFactor), [
      '×0.24',
      '×0.20',
      '×1.0',
      '×12',
      '×123',
      '×1.0e-3',
      '×5.0e+3',
      '×∞',
      '×0',
    ]);
  });
  it('never rounds a share to none or all', () => {
    assert.deepEqual([0, 0.001, 0.5, 0.999, 1].map(formatShare), ['0 %', '<1 %', '50 %', '>99 %', '100 %']);
  });
  it('names no batch where none could be counted', () => {
    assert.deepEqual([formatData('own data', 32), formatData('own data', 0)], ['own data, batch 32', 'own data']);
  });
  it('counts in words', () => {
    assert.deepEqual([formatCount(1, 'layer'), formatCount(20, 'layer')], ['1 layer', '20 layers']);
  });
  it('writes means with the digits that it takes to centre numbers far from 0', () => {
    assert.equal(meanText(1985.4, 20, 2), '1990');
    assert.equal(meanText(1546732800000, 2.49e8, 3), '1.5467e12');
    assert.equal(meanText(20.04, 0.02, 2), '20.04');
    assert.equal(meanText(0, 1, 2), '0');
    assert.equal(meanText(-3.3e-5, 1e-6, 2), '-3.3e-5');
  });
});
