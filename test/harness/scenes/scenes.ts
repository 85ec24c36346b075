/** The scenes that the screenshots show, each played by mouse and keyboard. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeWindow } from './vscode-window';

/** Keeps a picture of the screen under a name. */
export type Keep = (name: string) => Promise<void>;

export interface Stage {
  readonly window: VSCodeWindow;
  readonly keep: Keep;
  readonly workspace: string;
  /** The sample to open. */
  readonly sample: string;
}

export interface Scene {
  readonly name: string;
  readonly restricted: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  play(stage: Stage): Promise<void>;
}

const badge = /∇/;
const running = /Probing/;
/** Within this time Gradline has probed all samples. */
const walkMs = 300_000;

async function fromOpeningToProblems({ window, keep, sample }: Stage): Promise<void> {
  await window.open(sample);
  await window.seeLens(/not probed/);
  await keep('opened');
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(running);
  await keep('running');
  await window.seeLens(badge);
  await window.seeNoLens(running);
  await keep('badges');
  await window.hoverOver('dense');
  await keep('hover');
  await window.leave();
  await window.command('Problems: Focus on Problems View');
  await window.page.waitForTimeout(500);
  await keep('problems');
  await window.command('View: Toggle Panel Visibility');

  const panel = await window.webview('table');
  await panel.locator('table tbody tr').nth(1).locator('button, a, td').first().click();
  await window.page.waitForTimeout(500);
  await keep('layer-clicked-in-panel');

  await window.clickOn('sequential');
  await window.page.keyboard.press('End');
  await window.type(' // edited');
  await window.page.keyboard.press('Home');
  await window.page.waitForTimeout(1_500);
  await keep('edited');
}

const endless = `// A model that is never finished.
import * as tf from '@tensorflow/tfjs';

export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
  /^(\\w+\\s?)*$/.test('the quick brown fox jumps over the lazy dog again and again and again!');
}
`;

async function endlessLoop({ window, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'endless.ts'), endless);
  await window.open('endless.ts');
  await window.seeLens(/not probed/);
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(running);
  await window
    .lenses(/cancel/)
    .first()
    .click();
  await window.seeNoLens(running);
  await keep('cancelled');
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(running);
  await window.seeNoLens(running);
  await window.page.waitForTimeout(500);
  await keep('time-limit');
}

const unreached = `// A model that needs what only a browser has.
import * as tf from '@tensorflow/tfjs';

export async function classify() {
  const model = await tf.loadLayersModel('https://example.com/model.json');
  await model.fit(tf.ones([4, 2]), tf.ones([4, 1]));
}
`;

async function untrusted({ window, keep, sample }: Stage): Promise<void> {
  await window.open(sample);
  await window.page.locator('.codelens-decoration').first().waitFor();
  await keep('untrusted');
  await window.page.locator('.codelens-decoration a').first().click();
  await window.page.waitForTimeout(1_000);
  await keep('untrusted-lens-clicked');
}

/** Probes all samples at once: the progress, the tree of models with verdicts, Problems of files that are not open. */
async function wholeWorkspace({ window, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'unreached.ts'), unreached);
  await window.open('small-conv-net.ts');
  const tree = window.page.locator('.pane', { hasText: 'TensorFlow Models' });
  await tree.locator('.pane-header').click();
  await tree.getByText('Probe All Models').first().waitFor();
  await keep('before');
  await window.command('Gradline: Probe All Models');
  // The list of files would leave no space for the tree.
  await window.page.locator('.pane-header', { hasText: 'samples' }).click();
  await tree.locator('.monaco-list-row', { hasText: 'dying-relu.ts' }).waitFor({ timeout: walkMs });
  await window.command('Notifications: Show Notifications');
  await keep('walking');
  await tree.locator('.monaco-list-row', { hasText: 'yolo-backbone.ts' }).waitFor({ timeout: walkMs });
  await tree.locator('.monaco-list-row', { hasText: 'probing' }).waitFor({ state: 'hidden', timeout: walkMs });
  await window.command('Notifications: Show Notifications');
  await keep('probed');
  await window.command('Notifications: Clear All Notifications');
  await window.command('Problems: Focus on Problems View');
  await window.page.waitForTimeout(500);
  await keep('done');
  await tree.locator('.monaco-list-row', { hasText: '↓ vanishing' }).first().click();
  await window.page.waitForTimeout(1_000);
  await keep('clicked');
}

