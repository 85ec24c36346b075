/** Proves that an untrusted workspace shows where layers are, runs nothing, and says why. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { layerLenses, lenses, openNew, panelTab, reset, vanishing } from '../support';
import { modelTree } from '../tree';

describe('in an untrusted workspace', () => {
  before(() => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
  after(reset);

  it('the lenses stand as always and say what is missing', async () => {
    const { document } = await openNew(vanishing);
    const all = await lenses(document.uri);
    assert.equal(all.length, 4);
    assert.equal(all[0].title, 'Probe gradients: needs a trusted workspace');
    assert.equal(all[0].command, 'workbench.trust.manage');
    for (const { title } of await layerLenses(document.uri)) assert.equal(title, 'not probed');
  });

  it('the commands run nothing', async () => {
    const { document } = await openNew(vanishing);
    void vscode.commands.executeCommand('gradline.probe', document.uri);
    void vscode.commands.executeCommand('gradline.probeAll');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(panelTab(), undefined);
    assert.deepEqual(await modelTree(), []);
    for (const { title } of await layerLenses(document.uri)) assert.equal(title, 'not probed');
  });
});
