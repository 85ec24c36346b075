/** The Gradient Flow panel: one webview that shows results and runs the probe's worker. */

import * as vscode from 'vscode';
import { decodeNonFinite, encodeNonFinite } from '../../report/json';
import type { FromWebview, PanelState, ToWebview } from '../../../webview/protocol/messages';
import { panelHtml } from './panel-html';
import { StateMessages } from './state-messages';

/** No serializer restores it after a reload: results end with the window, so the panel would be empty. */
const panelType = 'gradline.gradientFlow';

export class Panel implements vscode.Disposable {
  readonly #messages = new vscode.EventEmitter<FromWebview>();
  readonly #closed = new vscode.EventEmitter<void>();
  #webview: vscode.WebviewPanel | undefined;
  #isReady = false;
  #waiting: (() => void)[] = [];
  #state: PanelState | undefined;
  readonly #stateMessages = new StateMessages();

  readonly onMessage = this.#messages.event;
  /** The panel was closed, and what ran in it has ended. */
  readonly onDidClose = this.#closed.event;

  constructor(private readonly extensionUri: vscode.Uri) {}

  get isOpen(): boolean {
    return this.#webview !== undefined;
  }

  /** Opens the panel beside the editor, which keeps the focus. An open panel stays where it is. */
  open(): void {
    if (this.#webview) return;
    const webviewPanel = vscode.window.createWebviewPanel(
      panelType,
      'Gradient Flow',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // The worker runs in the page, so hiding the panel must not unload it.
      { ...this.#options(), retainContextWhenHidden: true },
    );
    this.#adopt(webviewPanel);
  }

  /** Opens the panel, or brings it to the front of its group. */
  reveal(takeFocus: boolean): void {
    this.open();
    this.#webview?.reveal(undefined, !takeFocus);
  }

  /** Resolves to true once the page listens; to false if the panel closes or `signal` aborts before. */
  async ready(signal: AbortSignal): Promise<boolean> {
    if (!this.#isReady && this.#webview && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        signal.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
      });
    }
    return this.#isReady && !signal.aborted;
  }

  /** Shows the state, at once or as soon as the page listens. */
  show(state: PanelState): void {
    this.#state = state;
    if (this.#isReady) this.post(this.#stateMessages.next(state));
  }

  post(message: ToWebview): void {
    void this.#webview?.webview.postMessage(encodeNonFinite(message));
  }

  dispose(): void {
    this.#webview?.dispose();
    this.#messages.dispose();
    this.#closed.dispose();
  }

  #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')] };
  }

  #adopt(webviewPanel: vscode.WebviewPanel): void {
    this.#webview = webviewPanel;
    const { webview } = webviewPanel;
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', name)).toString();
    webviewPanel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    webviewPanel.onDidDispose(() => {
      this.#webview = undefined;
      this.#isReady = false;
      this.#release();
      this.#closed.fire();
    });
    webview.onDidReceiveMessage((data: unknown) => {
      this.#receive(decodeNonFinite(data) as FromWebview);
    });
    webview.html = panelHtml(
      {
        script: file('panel.js'),
        style: file('panel.css'),
        probe: file('probe.js'),
        wasm: file('tfjs-backend-wasm-simd.wasm'),
      },
      webview.cspSource,
    );
  }

  #receive(message: FromWebview): void {
    if (message.type === 'ready') {
      this.#isReady = true;
      this.#stateMessages.forget();
      if (this.#state) this.post(this.#stateMessages.next(this.#state));
      this.#release();
    }
    this.#messages.fire(message);
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
