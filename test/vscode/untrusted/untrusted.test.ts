/** Proves that an untrusted workspace shows where layers are, runs nothing, and says why. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { untrustedReason } from '../../../src/editor/host/trust';
import { answering } from '../answers';
import { isLoaded } from '../loaded-files';
import { notified, type Notification } from '../notifications';
import { assertEach, eventually, find, layerTitles, lenses, openNew, panelTab, reset, vanishing } from '../support';
import { modelTree } from '../tree';

describe('in an untrusted workspace', () => {
  before(() => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
  afterEach(reset);

  it('the lenses stand as always and say what is missing', async () => {
    const { document } = await openNew(vanishing);
    const all = await lenses(document.uri);
    assert.equal(all.length, 4);
    assert.equal(all[0].title, 'Probe gradients: needs a trusted workspace');
    assert.equal(all[0].command, 'workbench.trust.manage');
    assertEach(await layerTitles(document.uri), 3, /^not probed$/);
  });

  it('an agent gets nothing run, and hears why', async () => {
    const { document } = await openNew(vanishing);
    const input = { file: document.uri.fsPath };
    const { content } = await vscode.lm.invokeTool('gradline_probe', { input, toolInvocationToken: undefined });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    assert.equal(part.value, untrustedReason);
    assert.equal(panelTab(), undefined);
  });

  it('saving runs nothing, even where the person wants probes on save', async () => {
    const { document } = await openNew(vanishing);
    await vscode.workspace.getConfiguration('gradline').update('probeOnSave', true, vscode.ConfigurationTarget.Global);
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '\n');
      await vscode.workspace.applyEdit(edit);
      assert.equal(await document.save(), true);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal(panelTab(), undefined);
      assertEach(await layerTitles(document.uri), 3, /^not probed$/);
    } finally {
      await vscode.workspace
        .getConfiguration('gradline')
        .update('probeOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('the bundler stays unloaded', async () => {
    await openNew(vanishing);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.equal(isLoaded('bundler.js'), false);
  });

  describe('a command', () => {
    const trust: Notification = {
      level: 'warning',
      message:
        'Probing runs the model code of this workspace, which needs a trusted workspace. Until then the layers ' +
        'are only marked.',
      buttons: ['Manage Workspace Trust'],
    };

    /** @returns the notifications of a command that was given a model's file and line */
    async function shownBy(name: string, ...args: unknown[]): Promise<readonly Notification[]> {
      let all: readonly Notification[] = [];
      await notified(undefined, async (shown) => {
        await vscode.commands.executeCommand(`gradline.${name}`, ...args);
        all = shown;
      });
      return all;
    }

    async function assertNothingRan(uri: vscode.Uri): Promise<void> {
      assert.deepEqual(await modelTree(), []);
      assertEach(await layerTitles(uri), 3, /^not probed$/);
    }

    for (const name of ['probe', 'probeModelAtCursor', 'changeAssumptions', 'probeAll']) {
      it(`says what it needs, and runs nothing: ${name}`, async () => {
        const editor = await openNew(vanishing);
        const at = find(editor.document, 'tf.layers');
        editor.selection = new vscode.Selection(at, at);
        assert.deepEqual(await shownBy(name), [trust]);
        assert.equal(panelTab(), undefined);
        await assertNothingRan(editor.document.uri);
      });
    }

    it('says what it needs, and runs nothing: probeAgain of the tree', async () => {
      const { document } = await openNew(vanishing);
      assert.deepEqual(await shownBy('probeAgain', { probed: document.uri, modelsToProbe: () => undefined }), [trust]);
      await assertNothingRan(document.uri);
    });

    for (const name of ['cancel', 'clear', 'showLog', 'showPanel', 'toggleLenses']) {
      it(`runs nothing: ${name}`, async () => {
        const { document } = await openNew(vanishing);
        assert.deepEqual(await shownBy(name), []);
        if (name === 'toggleLenses') {
          assert.deepEqual(await lenses(document.uri), []);
          await shownBy(name);
        }
        await assertNothingRan(document.uri);
      });
    }

    it('leads to the trust of the workspace by its button', async () => {
      const { document } = await openNew(vanishing);
      await notified('Manage Workspace Trust', async () => {
        await vscode.commands.executeCommand('gradline.probe', document.uri);
        await eventually('the editor of workspace trust', () =>
          vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Trust')),
        );
      });
    });
  });

  it('Change Assumptions asks nothing, runs nothing and says why', async () => {
    const { document } = await openNew(
      "import * as tf from '@tensorflow/tfjs';\n\nexport function createModel(numClasses: number) {\n" +
        '  return tf.sequential({ layers: [tf.layers.dense({ units: numClasses, inputShape: [4] })] });\n}\n',
    );
    const windows = vscode.window as { showWarningMessage: unknown };
    const { showWarningMessage } = windows;
    const said: unknown[] = [];
    windows.showWarningMessage = (message: unknown): Promise<undefined> => {
      said.push(message);
      return Promise.resolve(undefined);
    };
    try {
      // No answers: a quick pick or an input box would fail the test.
      await answering([], async () => {
        await vscode.commands.executeCommand('gradline.changeAssumptions', document.uri, 3);
        await vscode.commands.executeCommand('gradline.changeAssumptions', document.uri, 'createModel');
        await vscode.commands.executeCommand('gradline.changeAssumptions');
      });
    } finally {
      windows.showWarningMessage = showWarningMessage;
    }
    assert.deepEqual(said, [untrustedReason, untrustedReason, untrustedReason]);
    assert.equal(panelTab(), undefined);
    assert.equal(document.isDirty, false);
  });
});
