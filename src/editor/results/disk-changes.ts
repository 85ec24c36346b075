/**
 * Follows files that are not open: their results become stale when they change on disk, and go when they are deleted.
 */

import * as vscode from 'vscode';
import { openDocument } from '../host/documents';
import { workspaceFiles } from '../host/workspace-files';
import type { ResultStore } from './result-store';

export class DiskChanges implements vscode.Disposable {
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*', true);

  constructor(private readonly store: ResultStore) {
    this.#watcher.onDidChange((uri) => {
      void this.#reread(uri);
    });
    // A deleted folder is one event.
    this.#watcher.onDidDelete((uri) => {
      store.deleteUnder(uri);
    });
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  /** Leaves open documents out: VS Code reports their edits. */
  async #reread(uri: vscode.Uri): Promise<void> {
    if (!this.store.wasRead(uri) || openDocument(uri.path, uri)) return;
    const text = await workspaceFiles(uri, () => undefined).readText(uri.path);
    if (text !== undefined) this.store.replaceText(uri, text);
  }
}