/** A search takes some seconds for each change that it tries. */
const searchMs = 120_000;

async function probed(window: VSCodeWindow, sample: string): Promise<void> {
  await window.open(sample);
  await window.seeLens(/not probed/);
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(badge);
  await window.seeNoLens(running);
}

/** The search for fixes after a probe, and what it offers: on the lens, by the light bulb, in two previews. */
async function fixes({ window, keep, sample }: Stage): Promise<void> {
  await probed(window, sample);
  await keep('searching');
  await window.lenses(/Fix:/).first().waitFor({ timeout: searchMs });
  const panel = await window.webview('section[aria-label="Fixes"]');
  await panel.locator('progress').waitFor({ state: 'detached', timeout: searchMs });
  await panel.locator('section[aria-label="Fixes"]').scrollIntoViewIfNeeded();
  await keep('offered');
  await window.clickOn('dense');
  await window.page.keyboard.press('Control+.');
  await window.page.waitForTimeout(1_500);
  await keep('light-bulb');
  await window.page.keyboard.press('Control+Enter');
  await window.page.getByText('Refactor Preview', { exact: true }).first().waitFor();
  await window.page.waitForTimeout(1_500);
  await keep('refactor-preview');
  await window.page.getByRole('button', { name: 'Discard' }).click();
  await window.lenses(/Fix:/).locator('a', { hasText: 'Fix:' }).first().click();
  await window.page.locator('.monaco-diff-editor').first().waitFor();
  await window.page.waitForTimeout(1_000);
  await keep('diff');
}

/** A search whose time is over before it proves anything. */
async function searchWithoutTime({ window, keep, sample }: Stage): Promise<void> {
  await probed(window, sample);
  const panel = await window.webview('section[aria-label="Fixes"]');
  await panel.getByText('no fix proven').waitFor({ timeout: searchMs });
  await keep('nothing-proven');
}

/** A search that a click cancels. */
async function cancelledSearch({ window, keep, sample }: Stage): Promise<void> {
  await probed(window, sample);
  const panel = await window.webview('progress');
  await panel.getByText(/^fix 1 of/).waitFor({ timeout: searchMs });
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByText('no fix proven').waitFor({ timeout: searchMs });
  await keep('told');
}

const misspelt = `import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquareError' });
void model.fit(tf.randomNormal([64, 8]), tf.randomNormal([64, 1]), { epochs: 20 });
`;

/** An error of the code's own: on the lens, in Problems, in the panel and in the tree. */
async function ownError({ window, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'misspelt.ts'), misspelt);
  await window.open('misspelt.ts');
  await window.seeLens(/not probed/);
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(/no such name/);
  await window.seeNoLens(running);
  await window.command('Problems: Focus on Problems View');
  await window.page.waitForTimeout(500);
  await keep('told');
}

const builder = `import * as tf from '@tensorflow/tfjs';

/** A small classifier of images. */
export function createModel(inputShape: number[], numClasses: number, hidden = 32) {
  const model = tf.sequential();
  model.add(tf.layers.flatten({ inputShape }));
  model.add(tf.layers.dense({ units: hidden, activation: 'relu' }));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
`;

