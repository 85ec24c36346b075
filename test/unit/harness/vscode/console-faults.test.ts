/** Tests which messages of VS Code's console count as faults of the extension. */

import assert from 'node:assert/strict';
import { ConsoleFaults } from '../../../harness/vscode/console-faults';
import { root } from '../../../harness/root';

describe('console faults', () => {
  const noted = (level: string, text: string): readonly string[] => {
    const faults = new ConsoleFaults();
    faults.note(level, text);
    faults.note(level, text);
    return faults.found;
  };

  it('are errors with the extension in their stack, once each', () => {
    const error = `boom: Error: boom\n    at HoverProvider.provideHover (${root}/dist/extension.js:10:5)`;
    assert.deepEqual(noted('error', error), [error]);
    const address = `https://host.vscode-resource.net${root.replaceAll('\\', '/')}`;
    const page = `Error: boom\n    at ${address}/dist/panel.js:1:108`;
    assert.deepEqual(noted('error', page), [page]);
    assert.equal(noted('error', '[gradline.gradline] provider FAILED').length, 1);
  });

  it('are promises that failed unseen', () => {
    assert.equal(
      noted('warn', `stack trace: Error: boom\n\tat Timeout._onTimeout (${root}/dist/extension.js:1:1)`).length,
      1,
    );
    assert.equal(
      noted('warn', `stack trace: Error: boom\n\tat Context.<anonymous> (${root}/out/test/vscode/runs.test.js:1:1)`)
        .length,
      1,
    );
  });

  it('are neither errors of others nor messages that only inform', () => {
    assert.deepEqual(noted('error', "Cannot find module './build/Release/watchdog'"), []);
    assert.deepEqual(noted('warn', 'stack trace: Error: boom\n\tat /usr/share/code/out/main.js:1:1'), []);
    assert.deepEqual(noted('log', `Loading ${root}/dist/extension.js`), []);
    assert.deepEqual(noted('warn', `${root}/dist/extension.js is slow`), []);
  });
});
