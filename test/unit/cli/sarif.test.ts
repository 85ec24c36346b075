/** Proves that SARIF names places as the format wants them; its shape is checked by the compiler against the format's types. */

import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { reportToSarif } from '../../../src/cli/sarif';
import type { ModelReport } from '../../../src/report/report';

const range = { start: { line: 4, character: 2 }, end: { line: 4, character: 9 } };
const finding = { code: 'dead-units', severity: 'warning', role: 'cause', message: 'All units are dead.', file: 'src/what#1?.ts', range, layers: [0], seeds: [1], related: [{ file: 'src/b.ts', range }], fixes: [] } as const;
const model: Pick<ModelReport, 'findings'> = { findings: [finding] };

describe('SARIF', () => {
  const report = { version: 1, models: [model as ModelReport], errors: [{ file: 'c.ts', code: 'syntax', message: 'No.' }] } as const;
  const { runs } = JSON.parse(reportToSarif(report, '0.1.0', new Map([['dead-units', '# Dead units\n\nUnits that\nare zero.\n']]))) as Log;
  const [run] = runs;

  it('counts lines and columns from one, and escapes paths', () => {
    const [result] = run.results ?? [];
    assert.equal(result.ruleId, 'dead-units');
    assert.equal(run.tool.driver.rules?.[result.ruleIndex ?? -1].id, 'dead-units');
    assert.equal(result.level, 'warning');
    assert.deepEqual(result.locations?.[0].physicalLocation, {
      artifactLocation: { uri: 'src/what%231%3F.ts' },
      region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 10 },
    });
    assert.equal(result.relatedLocations?.[0].message?.text, 'suffers from it');
  });

  it('explains rules by the first paragraph of their page', () => {
    assert.equal(run.tool.driver.rules?.find(({ id }) => id === 'dead-units')?.fullDescription?.text, 'Units that are zero.');
  });

  it('tells what could not be probed apart from findings', () => {
    assert.equal(run.invocations?.[0].executionSuccessful, false);
    assert.equal(run.invocations[0].toolExecutionNotifications?.[0].descriptor?.id, 'syntax');
  });
});
