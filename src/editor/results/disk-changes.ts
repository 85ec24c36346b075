/** Follows changes of files that are not open: their results become stale, or go with the file. */

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
    // A folder that goes is one event.
    this.#watcher.onDidDelete((uri) => {
      store.deleteUnder(uri);
    });
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  /** An open document tells of its changes itself. */
  async #reread(uri: vscode.Uri): Promise<void> {
    if (!this.store.wasRead(uri) || openDocument(uri.path, uri)) return;
    const text = await workspaceFiles(uri, () => undefined).readText(uri.path);
    if (text !== undefined) this.store.replaceText(uri, text);
  }
}
