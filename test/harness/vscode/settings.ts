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
export function suiteSettings({ restricted, titles, inWebWorker = false }: Suite): Settings {
  const chosen: ChosenTests = { titles: process.env.GRADLINE_GREP ?? titles };
  return {
    ...trustSettings(restricted),
    ...hostSettings(inWebWorker),
    'gradline.fixes': 'onDemand',
    [chosenTestsSetting]: chosen,
  };
}

/** Which extension host of a served VS Code runs the extension, and the suite with it: the browser's own or Node's. */
export function hostSettings(inWebWorker: boolean): Settings {
  return inWebWorker ? { 'remote.extensionKind': { 'gradline.gradline': ['web'] } } : {};
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
