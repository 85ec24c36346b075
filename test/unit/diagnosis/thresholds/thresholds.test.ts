/** Every number under "How Gradline decides" on a finding's page stands in the table of thresholds. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { thresholds } from '../../../../src/diagnosis/thresholds/thresholds';
import { findingCodes } from '../../../../src/report/finding';
import { root } from '../../../harness/root';

/** All numbers of the table, nested or not. */
function numbersIn(table: object): number[] {
  return Object.values(table).flatMap((value: unknown) =>
    typeof value === 'number' ? [value] : numbersIn(value as object),
  );
}

/**
 * Numbers that are no thresholds: the distance from an end that counts as saturated, fixed where outputs are sampled;
 * what float32 can square.
 */
const others = new Set([0.01, 1.8e19]);

/**
 * The numbers of a text; citations ("et al. 2016, section 8.4") and quoted messages left out; digits only, as counts
 * are written in words.
 */
function numbersOf(text: string): { readonly text: string; readonly value: number }[] {
  const plain = text
    .replace(/\([^()]*\b(19|20)\d\d[^()]*\)/g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/`[^`]*`/g, '');
  return [...plain.matchAll(/(?<![\w.])(\d+(?:\.\d+)?(?:e-?\d+)?)( %)?(?![\w])/g)].map(([all, number, percent]) => ({
    text: all,
    value: Number(number) / (percent ? 100 : 1),
  }));
}

describe('pages of the findings', () => {
  const table = numbersIn(thresholds);
  // A share may be told from the other end: a loss that falls by ten percent is one below 0.9.
  const known = (value: number): boolean =>
    others.has(value) ||
    table.some((number) => [number, 1 - number].some((n) => Math.abs(n - value) < 1e-9 * Math.max(1, Math.abs(value))));

  for (const code of findingCodes) {
    it(`${code}: no number that the table has not`, () => {
      const page = readFileSync(path.join(root, 'docs/findings', `${code}.md`), 'utf8');
      const section = /## How Gradline decides\n([\s\S]*?)\n## /.exec(page)?.[1];
      assert.ok(section, 'the page says how Gradline decides');
      assert.deepEqual(
        numbersOf(section)
          .filter(({ value }) => !known(value))
          .map(({ text }) => text),
        [],
      );
    });
  }

  it('finds a number that does not belong', () => {
    assert.deepEqual(
      numbersOf('above 0.17 of 93 %, under 2e-3 (Some et al. 2016, 8.4), "in 5 of 10 seeds"').map(({ value }) => value),
      [0.17, 0.93, 2e-3],
    );
    assert.ok(!known(0.17) && known(thresholds.update.large));
  });
});
