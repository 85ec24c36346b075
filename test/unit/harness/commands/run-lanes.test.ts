/** Proves that lanes of steps read as if they ran in turn, and that the first failure stops all of them. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LanesEnd, runLanes } from '../../../harness/commands/run-lanes';
import type { Step } from '../../../harness/commands/run-step';

const step = (name: string, code: string, tests = false): Step => ({ name, words: ['-e', code], tests });
const says = (name: string): Step => step(name, `console.log('${name} speaks')`);

async function run(...lanes: readonly Step[][]): Promise<LanesEnd & { readonly lines: string }> {
  const lines: string[] = [];
  const end = await runLanes(lanes, (line) => lines.push(line));
  return { ...end, lines: lines.join('\n').replace(/\d+\.\d s/g, '0 s') };
}

describe('lanes of steps', () => {
  it('run side by side, and are shown one after another', async () => {
    // The first step ends once the one beside it has written a file.
    const folder = mkdtempSync(path.join(tmpdir(), 'gradline-lanes-'));
    const file = JSON.stringify(path.join(folder, 'written'));
    const waits = `const t = setInterval(() => { if (require('fs').existsSync(${file})) clearInterval(t); }, 10)`;
    const writes = `require('fs').writeFileSync(${file}, ''); console.log('beside speaks')`;
    const { lines, failed } = await run([step('first', waits), says('second')], [step('beside', writes)]);
    rmSync(folder, { recursive: true });
    assert.equal(failed, undefined);
    assert.equal(
      lines,
      '\n── first\n── first: ok after 0 s\n\n── second\nsecond speaks\n── second: ok after 0 s\n' +
        '\n── beside\nbeside speaks\n── beside: ok after 0 s',
    );
  });

  it('stop where one fails, which alone is shown', async () => {
    const { lines, failed } = await run(
      [step('endless', 'setInterval(() => undefined, 1000)'), says('never')],
      [step('wrong', `console.log('what is wrong'); process.exit(3)`), says('nor this')],
      [step('silent', `console.log('noise'); setInterval(() => undefined, 1000)`)],
    );
    assert.equal(failed, 'wrong');
    assert.equal(lines, '\n── endless\n\n── wrong\nwhat is wrong\n── wrong: FAILED after 0 s');
  });

  it('sum their tests; a step of tests without one is a failure', async () => {
    const tests = (line: string): Step => step('tests', `console.log('  ${line}')`, true);
    assert.deepEqual((await run([tests('3 passing')], [tests('2 passing')])).counts, {
      passed: 5,
      failed: 0,
      skipped: 0,
    });
    const none = await run([tests('nothing here')]);
    assert.equal(none.failed, 'tests');
    assert.match(none.lines, /tests: not one test passed\./);
  });
});
