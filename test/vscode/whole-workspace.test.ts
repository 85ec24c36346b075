/**
 * Proves that all models of a workspace are probed in one go: which files, where the results show, and how the walk
 * ends or gives way.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closePanel,
  codeOf,
  eventually,
  healthy,
  layerLenses,
  panelTab,
  probe,
  problems,
  reset,
  runaway,
  vanishing,
  workspaceFolder,
} from './support';
import { modelTree, outline, type Row } from './tree';

const folder = (): vscode.Uri => vscode.Uri.joinPath(workspaceFolder(), 'whole');
const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder(), name);
const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
const probeAll = (): Thenable<unknown> => vscode.commands.executeCommand('gradline.probeAll');
const throwing =
  "import * as tf from '@tensorflow/tfjs';\nthrow new Error('not today');\nexport const model = tf.sequential();\n";

async function names(): Promise<string[]> {
  return (await modelTree()).map(({ label }) => label);
}

async function row(name: string): Promise<Row | undefined> {
  return (await modelTree()).find(({ label }) => label === name);
}

async function untilProbing(name: string): Promise<void> {
  await eventually(`${name} to be probed`, async () => ((await row(name))?.icon === 'loading~spin' ? true : undefined));
}

describe('Probe All Models', () => {
  const settings: [string, string, unknown][] = [
    ['gradline', 'steps', 2],
    ['gradline', 'seeds', 1],
    ['gradline', 'timeLimit', 300],
    // What other tests leave in the workspace, and the samples.
    ['files', 'exclude', { suite: true, '*.ts': true }],
    ['search', 'exclude', { '**/excluded': true }],
    ['files', 'autoSave', 'off'],
  ];
  const set = async (isOn: boolean): Promise<void> => {
    for (const [section, name, value] of settings)
      await vscode.workspace
        .getConfiguration(section)
        .update(name, isOn ? value : undefined, vscode.ConfigurationTarget.Workspace);
  };
  const empty = async (): Promise<void> => {
    await reset();
    await vscode.workspace.fs.delete(folder(), { recursive: true }).then(undefined, () => undefined);
  };

  before(() => set(true));
  beforeEach(empty);
  after(async () => {
    await empty();
    await set(false);
  });

  it(
    'probes the files that make models, without what settings and .gitignore leave out, ' + 'and opens none of them',
    async () => {
      await write('.gitignore', 'ignored/\n');
      await write('b.ts', healthy);
      await write('nets/a.ts', vanishing);
      await write('plain.ts', 'export const answer = 42;\n');
      for (const name of ['ignored/x.ts', 'excluded/y.ts', 'node_modules/z.ts', 'types.d.ts', 'lib.min.js'])
        await write(name, healthy);
      await probeAll();
      assert.deepEqual(await names(), ['b.ts', 'a.ts']);
      assert.deepEqual(
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .filter(({ input }) => input instanceof vscode.TabInputText),
        [],
      );
    },
  );

  it(
    'lists findings in Problems of files that are not open, also after they were opened and closed, until they ' +
      'are cleared',
    async () => {
      await write('a.ts', vanishing);
      await probeAll();
      const codes = (): string[] => problems(at('a.ts')).map(codeOf);
      assert.ok(codes().includes('vanishing-gradient'));
      await vscode.window.showTextDocument(at('a.ts'));
      assert.match((await layerLenses(at('a.ts')))[0].title, /^∇ /);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      assert.ok(codes().includes('vanishing-gradient'));
      await vscode.commands.executeCommand('gradline.clear');
      assert.deepEqual(codes(), []);
      assert.deepEqual(await modelTree(), []);
    },
  );

  it(
    'shows each model with its verdict in the tree, the worst by its icon, ' + 'and why others were not reached',
    async () => {
      await write('good.ts', healthy);
      await write('nets/bad.ts', vanishing);
      await write('never.ts', throwing);
      await probeAll();
      const [good, bad, never] = await modelTree();
      assert.deepEqual([good.icon, never.icon], ['pass', 'error']);
      assert.match(good.description, /^healthy · whole$/);
      assert.match(good.children[0].description, /^healthy in 2 steps × 1 seed · line 3$/);
      assert.match(bad.description, /↓ vanishing.* · whole\/nets$/);
      assert.ok(['error', 'warning'].includes(bad.icon));
      assert.match(bad.color ?? '', /^problems(Error|Warning)Icon\.foreground$/);
      assert.match(bad.spoken, /^bad\.ts, (error|warning), ↓ vanishing/);
      const finding = bad.children[0].children.find(({ label }) => label === '↓ vanishing');
      assert.ok(finding, outline([bad]));
      assert.ok(
        finding.children.length >= 3 &&
          finding.children.every(({ description }) => /^∇ .* · line \d+$/.test(description)),
        outline([finding]),
      );
      assert.match(never.description, /^✕ this line throws · whole$/);
      assert.match(never.children[0].description, /not today/);
    },
  );

  it('goes to the line of what is clicked, and probes again what is asked for', async () => {
    await write('a.ts', vanishing);
    await probeAll();
    const [file] = await modelTree();
    const finding = file.children[0].children.find(({ label }) => label === '↓ vanishing');
    const deepest = finding?.children.at(0);
    assert.ok(deepest?.item.command);
    await vscode.commands.executeCommand(
      deepest.item.command.command,
      ...(deepest.item.command.arguments as unknown[]),
    );
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), at('a.ts').toString());
    assert.match(deepest.description, new RegExp(`line ${editor.selection.active.line + 1}$`));

    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    assert.match((await modelTree())[0].children[0].description, /before edit$/);
    await vscode.commands.executeCommand('gradline.probeAgain', file.node);
    assert.doesNotMatch((await modelTree())[0].children[0].description, /before edit$/);
  });

  it('takes unsaved text', async () => {
    // A name of its own: for a moment VS Code still holds the text of a file that another test deleted.
    await write('unsaved.ts', healthy);
    const editor = await vscode.window.showTextDocument(at('unsaved.ts'));
    assert.equal(editor.document.getText(), healthy);
    const isEdited = await editor.edit((edit) => {
      edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), vanishing);
    });
    assert.ok(isEdited);
    await probeAll();
    assert.equal(editor.document.isDirty, true);
    assert.match((await modelTree())[0].description, /vanishing/);
  });

  it('gives a helper in another file its badges, and leaves out one that no model runs through', async () => {
    const hidden =
      "import * as tf from '@tensorflow/tfjs';\n\n" +
      "export const hidden = () => tf.layers.dense({ units: 4, activation: 'relu' });\n";
    await write('hidden.ts', hidden);
    await write('unused.ts', hidden);
    await write(
      'user.ts',
      healthy
        .replace('tf.layers.dense({ units: 1 })', 'hidden());\nmodel.add(tf.layers.dense({ units: 1 })')
        .replace('\n\n', "\nimport { hidden } from './hidden';\n\n"),
    );
    await probeAll();
    assert.deepEqual(await names(), ['user.ts']);
    await vscode.window.showTextDocument(at('hidden.ts'));
    assert.match((await layerLenses(at('hidden.ts')))[0].title, /^∇ /);
  });

  it('stops midway when cancelled; what is finished stays', async () => {
    await write('a.ts', healthy);
    await write('b.ts', runaway);
    await write('c.ts', healthy);
    const walk = probeAll();
    await untilProbing('b.ts');
    await vscode.commands.executeCommand('gradline.cancel');
    await walk;
    assert.deepEqual(await names(), ['a.ts']);
    assert.equal((await row('a.ts'))?.icon, 'pass');
  });

  it('stops when the panel is closed, in which it runs', async () => {
    await closePanel();
    await write('a.ts', runaway);
    await write('b.ts', healthy);
    const walk = probeAll();
    await eventually('the panel', panelTab);
    await untilProbing('a.ts');
    await vscode.window.tabGroups.close(await eventually('the panel', panelTab));
    await walk;
    assert.deepEqual(await names(), []);
    assert.equal(panelTab(), undefined);
  });

  it('lets a single probe go first, and goes on with the file that it left', async () => {
    await write('a.ts', runaway);
    await write('excluded/single.ts', healthy);
    const walk = probeAll();
    await untilProbing('a.ts');
    await probe(at('excluded/single.ts'));
    assert.equal((await row('single.ts'))?.icon, 'pass');
    await untilProbing('a.ts');
    await vscode.commands.executeCommand('gradline.cancel');
    await walk;
    assert.deepEqual(await names(), ['single.ts']);
  });

  it('gives way to a newer walk', async () => {
    await write('a.ts', runaway);
    const first = probeAll();
    await untilProbing('a.ts');
    await write('a.ts', healthy);
    await Promise.all([first, probeAll()]);
    assert.equal((await row('a.ts'))?.icon, 'pass');
  });

  it('notices files that change or go while they are not open', async () => {
    await write('a.ts', vanishing);
    await write('deep/b.ts', vanishing);
    await probeAll();
    await write('a.ts', `\n${vanishing}`);
    await eventually('the numbers to be from before the edit', async () =>
      (await row('a.ts'))?.children[0].description.endsWith('before edit') ? true : undefined,
    );
    await vscode.workspace.fs.delete(at('deep'), { recursive: true });
    await eventually('b.ts to go', async () => ((await names()).join() === 'a.ts' ? true : undefined));
    assert.deepEqual(problems(at('deep/b.ts')), []);
  });

  it('lists files that are probed one by one as well', async () => {
    await write('a.ts', healthy);
    await probe(at('a.ts'));
    assert.deepEqual(await names(), ['a.ts']);
  });

  it('says so where nothing makes a model, and comes to an end', async () => {
    await closePanel();
    await probeAll();
    assert.deepEqual(await modelTree(), []);
    assert.equal(panelTab(), undefined);
  });
});