async function assumptions({ window, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'classifier.ts'), builder);
  await window.open('classifier.ts');
  await window.seeLens(/assumes:/);
  await keep('assumes');
  await window.command('Gradline: Probe Gradients');
  await window.seeLens(badge);
  await window.seeNoLens(running);
  await keep('assumed');
  await window
    .lenses(/assumed:/)
    .locator('a', { hasText: 'assumed:' })
    .click();
  await window.page.waitForTimeout(500);
  await keep('quick-pick');
  await window.pick('numClasses', /numClasses = 10/);
  await window.answer("'three'");
  await window.page.waitForTimeout(500);
  await keep('wrong-kind');
  await window.answer('3');
  await window.page.keyboard.press('Enter');
  await window.page.waitForTimeout(500);
  await keep('where-to');
  await window.pick('', /Remember/);
  await window.seeLens(/pinned: numClasses = 3/);
  await window.seeNoLens(running);
  await keep('pinned');
  await window.clickOn('sequential');
  await window.ask('Gradline: Change Assumptions');
  await window.pick('inputShape', /inputShape/);
  await window.answer('[8, 8, 1]');
  await window.page.keyboard.press('Enter');
  await window.pick('Comment', /Write a Comment/);
  await window.seeNoLens(/assumed: inputShape/);
  await window.seeNoLens(running);
  await window.page.keyboard.press('Control+Home');
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('End');
  await window.type(', hiden = 8');
  await window.page.waitForTimeout(1_500);
  await window.command('Problems: Focus on Problems View');
  await window.page.waitForTimeout(500);
  await keep('directive-with-a-mistake');
}

/** Avoids the palette: the button in the editor's title, a lens by keyboard; a reload must leave no empty panel. */
async function byOtherWays({ window, keep, sample }: Stage): Promise<void> {
  await window.open(sample);
  await window.seeLens(/not probed/);
  await window.page.locator('.editor-actions .action-label[aria-label^="Probe Gradients"]').first().click();
  await window.seeLens(running);
  await window.page
    .locator('.statusbar-item')
    .filter({ hasText: /seed \d of \d, step/ })
    .waitFor();
  await keep('running-from-title-button');
  await window.seeLens(badge);
  await window.seeNoLens(running);

  await window.clickOn('sequential');
  // VS Code asks in a second quick pick for the lens, so the quick input does not go away.
  await window.page.keyboard.press('F1');
  await window.page.locator('.quick-input-widget input.input').fill('>Show CodeLens Commands for Current Line');
  await window.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'CodeLens' }).first().waitFor();
  await window.page.keyboard.press('Enter');
  await window.page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: /Probe gradients/ })
    .first()
    .waitFor();
  await keep('lens-commands-by-keyboard');
  await window.page.keyboard.press('Enter');
  await window.seeLens(running);
  await window.seeNoLens(running);

  await window.command('View: Close All Editors in Group');
  await keep('panel-alone');
  await window.page.reload();
  await window.page.locator('.monaco-workbench .part.editor').waitFor();
  await window.page.waitForTimeout(5_000);
  await keep('reloaded');
  const left = await window.page.locator('.tab').filter({ hasText: 'Gradient Flow' }).count();
  if (left > 0) throw new Error('A reload left a Gradient Flow panel, which nothing fills.');
}

export const scenes: readonly Scene[] = [
  { name: 'probe', restricted: false, settings: {}, play: fromOpeningToProblems },
  { name: 'assumptions', restricted: false, settings: {}, play: assumptions },
  { name: 'ways', restricted: false, settings: {}, play: byOtherWays },
  { name: 'endless', restricted: false, settings: { 'gradline.timeLimit': 5 }, play: endlessLoop },
  { name: 'all', restricted: false, settings: { 'gradline.steps': 5 }, play: wholeWorkspace },
  { name: 'fixes', restricted: false, settings: {}, play: fixes },
  { name: 'no-time', restricted: false, settings: { 'gradline.fixTimeLimit': 1 }, play: searchWithoutTime },
  { name: 'cancelled', restricted: false, settings: {}, play: cancelledSearch },
  { name: 'own-error', restricted: false, settings: {}, play: ownError },
  { name: 'untrusted', restricted: true, settings: {}, play: untrusted },
];
