/** Tests the short verdict: it calls models healthy only if nothing speaks against them. */

import assert from 'node:assert/strict';
import { shortVerdict } from '../../../../src/editor/results/short-verdict';
import { network, vanishing } from '../../../webview/reports';

const healthy = network({ depth: 3, gain: 1 });
const own = { file: '/a.ts', code: 'name' as const, message: 'No such loss.', own: true as const };

describe('the verdict in a few words', () => {
  const cases: readonly (readonly [name: string, verdict: string, expected: string])[] = [
    ['a healthy model', shortVerdict([healthy], []), 'gradients healthy'],
    ['findings', shortVerdict([vanishing(), healthy], []), '2 gradient findings'],
    ['an error of the code itself', shortVerdict([healthy], [own]), '1 error in the code'],
    ['both', shortVerdict([vanishing()], [own, own]), '2 errors in the code, 2 gradient findings'],
    [
      'a model that was not trained as the code runs it',
      shortVerdict([{ ...healthy, notAsRun: 'made-up data' }], []),
      'not as the code runs it',
    ],
  ];
  for (const [name, verdict, expected] of cases)
    it(`is «${expected}» for ${name}`, () => {
      assert.equal(verdict, expected);
    });
});
