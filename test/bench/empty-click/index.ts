/**
 * What VS Code runs for the bench beside the extension, in the same extension host: an item in the status bar whose
 * click does nothing but change its text. No click can be answered sooner.
 */

import * as vscode from 'vscode';

/** As long as a person would take to click again. */
const pauseMs = 500;

/** Never resolves, because VS Code closes the window once its suite has ended. */
export function run(): Promise<void> {
  const item = vscode.window.createStatusBarItem('empty-click', vscode.StatusBarAlignment.Right, 91);
  // The icon that turns in a running item; here it stands, because drawing it anew takes processor time.
  const wait = (): void => {
    item.text = '$(loading) empty';
  };
  vscode.commands.registerCommand('gradlineBench.emptyClick', () => {
    item.text = 'clicked';
    setTimeout(wait, pauseMs);
  });
  item.command = 'gradlineBench.emptyClick';
  wait();
  item.show();
  return new Promise(() => undefined);
}
