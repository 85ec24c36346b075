/** Shows a fix as a diff with its proof in the title, and applies it when the user says so. */

import * as vscode from 'vscode';
import { fileName } from '../../files/paths';
import { applyEdits } from '../../fixes/edits/apply-edits';
import type { Fix } from '../../report/finding';
import { uriOf } from '../host/documents';
import type { ResultStore } from '../results/result-store';
import { workspaceEdit } from './fix-edit';
import { isOffered } from './offered-fixes';

/** The scheme of the right side of the diff. */
const scheme = 'gradline-fix';
const apply = 'Apply Fix';

interface Shown {
  readonly fix: Fix;
  readonly root: vscode.Uri;
  readonly text: string;
}

export class FixPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  /** By the URI of the right side. */
  readonly #shown = new Map<string, Shown>();
  #lastId = 0;

  constructor(private readonly store: ResultStore) {
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#shown.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#shown.get(uri.toString())?.text;
  }

  /** @param root the file that was probed */
  async show(root: vscode.Uri, fix: Fix): Promise<void> {
    const [{ file }] = fix.edits;
    const uri = uriOf(file, root);
    const document = await vscode.workspace.openTextDocument(uri);
    if (!isOffered(this.store, fix)) {
      void vscode.window.showInformationMessage(
        `${fileName(file)} has changed since this fix was proven. Probe again to get fixes for the code as it is now.`,
      );
      return;
    }
    const right = vscode.Uri.from({ scheme, path: uri.path, query: String(++this.#lastId) });
    const text = applyEdits(
      document.getText(),
      fix.edits.filter((edit) => edit.file === file),
    );
    this.#shown.set(right.toString(), { fix, root, text });
    await vscode.commands.executeCommand('vscode.diff', uri, right, `Fix: ${fix.title}`, { preview: true });
    const files = new Set(fix.edits.map((edit) => edit.file)).size;
    const words = [`Fix: ${fix.title}.`, ...(fix.note === undefined ? [] : [fix.note])];
    if (files > 1) words.push(`It changes ${files} files.`);
    if ((await vscode.window.showInformationMessage(words.join(' '), apply)) === apply) await this.apply(right);
  }

  /** @param uri the right side of the diff; the active one if left out */
  async apply(uri: vscode.Uri | undefined): Promise<void> {
    const shown = this.#shown.get((uri ?? rightSide())?.toString() ?? '');
    if (!shown) return;
    const { fix, root } = shown;
    if (!isOffered(this.store, fix)) {
      void vscode.window.showInformationMessage('The code has changed since this fix was proven. Probe again.');
      return;
    }
    if (!(await vscode.workspace.applyEdit(workspaceEdit(fix, root)))) {
      void vscode.window.showWarningMessage(
        `VS Code could not change ${fileName(fix.edits[0].file)}. Is it read-only?`,
      );
      return;
    }
    await closeDiffs();
    await vscode.window.showTextDocument(uriOf(fix.edits[0].file, root));
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function rightSide(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme ? input.modified : undefined;
}

/** Closes the tabs that show a fix: once it is applied, both sides are the same. */
async function closeDiffs(): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme);
  await vscode.window.tabGroups.close(tabs);
}
