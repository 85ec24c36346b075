/** Proves for each faulty model that the fix which the light bulb prefers heals it, compiles, and is undone at once. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, openNew, probe, problems, reset } from '../../vscode/support';
import { typeErrorsOf } from '../type-check';
import { isFaulty } from '../faulty-label';

const extension = vscode.extensions.getExtension('gradline.gradline');
const folders = ['test/models', 'media/samples'].map((folder) => path.join(extension?.extensionPath ?? '', folder));
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => isFaulty(readFileSync(file, 'utf8'))),
);

/** A search goes on for a moment after its first proven fix: a better one may be about to be proven. */
const laterFixesMs = 5000;

function warnings(uri: vscode.Uri): vscode.Diagnostic[] {
  return problems(uri).filter(({ severity }) => severity < vscode.DiagnosticSeverity.Information);
}

/** The fix that the light bulb prefers, on whichever warning it stands. */
async function preferredFix(uri: vscode.Uri): Promise<vscode.CodeAction | undefined> {
  for (const { range } of warnings(uri)) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const preferred = actions.find(({ title, isPreferred, edit }) => title.includes('→') && isPreferred && edit);
    if (preferred) return preferred;
  }
  return undefined;
}

/** Searches fixes until one is proven, and gives it; undefined where the search ends without one. */
async function searchFix(uri: vscode.Uri): Promise<vscode.CodeAction | undefined> {
  const search = { ended: false };
  const end = vscode.commands.executeCommand('gradline.findFixes', uri).then(() => (search.ended = true));
  await eventually(
    'a fix, or the end of the search',
    async () => search.ended || (await preferredFix(uri)) !== undefined,
    150_000,
  );
  for (const enough = Date.now() + laterFixesMs; !search.ended && Date.now() < enough;)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await vscode.commands.executeCommand('gradline.cancel');
  await end;
  return preferredFix(uri);
}

/** The model in the workspace, with the data that the models of the calibration set share. */
async function openModel(file: string): Promise<vscode.TextDocument> {
  const { document } = await openNew(readFileSync(file, 'utf8'), path.basename(file));
  const data = path.join(path.dirname(file), 'data.ts');
  const copy = vscode.Uri.joinPath(document.uri, '../data.ts');
  if (file.includes('models')) await vscode.workspace.fs.copy(vscode.Uri.file(data), copy, { overwrite: true });
  return document;
}

/** The test's title says how the model fared. */
function sayInTitle({ test }: Mocha.Context, words: string): void {
  if (test) test.title = words;
}

describe('the fix that the light bulb prefers', function () {
  this.timeout(240_000);
  let faulty = 0;
  const fixed: { readonly name: string; readonly file: string; readonly text: string }[] = [];

  before(() => vscode.workspace.getConfiguration('gradline').update('seeds', 3));
  afterEach(reset);

  for (const file of files) {
    const name = path.basename(file, path.extname(file));
    it(`heals ${name}`, async function () {
      const document = await openModel(file);
      const before = document.getText();
      await probe(document.uri);
      if (warnings(document.uri).length === 0) {
        sayInTitle(this, `${name} has no warning`);
        return this.skip(); // the calibration judges that
      }
      faulty += 1;
      const fix = await searchFix(document.uri);
      if (!fix?.edit) {
        sayInTitle(this, `${name} has no proven fix`);
        return this.skip(); // npm run fixes says what was tried
      }
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      const after = document.getText();
      assert.notEqual(after, before);
      await probe(document.uri);
      assert.deepEqual(
        warnings(document.uri).map(({ message }) => message),
        [],
        fix.title,
      );
      fixed.push({ name: `${name}, ${fix.title}`, file, text: after });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
      sayInTitle(this, `heals ${name} by ${fix.title}`);
    });
  }

  it('compiles, and is there for most of the models', () => {
    assert.ok(fixed.length * 2 > faulty, `${fixed.length} of ${faulty} have a proven fix`);
    const wholeText = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
    const errors = typeErrorsOf(
      fixed.map(({ name, file, text }) => ({ name, edits: [{ file, range: wholeText, newText: text }] })),
    );
    assert.deepEqual(errors, []);
  });
});
