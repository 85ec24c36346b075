/**
 * Proves that code under probe on the command line writes nothing, starts nothing, ends nothing but itself, and always
 * leaves a model or a reason.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../../../src/report/report';
import { root } from '../../../harness/root';

const model = 'export const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });\n';

describe('code under probe on the command line', function () {
  this.timeout(90_000);
  let folder = '';
  let project = '';
  let temporary = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gradline-foreign-')));
    project = path.join(folder, 'project');
    temporary = path.join(folder, 'tmp');
    mkdirSync(project);
    mkdirSync(temporary);
    writeFileSync(path.join(project, 'kept.txt'), 'kept');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (...words: string[]): ReturnType<typeof execFile> =>
    execFile(
      process.execPath,
      [
        path.join(root, 'dist/cli.js'),
        'probe',
        'model.mjs',
        '--steps',
        '2',
        '--seeds',
        '1',
        '--format',
        'json',
        ...words,
      ],
      { cwd: project, env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary } },
    );

  /** What a run of the code leaves behind is looked for in the project and among temporary files. */
  async function probe(code: string, ...words: string[]): Promise<{ status: number; report: Report }> {
    writeFileSync(path.join(project, 'model.mjs'), `import * as tf from '@tensorflow/tfjs';\n${code}`);
    const child = start(...words);
    let stdout = '';
    child.stdout?.on('data', (chunk: string) => (stdout += chunk));
    const status = await new Promise<number>((resolve) =>
      child.on('close', (code) => {
        resolve(code ?? -1);
      }),
    );
    assert.deepEqual(readdirSync(project).sort(), ['kept.txt', 'model.mjs']);
    assert.deepEqual(readdirSync(temporary), []);
    return { status, report: JSON.parse(stdout) as Report };
  }

  const deeds: readonly (readonly [what: string, code: string, standIns: readonly string[]])[] = [
    [
      'writes and removes files',
      "import fs from 'fs';\nimport { writeFile } from 'node:fs/promises';\n" +
        "fs.writeFileSync('out.txt', 'x');\nfs.rmSync('kept.txt');\nawait writeFile('out2.txt', 'x');\n",
      ['fs', 'node:fs/promises'],
    ],
    [
      'requires what writes under a computed name',
      "const name = ['f', 's'].join('');\nrequire(name).writeFileSync('out.txt', 'x');\n" +
        "const loaded = await import('node:' + name);\nloaded.writeFileSync('out2.txt', 'x');\n",
      ['fs', 'node:fs'],
    ],
    [
      'makes code of strings that imports what writes',
      "const file = new URL('out.txt', import.meta.url).pathname;\n" +
        "for (const make of [(0, eval), (text) => new Function('return ' + text)(), " +
        "(text) => (async () => {}).constructor('return ' + text)()]) {\n" +
        "  try { await make(`import('node:fs').then((fs) => fs.writeFileSync('out.txt', file))`); } catch {}\n}\n",
      [],
    ],
    [
      'asks the process for its modules',
      "process.getBuiltinModule('fs').writeFileSync('out.txt', 'x');\nglobalThis.process.binding('fs');\n" +
        "process.mainModule.require('fs').writeFileSync('out.txt', 'x');\n",
      [],
    ],
    [
      'starts other programs',
      "import { execSync, spawn } from 'child_process';\nexecSync('touch out.txt');\nspawn('touch', ['out2.txt']);\n",
      ['child_process'],
    ],
    [
      'ends the process, and waits for input',
      "process.stdin.on('data', () => {});\nprocess.stdin.resume();\nprocess.exitCode = 5;\n" +
        "process.on('exit', () => {});\nprocess.kill(process.pid);\nsetInterval(() => {}, 1000);\n",
      [],
    ],
  ];
  for (const [what, code, standIns] of deeds) {
    it(`${what}: nothing comes of it, the model is probed, and what was stood in for is listed`, async () => {
      const { status, report } = await probe(code + model);
      assert.deepEqual(report.errors, []);
      assert.deepEqual(
        report.models.map((one) => one.standIns),
        [standIns],
      );
      assert.equal(status, 0);
    });
  }

  it('saves a model: nothing is written, the code goes on, and that is listed', async () => {
    const { report } = await probe(
      `${model}const { modelArtifactsInfo } = await model.save('file://./saved');\n` +
        `await model.save('downloads://net');\n` +
        `if (!(modelArtifactsInfo.dateSaved instanceof Date)) throw new Error('not saved');\n` +
        `export const next = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });\n`,
    );
    assert.deepEqual(report.errors, []);
    assert.deepEqual(
      report.models.map(({ name, standIns, assumed }) => [name, standIns, assumed.length]),
      [
        ['model', ["save('file://./saved')", "save('downloads://net')"], 3],
        ['next', ["save('file://./saved')", "save('downloads://net')"], 3],
      ],
    );
  });

  it('saves by a handler of its own, which gets the model as ever', async () => {
    const { report } = await probe(
      `${model}let units = 0;\nawait model.save({ save: async ({ modelTopology }) => { units = ` +
        `modelTopology.config.layers[0].config.units; return {}; } });\n` +
        `export const next = tf.sequential({ layers: [tf.layers.dense({ units: units + 3, inputShape: [3] })] });\n`,
    );
    assert.deepEqual(
      report.models.map(({ layers, standIns }) => [layers[0].outputShape.at(-1), standIns]),
      [
        [2, []],
        [5, []],
      ],
    );
  });

  it('opens a server: nobody listens', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const probing = probe(
      `import http from 'http';\nhttp.createServer(() => {}).listen(${port});\n${model}await new ` +
        `Promise((done) => setTimeout(done, 2000));\n`,
    );
    let answered = false;
    let isRunning = true;
    const ended = probing.finally(() => {
      isRunning = false;
    });
    const goesOn = (): boolean => isRunning;
    while (goesOn()) {
      const socket = createConnection(port, '127.0.0.1');
      socket.on('connect', () => (answered = true)).on('error', () => undefined);
      await sleep(100);
      socket.destroy();
    }
    const { report } = await ended;
    assert.deepEqual([answered, report.models.map(({ standIns }) => standIns)], [false, [['http']]]);
  });

  it('ends the process in the middle: what was made by then is probed', async () => {
    const { status, report } = await probe(`${model}process.exit(7);\n`);
    assert.deepEqual([status, report.models.length, report.errors], [0, 1, []]);
  });

  const hangs: readonly (readonly [what: string, code: string])[] = [
    ['waits in native code', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);\n'],
    [
      'tries all ways of a regular expression',
      "export const isText = /^(\\w+\\s?)*$/.test('the quick brown fox jumps over the lazy dog again and " +
        "again and again!');\n",
    ],
    [
      'never lets the event loop turn',
      'const again = () => Promise.resolve().then(again);\nagain();\n' +
        'await new Promise((done) => setTimeout(done, 1));\n',
    ],
  ];
  for (const [what, code] of hangs) {
    it(`${what}: it is ended at the limit, with a message`, async () => {
      const { status, report } = await probe(model + code, '--time-limit', '2');
      assert.equal(status, 2);
      assert.deepEqual(
        report.errors.map((error) => [error.code, error.message]),
        [
          [
            'time-limit',
            'The probe did not end within 2 seconds and was stopped while the module itself was running. ' +
              'Look for a loop that never ends, or raise the time limit.',
          ],
        ],
      );
    });
  }
});
