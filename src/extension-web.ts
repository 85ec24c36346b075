/** The entry for VS Code's web worker extension host: the same extension as on the desktop. */

import * as vscode from 'vscode';
import { loadModulesFrom } from './editor/host/lazy-modules';
import { activate as activateAnywhere } from './extension';

/** Starts the extension in a web worker extension host. */
export function activate(context: vscode.ExtensionContext): ReturnType<typeof activateAnywhere> {
  loadModulesFrom(vscode.Uri.joinPath(context.extensionUri, 'dist'));
  return activateAnywhere(context);
}
