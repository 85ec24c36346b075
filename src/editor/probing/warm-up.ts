/** Makes the first probe a quick one: gets the bundler going while a file that uses TensorFlow.js is on the screen and nobody types. */

import * as vscode from 'vscode';
import { mentionsTensorFlow } from '../../source/text/mentions-tensorflow';
import { isProbeable } from '../host/documents';
import type { ProbeService } from './probe-service';
import { mayRunCode } from '../host/trust';

/** After this much quiet the lenses have long been drawn, and a person is reading. */
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

  /** Each change starts the wait anew; it is looked at what is on the screen when it is over. */
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
