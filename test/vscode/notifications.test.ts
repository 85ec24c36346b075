/** Proves what the extension says in notifications, and what their buttons do. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from './answers';
import { notified, type Notification } from './notifications';
import {
  closePanel,
  eventually,
  find,
  healthy,
  layerLenses,
  openNew,
  panelTab,
  probe,
  reset,
  runaway,
  vanishing,
  withSetting,
  workspaceFolder,
} from './support';

const command = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`gradline.${name}`, ...args);
const probed = async (uri: vscode.Uri): Promise<boolean> =>
  (await layerLenses(uri)).every(({ title }) => title.startsWith('∇'));

/** Runs a command and gives the one notification that it shows. */
async function only(run: () => Thenable<unknown>): Promise<Notification> {
  let first: Notification | undefined;
  await notified(undefined, async (shown) => {
    await run();
    first = await eventually('a notification', () => shown.at(0));
    assert.equal(shown.length, 1, JSON.stringify(shown));
  });
  assert.ok(first);
  return first;
}

describe('a notification', () => {
  afterEach(reset);

  it('says that the line of the cursor belongs to no model, and its button probes the file', async () => {
    const editor = await openNew(
      `${healthy}\nexport const unrelated = 1;\n${healthy.replace(/^.*\n/, '').replaceAll(/\b(model|xs)\b/g, '$1Too')}`,
    );
    const { document } = editor;
    const at = find(document, 'unrelated');
    editor.selection = new vscode.Selection(at, at);
    await notified('Probe the File', async (shown) => {
      await command('probeModelAtCursor');
      await eventually('the file to be probed', async () => ((await probed(document.uri)) ? true : undefined));
      assert.deepEqual(shown, [
        {
          level: 'information',
          message: `Line ${at.line + 1} of model.ts belongs to no model.`,
          buttons: ['Probe the File'],
        },
      ]);
    });
  });

  it('says what to open where nothing in front can be probed', async () => {
    await closePanel();
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'tensorflow' }),
    );
    for (const name of ['probe', 'probeModelAtCursor', 'changeAssumptions']) {
      assert.deepEqual(await only(() => command(name)), {
        level: 'information',
        message: 'Open a TypeScript or JavaScript file that makes a TensorFlow.js model, then probe it.',
        buttons: [],
      });
    }
    assert.equal(panelTab(), undefined);
  });

  it('says that a file makes no model', async () => {
    const { document } = await openNew("import * as tf from '@tensorflow/tfjs';\nexport const one = tf.scalar(1);\n");
    const { level, message, buttons } = await only(() => probe(document.uri));
    assert.deepEqual([level, buttons], ['warning', ['Show Log']]);
    assert.equal(
      message,
      'model.ts makes no TensorFlow.js model: no tf.sequential, tf.model or tf.variable was found. ' +
        'Probe a file that makes one.',
    );
  });

  it('says that the code did not come to an end, and when that was', async () => {
    const { document } = await openNew(runaway);
    await withSetting('timeLimit', 2, async () => {
      const { level, message } = await only(() => probe(document.uri));
      assert.equal(level, 'warning');
      assert.match(message, /2 seconds|2 s\b/);
    });
  });

  it('offers other arguments where those that were assumed did not do', async () => {
    const { document } = await openNew(`import * as tf from '@tensorflow/tfjs';

export function createModel(units: number, side: number) {
  return tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [4] }), tf.layers.reshape({ targetShape: [side, side] })] });
}
`);
    await answering([undefined], async (picks) => {
      await notified('Change Assumptions', async (shown) => {
        await probe(document.uri);
        await eventually('the arguments to choose from', () => picks.at(0));
        assert.deepEqual(
          shown.map(({ level, buttons }) => [level, buttons]),
          [['warning', ['Change Assumptions', 'Show Log']]],
        );
        assert.match(shown[0].message, /createModel was called with units = 16, side = 10/);
        assert.deepEqual(
          picks[0].map((label) => label.replace(/ · .*/, '')),
          ['units = 16', 'side = 10'],
        );
      });
    });
  });

  it('says why there is nothing to assume', async () => {
    const { document } = await openNew(healthy);
    assert.equal(
      (await only(() => command('changeAssumptions', document.uri))).message,
      'model.ts leaves nothing open: no function that makes a model takes arguments, and the last probe had to ' +
        'assume no input shape, loss or optimizer.',
    );
    const broken = await openNew(
      "import * as tf from '@tensorflow/tfjs';\nexport function make() {\n  return tf.sequential({ layers: [",
    );
    assert.equal(
      (await only(() => command('changeAssumptions', broken.document.uri))).message,
      'model.ts has a syntax error: correct it first.',
    );
  });

  describe('after all models', () => {
    const folder = (): vscode.Uri => vscode.Uri.joinPath(workspaceFolder(), 'told');
    const write = (name: string, text: string): Thenable<void> =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), new TextEncoder().encode(text));
    const setExclude = (value: unknown): Thenable<void> =>
      vscode.workspace.getConfiguration('files').update('exclude', value, vscode.ConfigurationTarget.Workspace);

    before(() => setExclude({ suite: true, whole: true, '*.ts': true }));
    afterEach(async () => {
      await vscode.workspace.fs.delete(folder(), { recursive: true }).then(undefined, () => undefined);
    });
    after(() => setExclude(undefined));

    it('counts files, models and findings, and leads to both lists', async () => {
      await write('bad.ts', vanishing);
      await write('good.ts', healthy);
      await write(
        'never.ts',
        "import * as tf from '@tensorflow/tfjs';\nthrow new Error('not today');\n" +
          'export const model = tf.sequential();\n',
      );
      const { level, message, buttons } = await only(() => command('probeAll'));
      assert.equal(level, 'information');
      assert.match(
        message,
        /^Probed 3 files with 2 models: 1 error in the code, \d gradient findings?\. 1 file .* says why\.$/,
      );
      assert.deepEqual(buttons, ['Show Problems', 'Show Models']);
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'bad.ts'));
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'never.ts'));
      const well = await only(() => command('probeAll'));
      assert.deepEqual(
        [well.message, well.buttons],
        ['Probed 1 file with 1 model: gradients healthy.', ['Show Models']],
      );
    });

    it('says where there are none', async () => {
      assert.deepEqual(await only(() => command('probeAll')), {
        level: 'information',
        message: 'No TypeScript or JavaScript file of this workspace makes a TensorFlow.js model.',
        buttons: [],
      });
    });
  });
});
