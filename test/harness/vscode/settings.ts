/** The user settings of the VS Codes that the harness starts. */

import type { Suite } from './suites';

type Settings = Readonly<Record<string, unknown>>;

/** Keeps a fresh VS Code quiet, without its AI features and its welcome page. */
export const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  // VS Code in a browser saves by itself; here an unsaved file has to stay unsaved, however long a test takes.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/** A setting of the harness's own, by which it tells a suite what to run. */
export const chosenTestsSetting = 'gradlineSuite.chosenTests';

export interface ChosenTests {
  /** A pattern for the titles of tests; all where it is missing. */
  readonly titles?: string;
}

/**
 * For the suites: no search for fixes follows each probe and slows them down; the tests of fixes ask for it.
 * GRADLINE_GREP narrows a run to the tests whose title matches.
 */
export function suiteSettings({ restricted, inWebWorker = false, besideOthers = false }: Suite): Settings {
  const chosen: ChosenTests = { titles: process.env.GRADLINE_GREP };
  return {
    ...trustSettings(restricted),
    ...hostSettings(inWebWorker, besideOthers),
    'gradline.fixes': 'onDemand',
    // What a verdict rests on is for other tests; these look at how it is shown.
    'gradline.seeds': 1,
    // Each blink is a frame that a machine without a graphics card has to draw.
    'editor.cursorBlinking': 'solid',
    // The panel keeps its place beside the editor when a test closes the last file.
    'workbench.editor.closeEmptyGroups': false,
    [chosenTestsSetting]: chosen,
  };
}

/**
 * Extensions of VS Code's own that would start by themselves. No test needs them, and the two servers of TypeScript's
 * take as much processor time as the extension under test.
 */
const otherExtensions = [
  'vscode.typescript-language-features',
  'vscode.git',
  'vscode.git-base',
  'vscode.github',
  'vscode.emmet',
  'vscode.npm',
  'vscode.merge-conflict',
  'vscode.debug-auto-launch',
  'ms-vscode.js-debug',
  'GitHub.copilot-chat',
];

/**
 * Which extension host of a served VS Code runs the extension, and the suite with it: the browser's own or Node's.
 * @param besideOthers whether VS Code's own extensions run as well
 */
export function hostSettings(inWebWorker: boolean, besideOthers = true): Settings {
  // `ui` is the host of a desktop VS Code: a served one has none, and leaves the extension out.
  const kinds: Record<string, readonly string[]> = besideOthers
    ? {}
    : Object.fromEntries(otherExtensions.map((id) => [id, ['ui']]));
  if (inWebWorker) kinds['gradline.gradline'] = ['web'];
  return { 'remote.extensionKind': kinds };
}

/**
 * Turns workspace trust on or off.
 * @param restricted true: trust is on and VS Code asks nobody, so that the workspace stays untrusted; false: VS Code
 * trusts every workspace
 */
export function trustSettings(restricted: boolean): Settings {
  return {
    'security.workspace.trust.enabled': restricted,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
}
