/** The user settings of the VS Codes that the harness starts. */

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

/** For the suites: no search for fixes follows each probe and slows them down; the tests of fixes ask for it. */
export function suiteSettings(restricted: boolean): Settings {
  return { ...trustSettings(restricted), 'gradline.fixes': 'onDemand' };
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
