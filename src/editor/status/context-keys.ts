/** Sets the context keys for `when` clauses: whether code uses TensorFlow.js, a probe runs, results exist. */

import * as vscode from 'vscode';
import { mentionsTensorFlow } from '../../source/text/mentions-tensorflow';
import { editorInFront, isProbeable } from '../host/documents';
import { workspaceFiles } from '../host/workspace-files';
import type { ResultStore } from '../results/result-store';

/** How long the user must pause typing. */
const idleMs = 300;

export class ContextKeys implements vscode.Disposable {
  readonly #values = new Map<string, boolean>();
  readonly #subscriptions: vscode.Disposable;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: ResultStore) {
    const readEditor = (): void => {
      this.#readEditor();
    };
    const readStore = (): void => {
      this.#readStore();
    };
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(readEditor),
      vscode.window.onDidChangeVisibleTextEditors(readEditor),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== editorInFront()?.document) return;
        clearTimeout(this.#idle);
        this.#idle = setTimeout(readEditor, idleMs);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#readManifests()),
      store.onDidChangeRun(readStore),
      store.onDidChangeResults(readStore),
    );
    readEditor();
    readStore();
    void this.#readManifests();
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#subscriptions.dispose();
  }

  #readEditor(): void {
    const document = editorInFront()?.document;
    const mentions = document !== undefined && isProbeable(document) && mentionsTensorFlow(document.getText());
    this.#set('gradline.mentionsTensorFlow', mentions);
    // From the first such file on, the workspace counts as one with models.
    if (mentions) this.#set('gradline.usesTensorFlow', true);
  }

  /** Before any such file is open, the dependencies in package.json decide. */
  async #readManifests(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const manifest = vscode.Uri.joinPath(uri, 'package.json');
      const text = await workspaceFiles(manifest, () => undefined).readText(manifest.path);
      if (text !== undefined && mentionsTensorFlow(text)) this.#set('gradline.usesTensorFlow', true);
    }
  }

  #readStore(): void {
    this.#set('gradline.probing', this.store.run !== undefined);
    this.#set('gradline.running', (this.store.run ?? this.store.fixSearch) !== undefined);
    this.#set('gradline.hasResults', this.store.allResults().length > 0);
  }

  #set(key: string, value: boolean): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
