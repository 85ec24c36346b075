/** Proves that an untrusted workspace shows where layers are, runs nothing, and says why. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { layerLenses, lenses, openNew, panelTab, reset, vanishing } from '../support';

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

  it('the command runs nothing', async () => {
    const { document } = await openNew(vanishing);
    void vscode.commands.executeCommand('gradline.probe', document.uri);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(panelTab(), undefined);
    for (const { title } of await layerLenses(document.uri)) assert.equal(title, 'not probed');
  });
});
