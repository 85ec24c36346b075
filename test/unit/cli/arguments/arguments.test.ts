/** What the command line understands, and what it says when it does not. */

import assert from 'node:assert/strict';
import { readArguments, UsageError } from '../../../../src/cli/arguments/arguments';
import { fileOptions } from '../../../../src/cli/settings/file-options';

describe('command line arguments', () => {
  it('has the documented defaults', () => {
    assert.deepEqual(readArguments(['probe', 'a.ts']), {
      command: 'probe',
      files: ['a.ts'],
      format: 'text',
      assume: [],
      given: {},
      updatesBaseline: false,
      quiet: false,
      color: true,
    });
    assert.deepEqual(fileOptions({}, {}), {
      probe: { steps: 30, seeds: [1, 2, 3], backend: 'auto', timeLimitSeconds: 60 },
      fixTimeLimitSeconds: 120,
    });
  });

  it('reads every option', () => {
    const words =
      'probe a.ts b.js --format=sarif --steps 5 --seeds 2 --seed 7 --backend cpu --time-limit 9 --fail-on warning'
        .split(' ')
        .concat('--assume', 'units=4', '--assume', 'net.loss = a=b', '--config', 'g.json', '--baseline', 'b.json')
        .concat('--update-baseline', '--changed-since', 'main', '--quiet', '--no-color');
    assert.deepEqual(readArguments(words), {
      command: 'probe',
      files: ['a.ts', 'b.js'],
      format: 'sarif',
      failOn: 'warning',
      assume: [
        { written: 'units=4', name: 'units', text: '4' },
        { written: 'net.loss = a=b', name: 'net.loss', text: 'a=b' },
      ],
      given: { steps: 5, seeds: 2, seed: 7, backend: 'cpu', timeLimitSeconds: 9 },
      config: 'g.json',
      baseline: 'b.json',
      updatesBaseline: true,
      changedSince: 'main',
      quiet: true,
      color: false,
    });
  });

  it('come before the config, and that before the defaults', () => {
    const config = { steps: 9, seeds: 1, timeLimit: 7, fixTimeLimit: 8, disable: ['few-steps'] } as const;
    assert.deepEqual(fileOptions({ steps: 5, seed: 4 }, config), {
      probe: { steps: 5, seeds: [4], backend: 'auto', timeLimitSeconds: 7, disabled: ['few-steps'] },
      fixTimeLimitSeconds: 8,
    });
  });

  const mistakes: [string, RegExp][] = [
    ['', /Say what to probe/],
    ['model.ts', /Did you mean: gradline probe model\.ts/],
    ['probe', /Name at least one file or folder/],
    ['probe a.ts --steps 0', /--steps takes a whole number from 1 to 10000, not '0'/],
    ['probe a.ts --steps 1.5', /not '1\.5'/],
    ['probe a.ts --seeds 11', /--seeds takes a whole number from 1 to 10/],
    ['probe a.ts --format xml', /--format takes text, json, sarif, github, junit, markdown, not 'xml'/],
    ['probe a.ts --backend gpu', /--backend takes auto, wasm, cpu/],
    ['probe a.ts --colour', /Unknown option '--colour'/],
    ['probe a.ts --assume units', /--assume takes a name and a value, such as numClasses=4, not 'units'/],
    ['probe a.ts --assume units=', /--assume takes a name and a value/],
    ['probe a.ts --assume units=1 --assume units=2', /--assume gives units twice/],
    ['explain nothing', /CODE takes vanishing-gradient/],
  ];
  for (const [line, message] of mistakes) {
    it(`explains what is wrong with «gradline ${line}»`, () => {
      assert.throws(
        () => readArguments(line.split(' ').filter(Boolean)),
        (error) => error instanceof UsageError && message.test(error.message) && !error.message.includes('\n'),
      );
    });
  }
});
