/** Whether Gradline may run the workspace's code, and what it says if not. */

import * as vscode from 'vscode';

export const untrustedReason =
  'Probing runs the model code of this workspace, which needs a trusted workspace. ' +
  'Until then the layers are only marked.';

export const manageTrustCommand = 'workbench.trust.manage';

/** Whether the workspace is trusted, so that the code of its user may run. */
export function mayRunCode(): boolean {
  return vscode.workspace.isTrusted;
}

/** Says why nothing runs, and offers to manage the workspace's trust. */
export async function explainTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  if ((await vscode.window.showWarningMessage(untrustedReason, manage)) === manage)
    await vscode.commands.executeCommand(manageTrustCommand);
}
