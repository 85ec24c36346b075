/** The quick fixes that disable a finding on its line by a comment. */

import * as vscode from 'vscode';
import { findingCodes } from '../../report/finding';
import { disableEdit } from './disable-edit';

export class DisableActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
    const byPlace = new Map<string, vscode.CodeAction>();
    for (const diagnostic of diagnostics) {
      const value = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
      const code = findingCodes.find((one) => one === value);
      if (diagnostic.source !== 'gradline' || code === undefined) continue;
      const { line, character, text } = disableEdit(lines, diagnostic.range.start.line, code);
      // One comment disables every finding of its code on the line.
      const place = `${line} ${code}`;
      const action =
        byPlace.get(place) ?? new vscode.CodeAction(`Disable ${code} for this line`, vscode.CodeActionKind.QuickFix);
      byPlace.set(place, action);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.insert(document.uri, new vscode.Position(line, character), text);
      action.diagnostics = [...(action.diagnostics ?? []), diagnostic];
    }
    return [...byPlace.values()];
  }
}
