/** Turns a fix into an edit that VS Code applies in one step, and previews in its refactoring view. */

import * as vscode from 'vscode';
import type { Fix } from '../../report/finding';
import { toRange, uriOf } from '../host/documents';

/** @param root any URI of the file system that the fix's files belong to */
export function workspaceEdit({ title, note, edits }: Fix, root: vscode.Uri): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { label: title, needsConfirmation: false, ...(note !== undefined && { description: note }) };
  for (const { file, range, newText } of edits) edit.replace(uriOf(file, root), toRange(range), newText, metadata);
  return edit;
}
