/** What the pictures show, each scene played by mouse and keyboard. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Hand } from './vscode-window';

/** Keeps a picture of what is on the screen under a name. */
export type Keep = (name: string) => Promise<void>;

export interface Stage {
  readonly hand: Hand;
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
/** All samples are probed within. */
const walkMs = 300_000;

async function fromOpeningToProblems({ hand, keep, sample }: Stage): Promise<void> {
  await hand.open(sample);
  await hand.seeLens(/not probed/);
  await keep('opened');
  await hand.command('Gradline: Probe Gradients');
  await hand.seeLens(running);
  await keep('running');
  await hand.seeLens(badge);
  await hand.seeNoLens(running);
  await keep('badges');
  await hand.hoverOver('dense');
  await keep('hover');
  await hand.leave();
  await hand.command('Problems: Focus on Problems View');
  await hand.page.waitForTimeout(500);
  await keep('problems');
  await hand.command('View: Toggle Panel Visibility');

  const panel = await hand.webview('table');
  await panel.locator('table tbody tr').nth(1).locator('button, a, td').first().click();
  await hand.page.waitForTimeout(500);
  await keep('layer-clicked-in-panel');

  await hand.clickOn('sequential');
  await hand.page.keyboard.press('End');
  await hand.type(' // edited');
  await hand.page.keyboard.press('Home');
  await hand.page.waitForTimeout(1_500);
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

async function endlessLoop({ hand, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'endless.ts'), endless);
  await hand.open('endless.ts');
  await hand.seeLens(/not probed/);
  await hand.command('Gradline: Probe Gradients');
  await hand.seeLens(running);
  await hand
    .lenses(/cancel/)
    .first()
    .click();
  await hand.seeNoLens(running);
  await keep('cancelled');
  await hand.command('Gradline: Probe Gradients');
  await hand.seeLens(running);
  await hand.seeNoLens(running);
  await hand.page.waitForTimeout(500);
  await keep('time-limit');
}

const unreached = `// A model that needs what only a browser has.
import * as tf from '@tensorflow/tfjs';

export async function classify() {
  const model = await tf.loadLayersModel('https://example.com/model.json');
  await model.fit(tf.ones([4, 2]), tf.ones([4, 1]));
}
`;

async function untrusted({ hand, keep, sample }: Stage): Promise<void> {
  await hand.open(sample);
  await hand.page.locator('.codelens-decoration').first().waitFor();
  await keep('untrusted');
  await hand.page.locator('.codelens-decoration a').first().click();
  await hand.page.waitForTimeout(1_000);
  await keep('untrusted-lens-clicked');
}

/** All samples in one go: the walk, the tree of models with its verdicts, Problems of files that are not open. */
async function wholeWorkspace({ hand, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'unreached.ts'), unreached);
  await hand.open('small-conv-net.ts');
  const tree = hand.page.locator('.pane', { hasText: 'TensorFlow Models' });
  await tree.locator('.pane-header').click();
  await tree.getByText('Probe All Models').first().waitFor();
  await keep('before');
  await hand.command('Gradline: Probe All Models');
  // Its files would leave the tree no room.
  await hand.page.locator('.pane-header', { hasText: 'samples' }).click();
  await tree.locator('.monaco-list-row', { hasText: 'dying-relu.ts' }).waitFor({ timeout: walkMs });
  await hand.command('Notifications: Show Notifications');
  await keep('walking');
  await tree.locator('.monaco-list-row', { hasText: 'yolo-backbone.ts' }).waitFor({ timeout: walkMs });
  await tree.locator('.monaco-list-row', { hasText: 'probing' }).waitFor({ state: 'hidden', timeout: walkMs });
  await hand.command('Notifications: Show Notifications');
  await keep('probed');
  await hand.command('Notifications: Clear All Notifications');
  await hand.command('Problems: Focus on Problems View');
  await hand.page.waitForTimeout(500);
  await keep('done');
  await tree.locator('.monaco-list-row', { hasText: '↓ vanishing' }).first().click();
  await hand.page.waitForTimeout(1_000);
  await keep('clicked');
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

async function assumptions({ hand, keep, workspace }: Stage): Promise<void> {
  await writeFile(path.join(workspace, 'classifier.ts'), builder);
  await hand.open('classifier.ts');
  await hand.seeLens(/assumes:/);
  await keep('assumes');
  await hand.command('Gradline: Probe Gradients');
  await hand.seeLens(badge);
  await hand.seeNoLens(running);
  await keep('assumed');
  await hand
    .lenses(/assumed:/)
    .locator('a', { hasText: 'assumed:' })
    .click();
  await hand.page.waitForTimeout(500);
  await keep('quick-pick');
  await hand.pick('numClasses', /numClasses = 10/);
  await hand.answer("'three'");
  await hand.page.waitForTimeout(500);
  await keep('wrong-kind');
  await hand.answer('3');
  await hand.page.keyboard.press('Enter');
  await hand.page.waitForTimeout(500);
  await keep('where-to');
  await hand.pick('', /Remember/);
  await hand.seeLens(/pinned: numClasses = 3/);
  await hand.seeNoLens(running);
  await keep('pinned');
  await hand.clickOn('sequential');
  await hand.ask('Gradline: Change Assumptions');
  await hand.pick('inputShape', /inputShape/);
  await hand.answer('[8, 8, 1]');
  await hand.page.keyboard.press('Enter');
  await hand.pick('Comment', /Write a Comment/);
  await hand.seeNoLens(/assumed: inputShape/);
  await hand.seeNoLens(running);
  await hand.page.keyboard.press('Control+Home');
  await hand.page.keyboard.press('ArrowDown');
  await hand.page.keyboard.press('ArrowDown');
  await hand.page.keyboard.press('ArrowDown');
  await hand.page.keyboard.press('End');
  await hand.type(', hiden = 8');
  await hand.page.waitForTimeout(1_500);
  await hand.command('Problems: Focus on Problems View');
  await hand.page.waitForTimeout(500);
  await keep('directive-with-a-mistake');
}

/** Without a palette: the button in the editor's title; then the keyboard's way to a lens; then a reload, which must leave no empty panel. */
async function byOtherWays({ hand, keep, sample }: Stage): Promise<void> {
  await hand.open(sample);
  await hand.seeLens(/not probed/);
  await hand.page.locator('.editor-actions .action-label[aria-label^="Probe Gradients"]').first().click();
  await hand.seeLens(running);
  await hand.page
    .locator('.statusbar-item')
    .filter({ hasText: /seed \d of \d, step/ })
    .waitFor();
  await keep('running-from-title-button');
  await hand.seeLens(badge);
  await hand.seeNoLens(running);

  await hand.clickOn('sequential');
  // It asks which lens by another quick pick, so the first does not go away.
  await hand.page.keyboard.press('F1');
  await hand.page.locator('.quick-input-widget input.input').fill('>Show CodeLens Commands for Current Line');
  await hand.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'CodeLens' }).first().waitFor();
  await hand.page.keyboard.press('Enter');
  await hand.page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: /Probe gradients/ })
    .first()
    .waitFor();
  await keep('lens-commands-by-keyboard');
  await hand.page.keyboard.press('Enter');
  await hand.seeLens(running);
  await hand.seeNoLens(running);

  await hand.command('View: Close All Editors in Group');
  await keep('panel-alone');
  await hand.page.reload();
  await hand.page.locator('.monaco-workbench .part.editor').waitFor();
  await hand.page.waitForTimeout(5_000);
  await keep('reloaded');
  const left = await hand.page.locator('.tab').filter({ hasText: 'Gradient Flow' }).count();
  if (left > 0) throw new Error('A reload left a Gradient Flow panel, which nothing fills.');
}

export const scenes: readonly Scene[] = [
  { name: 'probe', restricted: false, settings: {}, play: fromOpeningToProblems },
  { name: 'assumptions', restricted: false, settings: {}, play: assumptions },
  { name: 'ways', restricted: false, settings: {}, play: byOtherWays },
  { name: 'endless', restricted: false, settings: { 'gradline.timeLimit': 5 }, play: endlessLoop },
  { name: 'all', restricted: false, settings: { 'gradline.steps': 5 }, play: wholeWorkspace },
  { name: 'untrusted', restricted: true, settings: {}, play: untrusted },
];
