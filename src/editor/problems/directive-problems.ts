/** Puts faulty comments for Gradline into Problems as the user types them. */

import * as vscode from 'vscode';
import { isProbeable, toRange } from '../host/documents';
import type { SiteReader } from '../host/site-reader';

/** How long the user must pause typing. */
const idleMs = 300;

export class DirectiveProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('gradline directives');
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly reader: SiteReader) {
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      vscode.workspace.onDidOpenTextDocument((document) => {
        void this.#update(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#updateSoon(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
        this.#collection.delete(uri);
      }),
    );
    for (const document of vscode.workspace.textDocuments) void this.#update(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  #updateSoon(document: vscode.TextDocument): void {
    this.#forget(document.uri);
    const update = (): void => {
      this.#waiting.delete(document.uri.toString());
      void this.#update(document);
    };
    this.#waiting.set(document.uri.toString(), setTimeout(update, idleMs));
  }

  #forget(uri: vscode.Uri): void {
    clearTimeout(this.#waiting.get(uri.toString()));
    this.#waiting.delete(uri.toString());
  }

  async #update(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const hasDirective = isProbeable(document) && /gradline(?::|-disable)/.test(document.getText());
    const sites = hasDirective ? await this.reader.read(document) : undefined;
    // The document may have changed or closed while it was read.
    if (document.isClosed || document.version !== version) return;
    if (!sites && !this.#collection.has(uri)) return;
    this.#collection.set(
      uri,
      (sites?.directives.errors ?? []).map(({ range, message }) => {
        const diagnostic = new vscode.Diagnostic(toRange(range), message, vscode.DiagnosticSeverity.Warning);
        diagnostic.source = 'gradline';
        diagnostic.code = 'directive';
        return diagnostic;
      }),
    );
  }
}
