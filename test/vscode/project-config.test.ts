/** Proves that a project's gradline.config.json counts in the editor, and that a faulty one is told on its line. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, healthy, lenses, openNew, probe, problems, reset, withSetting } from './support';

async function writeConfig(model: vscode.Uri, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(model, '../gradline.config.json');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** What stands over the model, and below it the problems of the file. */
const verdict = async (uri: vscode.Uri): Promise<string> =>
  [(await lenses(uri))[0].title, ...problems(uri).map(({ message }) => message)].join('\n');

describe('gradline.config.json', () => {
  afterEach(reset);

  it('counts before the settings of VS Code; a faulty one is a problem on its line until it is right', async () => {
    const { document } = await openNew(healthy);
    const { uri } = document;
    await writeConfig(uri, '{ "steps": 2, "overrides": [{ "files": ["model.ts"], "seeds": 2 }] }');
    await probe(uri);
    assert.match(await verdict(uri), /healthy in 2 steps × 2 seeds$/);

    const config = await writeConfig(uri, '{\n  "steps": 2,\n  "sedes": 2\n}');
    await withSetting('steps', 3, () => probe(uri));
    assert.match(await verdict(uri), /3 steps × 1 seed$/, 'the settings of VS Code count');
    const [problem, ...others] = problems(config);
    assert.deepEqual(others, []);
    assert.equal(codeOf(problem), 'config');
    assert.deepEqual([problem.range.start.line, problem.range.start.character], [2, 2]);
    assert.match(problem.message, /^There is no setting sedes\. Did you mean seeds\?/);

    await writeConfig(uri, '{ "steps": 4 }');
    await probe(uri);
    assert.match(await verdict(uri), /healthy in 4 steps × 1 seed$/);
    assert.deepEqual(problems(config), []);
  });
});
