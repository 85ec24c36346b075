/**
 * Proves that the folders of a workspace are kept apart where they have files of the same name, and brought together
 * where they import each other.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../answers';
import { MemoryFiles } from '../memory-files';
import {
  assertEach,
  eventually,
  healthy,
  hoverAt,
  layerLenses,
  layerTitles,
  lenses,
  probe,
  problems,
  reset,
  vanishing,
} from '../support';
import { modelTree } from '../tree';

const folders = (): readonly vscode.Uri[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
const at = (folder: number, name: string): vscode.Uri => vscode.Uri.joinPath(folders()[folder], name);
const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
const show = (uri: vscode.Uri): Thenable<vscode.TextEditor> =>
  vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
const outline = async (): Promise<string[]> =>
  (await modelTree()).map(({ label, description }) => `${label} · ${description}`);

const builder = `import * as tf from '@tensorflow/tfjs';

export function createModel(numClasses: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax', inputShape: [4] }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
`;

async function set(folder: number, section: string, name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration(section, folders()[folder])
    .update(name, value, vscode.ConfigurationTarget.WorkspaceFolder);
}

describe('a workspace of several folders', () => {
  before(() => {
    assert.deepEqual(
      folders().map(({ path }) => path.split('/').slice(-2).join('/')),
      ['app/net', 'library/net'],
    );
  });
  afterEach(async () => {
    await reset();
    for (const folder of folders())
      for (const [name] of await vscode.workspace.fs.readDirectory(folder))
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name), { recursive: true });
  });

  it('keeps files of the same name apart, and tells them apart in the tree', async () => {
    const [bad, good] = [at(0, 'model.ts'), at(1, 'model.ts')];
    await write(bad, vanishing);
    await write(good, healthy);
    await show(bad);
    await probe(bad);
    await show(good);
    assertEach(await layerTitles(good), 2, /^not probed$/);
    await probe(good);
    assertEach(await layerTitles(good), 2, /^∇ [\d.e+-]+$/);
    assert.deepEqual(problems(good), []);
    assert.ok(problems(bad).length > 0);
    const [first, second] = await outline();
    assert.match(first, /^model\.ts · ↓ vanishing.* · app\/net$/);
    assert.match(second, /^model\.ts · healthy · library\/net$/);
    // The first probe in a fresh VS Code also starts the bundler and the panel.
  }).timeout(120_000);

  it('follows imports from one folder into another, and finds there who calls a function', async () => {
    const library = at(1, 'layers.ts');
    await write(
      library,
      `import * as tf from '@tensorflow/tfjs';\n\nexport function build(size: number) {\n  const model = ` +
        `tf.sequential();\n  model.add(tf.layers.dense({ units: size, inputShape: [8] }));\n  return model;\n}\n`,
    );
    const app = at(0, 'app.ts');
    await write(
      app,
      `import * as tf from '@tensorflow/tfjs';\nimport { build } from '../../library/net/layers';\nimport { size ` +
        `} from './size';\n\nconst model = build(size);\nmodel.compile({ optimizer: tf.train.sgd(0.01), loss: ` +
        `'meanSquaredError' });\nvoid model.fit(tf.ones([4, 8]), tf.ones([4, size]));\n`,
    );
    // Of two files that fit by their name the one beside the importing file is meant.
    await write(at(0, 'size.ts'), 'export const size = 17;\n');
    await write(at(1, 'size.ts'), 'export const size = 3;\n');
    await show(library);
    await probe(app);
    assert.match((await layerLenses(library))[0].title, /^∇ /, (await outline()).join('\n'));
    await vscode.commands.executeCommand('gradline.clear');
    await probe(library);
    const assumed = (await lenses(library)).find(({ command }) => command === 'gradline.changeAssumptions');
    assert.doesNotMatch(assumed?.title ?? '', /size/, 'the app says what the size is');
    assert.match(await hoverAt(library, new vscode.Position(4, 22)), /batch, 17/);
  });

  it('has settings of its own in each folder', async () => {
    for (const [folder, steps] of [
      [0, 2],
      [1, 4],
    ]) {
      await set(folder, 'gradline', 'steps', steps);
      await set(folder, 'gradline', 'seeds', 1);
      await write(at(folder, 'settings.ts'), healthy);
    }
    for (const [folder, steps] of [
      [0, 2],
      [1, 4],
    ]) {
      const uri = at(folder, 'settings.ts');
      await show(uri);
      await probe(uri);
      assert.match((await lenses(uri))[0].title, new RegExp(`healthy in ${steps} steps × 1 seed$`));
    }
  });

  it(
    'has all its models probed in one go, without what each folder’s own .gitignore and settings leave ' + 'out',
    async () => {
      for (const folder of [0, 1])
        for (const name of ['walked.ts', 'left/a.ts', 'right/b.ts']) await write(at(folder, name), healthy);
      await write(at(0, '.gitignore'), 'left/\n');
      await write(at(1, '.gitignore'), 'right/\n');
      await write(at(1, 'shut/c.ts'), healthy);
      await write(at(0, 'shut/c.ts'), healthy);
      await set(1, 'search', 'exclude', { shut: true });
      await set(0, 'gradline', 'steps', 2);
      await set(1, 'gradline', 'steps', 2);
      await vscode.commands.executeCommand('gradline.probeAll');
      assert.deepEqual(await outline(), [
        'b.ts · healthy · app/net/right',
        'c.ts · healthy · app/net/shut',
        'walked.ts · healthy · app/net',
        'a.ts · healthy · library/net/left',
        'walked.ts · healthy · library/net',
      ]);
    },
  );

  it('probes a folder that lies on no disk and that VS Code cannot search', async () => {
    const uri = vscode.Uri.parse('memory:/net');
    const files = new MemoryFiles({
      '/net/.gitignore': 'old/\n',
      '/net/app.ts': `import { build } from './parts/build';\nvoid build(17);\n`,
      '/net/old/model.ts': healthy,
      '/net/node_modules/other/model.ts': healthy,
      '/net/parts/build.ts':
        `import * as tf from '@tensorflow/tfjs';\n\nexport function build(size: number) {\n  const model = ` +
        `tf.sequential();\n  model.add(tf.layers.dense({ units: size, inputShape: [8] }));\n  return model;\n}\n`,
    });
    const provider = vscode.workspace.registerFileSystemProvider('memory', files);
    const count = folders().length;
    try {
      vscode.workspace.updateWorkspaceFolders(count, 0, { uri, name: 'virtual' });
      await eventually('the folder', () => (folders().length > count ? true : undefined));
      await vscode.commands.executeCommand('gradline.probeAll');
      const [row, ...others] = await outline();
      assert.match(row, /^build\.ts · /);
      assert.deepEqual(others, []);
      const built = vscode.Uri.joinPath(uri, 'parts/build.ts');
      await show(built);
      assert.match((await layerTitles(built))[0], /^∇ /);
      assert.match(await hoverAt(built, new vscode.Position(4, 22)), /batch, 17/, 'another file says what the size is');
    } finally {
      vscode.workspace.updateWorkspaceFolders(count, 1);
      await eventually('its end', () => (folders().length === count ? true : undefined));
      provider.dispose();
    }
  });

  it('keeps what is pinned in one folder from the same file of another', async () => {
    for (const folder of [0, 1]) await write(at(folder, 'pinned.ts'), builder);
    await show(at(0, 'pinned.ts'));
    await answering(['numClasses = 10', { type: '4', from: '10' }, 'Remember in This Workspace'], async () => {
      await vscode.commands.executeCommand('gradline.changeAssumptions', at(0, 'pinned.ts'), 3);
    });
    const title = async (folder: number): Promise<string | undefined> => {
      await show(at(folder, 'pinned.ts'));
      return (await lenses(at(folder, 'pinned.ts'))).find(({ command }) => command === 'gradline.changeAssumptions')
        ?.title;
    };
    assert.match((await title(0)) ?? '', /^pinned: numClasses = 4/);
    assert.match((await title(1)) ?? '', /^assumes: numClasses = 10/);
    await answering(['Unpin numClasses'], async () => {
      await vscode.commands.executeCommand('gradline.changeAssumptions', at(0, 'pinned.ts'), 3);
    });
  });
});
