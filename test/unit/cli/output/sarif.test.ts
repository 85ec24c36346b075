/** Proves that the SARIF output follows the format's published schema, and names places as the schema says. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { Log } from 'sarif';
import { reportToSarif } from '../../../../src/cli/output/sarif';
import type { ModelReport } from '../../../../src/report/report';

const range = { start: { line: 4, character: 2 }, end: { line: 4, character: 9 } };
const finding = {
  code: 'dead-units',
  severity: 'warning',
  role: 'cause',
  message: 'All units are dead.',
  file: 'src/what#1?.ts',
  range,
  layers: [0],
  seeds: [1],
  related: [
    { file: 'src/config.ts', range, note: 'activation is set here' },
    { file: 'src/b.ts', range },
  ],
  fixes: [],
} as const;
const model: Pick<ModelReport, 'findings'> = { findings: [finding] };

/** The OASIS schema, as a package carries it; it is written in the fourth draft of JSON Schema. */
function validator(): (log: unknown) => string[] {
  const read = (file: string): object => JSON.parse(readFileSync(require.resolve(file), 'utf8')) as object;
  const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true });
  ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'));
  const validate = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  return (log) =>
    validate(log) ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}

describe('SARIF', () => {
  const report = {
    version: 1,
    models: [model as ModelReport],
    errors: [{ file: 'c.ts', code: 'syntax', message: 'No.' }],
  } as const;
  const text = reportToSarif(report, '0.1.0', new Map([['dead-units', '# Dead units\n\nUnits that\nare zero.\n']]));
  const [run] = (JSON.parse(text) as Log).runs;

  it('is valid by the schema of SARIF 2.1.0, with findings and errors and without', () => {
    const faultsOf = validator();
    assert.deepEqual(faultsOf(JSON.parse(text)), []);
    assert.deepEqual(
      faultsOf(JSON.parse(reportToSarif({ version: 1, models: [], errors: [] }, '0.1.0', new Map()))),
      [],
    );
    assert.notDeepEqual(
      faultsOf(JSON.parse(text.replace('"startLine": 5', '"startLine": 0'))),
      [],
      'the schema is in force',
    );
  });

  it('says of every result whether the user has disabled it, where there is one that is', () => {
    const suppression = { by: 'comment', reason: 'a demo', at: { file: 'src/b.ts', range } } as const;
    const suppressed = [{ ...finding, suppression }];
    const log = reportToSarif(
      { ...report, models: [{ ...model, suppressed } as unknown as ModelReport] },
      '0',
      new Map(),
    );
    assert.deepEqual(validator()(JSON.parse(log)), []);
    const suppressions = (JSON.parse(log) as Log).runs[0].results?.map((result) => result.suppressions);
    assert.deepEqual(
      suppressions?.map((all) => all?.map(({ kind, justification }) => [kind, justification])),
      [[], [['inSource', 'a demo']]],
    );
    assert.equal(run.results?.[0].suppressions, undefined);
  });

  it('has the edits of a fix by file, valid by the schema', () => {
    const insertion = { start: range.start, end: range.start };
    const fix = {
      kind: 'hidden-activation',
      title: 'swish + heNormal (loss 0.7 → 0.2, 5 of 5 seeds)',
      edits: [
        { file: 'src/what#1?.ts', range, newText: `'swish'` },
        { file: 'src/config.ts', range: insertion, newText: ` kernelInitializer: 'heNormal',\n` },
      ],
      proof: { before: 'loss 0.7', after: 'loss 0.2', seeds: [1, 2, 3, 4, 5], healthy: true },
    } as const;
    const fixed = { ...model, findings: [{ ...finding, fixes: [fix] }] } as unknown as ModelReport;
    const log = JSON.parse(reportToSarif({ ...report, models: [fixed] }, '0.1.0', new Map())) as Log;
    assert.deepEqual(validator()(log), []);
    const [told] = log.runs[0].results?.[0].fixes ?? [];
    assert.equal(told.description?.text, fix.title);
    assert.deepEqual(
      told.artifactChanges.map(({ artifactLocation, replacements }) => [
        artifactLocation.uri,
        replacements[0].deletedRegion.endColumn,
        replacements[0].insertedContent?.text,
      ]),
      [
        ['src/what%231%3F.ts', 10, `'swish'`],
        ['src/config.ts', 3, ` kernelInitializer: 'heNormal',\n`],
      ],
    );
  });

  it('counts lines and columns from one, and escapes paths', () => {
    const [result] = run.results ?? [];
    assert.equal(result.ruleId, 'dead-units');
    assert.equal(run.tool.driver.rules?.[result.ruleIndex ?? -1].id, 'dead-units');
    assert.equal(result.level, 'warning');
    assert.deepEqual(result.locations?.[0].physicalLocation, {
      artifactLocation: { uri: 'src/what%231%3F.ts' },
      region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 10 },
    });
    assert.deepEqual(
      result.relatedLocations?.map(({ message }) => message?.text),
      ['activation is set here', 'suffers from it'],
    );
  });

  it('explains rules by the first paragraph of their page', () => {
    assert.equal(
      run.tool.driver.rules?.find(({ id }) => id === 'dead-units')?.fullDescription?.text,
      'Units that are zero.',
    );
  });

  it('tells what could not be probed apart from findings', () => {
    assert.equal(run.invocations?.[0].executionSuccessful, false);
    assert.equal(run.invocations[0].toolExecutionNotifications?.[0].descriptor?.id, 'syntax');
  });
});
