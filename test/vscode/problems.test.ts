/** Proves which problems the Problems view lists, and when it drops them. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, eventually, openNew, probe, problems, reset, runaway, vanishing, withSetting } from './support';

describe('Problems', () => {
  afterEach(reset);

  it('has each finding on the line that causes it, with a page to read and the lines that suffer', async () => {
    const { document } = await openNew(vanishing);
    await probe(document.uri);
    const found = problems(document.uri).filter((problem) => codeOf(problem) === 'vanishing-gradient');
    assert.equal(found.length, 1);
    const [problem] = found;
    assert.ok([3, 5].includes(problem.range.start.line), `a sigmoid line, not ${problem.range.start.line}`);
    assert.ok(typeof problem.code === 'object');
    assert.ok(problem.code.target.path.endsWith('/docs/findings/vanishing-gradient.md'));
    await vscode.workspace.fs.stat(problem.code.target);
    assert.ok(problem.severity <= vscode.DiagnosticSeverity.Warning);
    const related = problem.relatedInformation ?? [];
    assert.ok(related.length > 0);
    for (const { location, message } of related) {
      assert.equal(location.uri.toString(), document.uri.toString());
      assert.match(message, /suffers? from it/);
    }
  });

  it('leads to the line where the blamed setting is written', async () => {
    const { document } = await openNew(
      vanishing.replace('\n\n', "\nconst activation = 'sigmoid';\n").replaceAll("activation: 'sigmoid'", 'activation'),
    );
    await probe(document.uri);
    const [problem] = problems(document.uri).filter((one) => codeOf(one) === 'vanishing-gradient');
    const [first] = problem.relatedInformation ?? [];
    assert.deepEqual([first.location.range.start.line, first.message], [1, 'activation is set here']);
  });

  it('names file and line of a mistake in the code, until the next edit', async () => {
    const editor = await openNew(vanishing.replace('units: 1,', 'units: 1, shape(,'));
    await probe(editor.document.uri);
    const [problem] = problems(editor.document.uri);
    assert.equal(codeOf(problem), 'syntax');
    assert.equal(problem.range.start.line, 7);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    assert.deepEqual(problems(editor.document.uri), []);
  });

  it('is empty after Clear Results, and after the file is deleted', async () => {
    const { document } = await openNew(vanishing);
    await probe(document.uri);
    assert.notEqual(problems(document.uri).length, 0);
    await vscode.commands.executeCommand('gradline.clear');
    assert.deepEqual(problems(document.uri), []);

    await probe(document.uri);
    assert.notEqual(problems(document.uri).length, 0);
    const deletion = new vscode.WorkspaceEdit();
    deletion.deleteFile(document.uri);
    await vscode.workspace.applyEdit(deletion);
    await eventually('the problems to go', () => (problems(document.uri).length === 0 ? true : undefined));
  });

  it('says so when a model never returns', async () => {
    const { document } = await openNew(runaway);
    await withSetting('timeLimit', 1, () => probe(document.uri));
    const [problem] = problems(document.uri);
    assert.equal(codeOf(problem), 'time-limit');
    assert.match(problem.message, /within 1 second/);
  });
});
