/**
 * Tells which documents Gradline reads, and maps them to reports: a report's `file` is the path of a document's URI.
 */

import * as vscode from 'vscode';
import type { Position, Range } from '../../report/position';
import { mentionsTensorFlow } from '../../source/text/mentions-tensorflow';

const languages = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact', 'vue', 'svelte', 'html'];

export const selector: vscode.DocumentSelector = languages.map((language) => ({ language }));

/** Whether a document is a file to probe: not the old side of a diff, a notebook cell or a tool's output. */
export function isProbeable(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  return (
    languages.includes(document.languageId) &&
    scheme !== 'git' &&
    vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined
  );
}

/**
 * The editor that commands apply to: the active one or, while the panel has the focus, a visible one that can be
 * probed.
 */
export function editorInFront(): vscode.TextEditor | undefined {
  if (vscode.window.activeTextEditor) return vscode.window.activeTextEditor;
  const probeable = vscode.window.visibleTextEditors.filter(({ document }) => isProbeable(document));
  return probeable.find(({ document }) => mentionsTensorFlow(document.getText())) ?? probeable.at(0);
}

/** The URI of another file of the same file system. */
export function uriOf(file: string, root: vscode.Uri): vscode.Uri {
  return root.with({ path: file, query: '', fragment: '' });
}

/** Whether both lie on the same file system: the disk, a remote machine, or a virtual one. */
export function isSameFileSystem(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.scheme === b.scheme && a.authority === b.authority;
}

/** The document that VS Code has open of a file, in a tab or not. */
export function openDocument(file: string, root: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    ({ uri, isClosed }) => !isClosed && uri.path === file && isSameFileSystem(uri, root),
  );
}

/**
 * Whether the file is open in a tab, also as the changed side of a diff. VS Code may keep a document for minutes after
 * its last tab has closed.
 */
export function isInTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => tabUri(input)?.toString() === uri.toString()),
  );
}

function tabUri(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}

/** A range of a report as VS Code's. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** A position of VS Code as that of a report. */
export function fromPosition({ line, character }: vscode.Position): Position {
  return { line, character };
}
