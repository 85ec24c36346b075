/** Proves that gradline.config.json is checked in words that help, and that overrides reach the files they name. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig, settingsForFile } from '../../../src/config';
import { findConfig } from '../../../src/config/find-config';
import { findingCodes } from '../../../src/report/finding';
import { root } from '../../harness/root';

interface Schema {
  readonly definitions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const faults = (value: unknown): string[] => {
  const result = readConfig(typeof value === 'string' ? value : JSON.stringify(value));
  return result.ok ? [] : result.faults.map(({ message }) => message);
};

describe('gradline.config.json', () => {
  it('says what is wrong with each setting, and where', () => {
    assert.deepEqual(faults({ stepz: 1, steps: 0, seeds: 'a', backend: 'gpu', timeLimit: 1.5 }), [
      'steps is at least 1, not 0.',
      'seeds takes a whole number, not "a".',
      'timeLimit takes a whole number, not 1.5.',
      'backend takes auto, wasm, cpu, not "gpu".',
      'There is no setting stepz. Did you mean steps?',
    ]);
    assert.deepEqual(faults({ overrides: [{ steps: 2 }, { files: ['a'], failOn: 'never' }] }), [
      'overrides needs files in each entry, not {"steps":2}.',
      'There is no setting failOn here. ' +
        'There are files, steps, seeds, timeLimit, backend, fixes, fixTimeLimit, disable.',
    ]);
    assert.match(faults({ disable: ['dead'] })[0], /^disable takes vanishing-gradient, .*, not "dead"\.$/);
    assert.deepEqual(faults([]), ['The file takes an object, not [].']);
    assert.match(faults('{ "steps": }')[0], /^This is no JSON: value expected\.$/);
    const result = readConfig('{\n  "steps": 30,\n  "stepz": 1\n}\n');
    assert.deepEqual(!result.ok && result.faults[0].range, {
      start: { line: 2, character: 2 },
      end: { line: 2, character: 9 },
    });
  });

  it('is right with everything that it may say', () => {
    const disable = ['few-steps'];
    const settings = { steps: 5, seeds: 2, timeLimit: 10, backend: 'cpu', fixes: 'off', fixTimeLimit: 9, disable };
    assert.deepEqual(
      faults({
        $schema: 'x',
        ...settings,
        failOn: 'warning',
        baseline: 'b.json',
        overrides: [{ files: ['*'], ...settings }],
      }),
      [],
    );
  });

  it('gives a file the settings of the overrides that match it, the last one first', () => {
    const config = {
      steps: 30,
      failOn: 'error',
      overrides: [
        { files: ['src/**/*.ts'], steps: 10, seeds: 1 },
        { files: ['**/slow.ts'], steps: 5 },
      ],
    } as const;
    const stepsOf = (file: string) => settingsForFile(config, '/w/gradline.config.json', file).steps;
    assert.deepEqual(
      ['/w/a.ts', '/w/src/deep/a.ts', '/w/src/slow.ts', '/other/src/a.ts'].map(stepsOf),
      [30, 10, 5, 30],
    );
    assert.equal(settingsForFile(config, '/w/gradline.config.json', '/w/src/slow.ts').seeds, 1);
  });

  it('is the nearest one up to the root of the project', async () => {
    const there = ['/w/gradline.config.json', '/w/a/gradline.config.json', '/gradline.config.json'];
    const kind = (file: string) => Promise.resolve(there.includes(file) ? ('file' as const) : undefined);
    const find = (file: string) => findConfig(file, { kind }, (folder) => folder === '/w' || folder === '/v');
    assert.equal(await find('/w/a/b/m.ts'), '/w/a/gradline.config.json');
    assert.equal(await find('/w/c/m.ts'), '/w/gradline.config.json');
    assert.equal(await find('/v/m.ts'), undefined);
  });

  it('knows the same findings and limits as the code and the editor’s settings', () => {
    const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    const { definitions } = read('schemas/config.schema.json') as Schema;
    assert.deepEqual((definitions.disable.items as { enum: unknown }).enum, findingCodes);
    const manifest = read('package.json') as {
      contributes: { configuration: { properties: Schema['definitions'] } };
    };
    for (const [name, rule] of Object.entries(definitions)) {
      if (name === 'disable') continue;
      const setting = manifest.contributes.configuration.properties[`gradline.${name}`];
      assert.deepEqual([rule.minimum, rule.maximum, rule.enum], [setting.minimum, setting.maximum, setting.enum], name);
    }
  });
});
