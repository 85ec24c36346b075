/** Makes the first probe quick: starts the bundler while a file that uses TensorFlow.js is visible and nobody types. */

import * as vscode from 'vscode';
import { mentionsTensorFlow } from '../../source/text/mentions-tensorflow';
import { isProbeable } from '../host/documents';
import type { ProbeService } from './probe-service';
import { mayRunCode } from '../host/trust';

/** After this long without a change, VS Code has drawn the lenses and has time to spare. */
const idleMs = 1500;

export class WarmUp implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly service: Pick<ProbeService, 'warmUp'>) {
    const wait = (): void => {
      this.#wait();
    };
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(wait),
      vscode.workspace.onDidChangeTextDocument(wait),
      vscode.workspace.onDidGrantWorkspaceTrust(wait),
    ];
    wait();
  }

  dispose(): void {
    clearTimeout(this.#idle);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  /** Each change starts the wait again; what is visible counts at its end. */
  #wait(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (!mayRunCode()) return;
      if (
        !vscode.window.visibleTextEditors.some(
          ({ document }) => isProbeable(document) && mentionsTensorFlow(document.getText()),
        )
      )
        return;
      this.dispose();
      void this.service.warmUp();
    }, idleMs);
  }
}
