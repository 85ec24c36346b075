/** What models that share a line have in common is said once: in full the first time, then by its head alone. */

import assert from 'node:assert/strict';
import { reportToGithub } from '../../../../src/cli/output/github';
import { listing } from '../../../../src/cli/output/listing';
import type { Finding } from '../../../../src/report/finding';
import type { ModelReport } from '../../../../src/report/report';
import { chain, modelOf } from '../../diagnosis/models';

/** A model whose only finding stands on line 9 of a file that others share. */
function modelWith(message: string): ModelReport {
  const built = modelOf({ layers: chain(2, 1, { activation: 'tanh' }) });
  const range = { start: { line: 8, character: 0 }, end: { line: 8, character: 20 } };
  const finding: Finding = {
    ...{ code: 'not-learning', severity: 'warning', role: 'cause', message, file: 'loss.ts', range },
    ...{ layers: [], seeds: [1], related: [], fixes: [] },
  };
  return { ...built, name: 'net', findings: [finding], standIns: [], seeds: [1] };
}

describe('findings that models share', () => {
  const models = [modelWith('Of 3 nets none learns.'), modelWith('Of 4 nets none learns.'), modelWith('All learn.')];

  it('are listed in full once', () => {
    const text = listing({
      report: { models, errors: [] },
      texts: new Map(),
      color: false,
      width: undefined,
      findingsOnly: true,
    });
    assert.deepEqual(
      text.split('\n').filter((line) => line !== ''),
      [
        'warning not-learning loss.ts:9',
        '  Of 3 nets none learns.',
        'warning not-learning loss.ts:9 (as above)',
        'warning not-learning loss.ts:9',
        '  All learn.',
      ],
    );
  });

  it('are one annotation on GitHub', () => {
    const text = reportToGithub({ version: 1, models, errors: [] }, { files: 1, cancelled: undefined });
    assert.deepEqual(
      text.split('\n').flatMap((line) => /^::warning .*::(.*)$/.exec(line)?.[1] ?? []),
      ['Of 3 nets none learns.', 'All learn.'],
    );
  });
});
