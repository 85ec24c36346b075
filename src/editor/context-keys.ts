/** Tells VS Code's `when` clauses what is going on: whether the file in front uses TensorFlow.js, a probe runs, results exist. */

import * as vscode from 'vscode';
import { mentionsTensorFlow } from '../source/mentions';
import { editorInFront, isProbeable } from './documents';
import type { ResultStore } from './store';

/** Typing is not to be followed letter by letter. */
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
      store.onDidChangeRun(readStore),
      store.onDidChangeResults(readStore),
    );
    readEditor();
    readStore();
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#subscriptions.dispose();
  }

  #readEditor(): void {
    const document = editorInFront()?.document;
    this.#set('gradline.mentionsTensorFlow', document !== undefined && isProbeable(document) && mentionsTensorFlow(document.getText()));
  }

  #readStore(): void {
    this.#set('gradline.running', this.store.run !== undefined);
    this.#set('gradline.hasResults', this.store.all().length > 0);
  }

  #set(key: string, value: boolean): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
