/** Proves that agents get the verdict of a file by VS Code's own `lm.invokeTool`. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AgentAnswer } from '../../src/report/agents/answer';
import { eventually, healthy, layerTitles, lenses, openNew, reset, runaway, vanishing, withSetting } from './support';

async function invoke(
  input: Readonly<Record<string, unknown>>,
  token?: vscode.CancellationToken,
): Promise<{ text: string; answer: AgentAnswer | undefined }> {
  const { content } = await vscode.lm.invokeTool('gradline_probe', { input, toolInvocationToken: undefined }, token);
  const [text, data] = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''));
  return { text, answer: data ? (JSON.parse(data) as AgentAnswer) : undefined };
}

/** All units of its first layer are switched off by their bias. */
const dead = healthy.replace("'relu',", "'relu', biasInitializer: tf.initializers.constant({ value: -99 }),");

const codes = ({ answer }: { readonly answer: AgentAnswer | undefined }): string[] =>
  answer?.models.flatMap(({ findings }) => findings.map(({ code }) => code)) ?? [];

describe('an agent', function () {
  this.timeout(60_000);
  afterEach(reset);

  it('hears that a model is healthy, by its path in the workspace', async () => {
    const { document } = await openNew(healthy);
    const told = await invoke({ file: vscode.workspace.asRelativePath(document.uri) });
    assert.match(told.text, /^model \(.+model\.ts:3\): healthy in 30 steps × 1 seed/);
    assert.deepEqual(codes(told), []);
  });

  it('hears of findings in unsaved text, with their lines and numbers', async () => {
    const { document } = await openNew(healthy);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), vanishing);
    await vscode.workspace.applyEdit(edit);
    const told = await invoke({ file: document.uri.fsPath, model: 'model' });
    assert.ok(document.isDirty);
    assert.ok(codes(told).includes('vanishing-gradient'), told.text);
    assert.match(told.text, /error vanishing-gradient at .+model\.ts:6 \(cause\): /);
  });

  it('hears first what the code itself gets wrong', async () => {
    const { document } = await openNew(healthy.replace("'relu'", "'rellu'"));
    const { text, answer } = await invoke({ file: document.uri.fsPath });
    assert.match(text, /^The code is at fault \(.+\) .+model\.ts:4: .*relu/);
    assert.deepEqual(
      answer?.errors.map(({ own, line }) => ({ own, line })),
      [{ own: true, line: 4 }],
    );
  });

  it('is told what to do about a name that is not there', async () => {
    const lost = await invoke({ file: 'nowhere/net.ts' });
    assert.match(lost.text, /^No folder of the workspace has a file nowhere\/net\.ts\. Give its path/);
    const { document } = await openNew(healthy);
    const told = await invoke({ file: document.uri.fsPath, model: 'other' });
    assert.equal(told.text, 'No model is called other. There are model.');
  });

  it('ends the probe when it gives up, and is told that it was cancelled', async () => {
    const { document } = await openNew(runaway);
    const source = new vscode.CancellationTokenSource();
    // By its time limit the probe would end too late for this test.
    await withSetting('timeLimit', 600, async () => {
      const end = invoke({ file: document.uri.fsPath }, source.token).then(
        ({ text }) => text,
        (error: unknown) => String(error),
      );
      await eventually('the probe to start', async () =>
        (await lenses(document.uri)).some(({ title }) => title.includes('Probing gradients')),
      );
      source.cancel();
      assert.match(await end, /cancel/i);
      assert.deepEqual(await layerTitles(document.uri), ['not probed']);
    });
    source.dispose();
  });

  it('gets the fixes that were proven by the time limit, where it asks for them', async () => {
    const { document } = await openNew(dead);
    await withSetting('steps', 5, async () => {
      // On a busy machine the first limit may be over before a change has all its seeds.
      let told: Awaited<ReturnType<typeof invoke>> | undefined;
      for (const limit of [25, 60])
        if (!told?.answer?.models[0].findings[0].fixes.length)
          told = await withSetting('fixTimeLimit', limit, () => invoke({ file: document.uri.fsPath, fix: true }));
      assert.ok(told);
      assert.deepEqual(codes(told), ['dead-units']);
      const fixes = told.answer?.models[0].findings[0].fixes ?? [];
      assert.ok(fixes.length > 0, told.text);
      for (const { title, edits, proof } of fixes) {
        assert.ok(told.text.includes(`proven fix: ${title}`), told.text);
        assert.equal(edits[0].file, document.uri.path);
        assert.equal(proof.seeds.length, 5);
      }
      assert.equal(document.getText(), dead, 'the code stays as it is');
    });
    // Both limits may pass, and a probe before each.
  }).timeout(150_000);
});
