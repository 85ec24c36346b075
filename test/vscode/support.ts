/**
 * What the suites in VS Code share: files in the workspace, and what a person sees of them, asked for as VS Code itself
 * asks.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A deep stack of small sigmoid layers, whose gradients die on their way back. */
export const vanishing = `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'sigmoid', inputShape: [8] }));
for (let depth = 0; depth < 10; depth++) {
  model.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
}
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy' });

const xs = tf.randomNormal([64, 8]);
const ys = tf.randomUniform([64, 1]).round();
void model.fit(xs, ys, { epochs: 5, batchSize: 16 });
`;

/** Two layers that train well. */
export const healthy = `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
const xs = tf.randomNormal([64, 8]);
void model.fit(xs, xs.sum(1, true), { epochs: 50, batchSize: 16 });
`;

/** Never comes to an end, and not in a loop, which would be left: the expression tries all ways to part the words. */
export const runaway = `import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
const words = 'the quick brown fox jumps over the lazy dog again and again and again!';
export const isSentence = /^(\\w+\\s?)*$/.test(words);
model.add(tf.layers.dense({ units: 1, inputShape: [8] }));
`;

function extensionUri(): vscode.Uri {
  const extension = vscode.extensions.getExtension('gradline.gradline');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.extensionUri;
}

/** The text of a file below `test/fixtures`. */
export async function fixture(name: string): Promise<string> {
  const uri = vscode.Uri.joinPath(extensionUri(), 'test/fixtures', name);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** A new file of the workspace, opened in the editor; the extension, which its language starts, has started by then. */
export async function openNew(text: string, name = 'model.ts'): Promise<vscode.TextEditor> {
  const uri = await writeNew(text, name);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
  const extension = vscode.extensions.getExtension('gradline.gradline');
  assert.ok(extension, 'VS Code does not know the extension');
  await extension.activate();
  return editor;
}

export async function writeNew(text: string, name = 'model.ts'): Promise<vscode.Uri> {
  // Each test file is bundled with a copy of this one: a counter would start anew in each.
  const uri = vscode.Uri.joinPath(workspaceFolder(), 'suite', crypto.randomUUID().slice(0, 8), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.at(0);
  assert.ok(folder, 'the suite needs a workspace folder');
  return folder.uri;
}

export interface Lens {
  readonly line: number;
  readonly title: string;
  readonly command: string;
}

/** The lenses of Gradline as VS Code shows them, from top to bottom. */
export async function lenses(uri: vscode.Uri): Promise<Lens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 1000);
  return all
    .map(({ range, command }) => ({
      line: range.start.line,
      title: command?.title ?? '',
      command: command?.command ?? '',
    }))
    .filter(({ command, title }) => command.startsWith('gradline.') || title.includes('Probe gradients'))
    .sort((a, b) => a.line - b.line);
}

/** Lenses of layers only: neither those over models nor those that say what is assumed. */
export async function layerLenses(uri: vscode.Uri): Promise<Lens[]> {
  return (await lenses(uri)).filter(
    ({ title, command }) => !/Prob(e|ing) gradients/.test(title) && command !== 'gradline.changeAssumptions',
  );
}

export async function layerTitles(uri: vscode.Uri): Promise<string[]> {
  return (await layerLenses(uri)).map(({ title }) => title);
}

/** Asserts how many texts there are, and that each matches: a loop alone would pass over none. */
export function assertEach(texts: readonly string[], count: number, expected: RegExp): void {
  assert.equal(texts.length, count, texts.join('\n'));
  for (const text of texts) assert.match(text, expected);
}

export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .filter((text) => text.includes('command:gradline.'))
    .join('\n');
}

export function problems(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gradline');
}

/** The code of a problem, whether or not it is linked. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The position of a piece of the text, the n-th time it stands there. */
export function find(document: vscode.TextDocument, text: string, occurrence = 0): vscode.Position {
  let at = -1;
  for (let seen = 0; seen <= occurrence; seen++) at = document.getText().indexOf(text, at + 1);
  assert.notEqual(at, -1, `${text} is not in the document`);
  return document.positionAt(at);
}

/** Waits until `read` gives something; what it gave last is in the message when it never does. */
export async function eventually<T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
  limitMs = 20_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function probe(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('gradline.probe', uri);
}

/** Gradline's item in the status bar; its text is empty while it is hidden. */
export function statusItem(): vscode.StatusBarItem {
  const extension = vscode.extensions.getExtension<{ status: vscode.StatusBarItem }>('gradline.gradline');
  assert.ok(extension?.isActive, 'the extension has not started');
  return extension.exports.status;
}

/** Does what a click on the item does. */
export async function clickOn({ command }: vscode.StatusBarItem): Promise<void> {
  assert.ok(typeof command === 'string', 'a click on the item does nothing');
  await vscode.commands.executeCommand(command);
}

/** Runs with a setting of Gradline's changed, and puts it back. */
export async function withSetting<T>(name: string, value: unknown, run: () => Promise<T>): Promise<T> {
  const update = (to: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('gradline').update(name, to, vscode.ConfigurationTarget.Workspace);
  await update(value);
  try {
    return await run();
  } finally {
    await update(undefined);
  }
}

const isPanel = ({ input }: vscode.Tab): boolean =>
  input instanceof vscode.TabInputWebview && input.viewType.includes('gradline.gradientFlow');

/**
 * Back to a VS Code in which nothing was probed. A panel stays open, as people leave it: to open it takes longer than a
 * probe.
 */
export async function reset(): Promise<void> {
  await vscode.commands.executeCommand('gradline.clear');
  const front = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (front?.isDirty) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const { tabGroups } = vscode.window;
  await tabGroups.close(tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => !isPanel(tab)));
  await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** For tests in which it matters that a probe opens the panel, or that nothing does. */
export async function closePanel(): Promise<void> {
  const tab = panelTab();
  if (tab) await vscode.window.tabGroups.close(tab);
}

/** The Gradient Flow panel's tab. */
export function panelTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(isPanel);
}
