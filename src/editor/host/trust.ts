/** Whether code of the workspace may be run, and what is said where it may not. */

import * as vscode from 'vscode';

export const untrustedReason =
  'Probing runs the model code of this workspace, which needs a trusted workspace. Until then the layers are only marked.';

export const manageTrustCommand = 'workbench.trust.manage';

export function mayRunCode(): boolean {
  return vscode.workspace.isTrusted;
}

/** Says why nothing runs, and offers the way out. */
export async function explainTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  if ((await vscode.window.showWarningMessage(untrustedReason, manage)) === manage)
    await vscode.commands.executeCommand(manageTrustCommand);
}
