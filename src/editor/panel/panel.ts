/** The Gradient Flow panel: one webview that shows results and hosts the worker; speaks webview/protocol.ts. */

import * as vscode from 'vscode';
import { decodeNonFinite, encodeNonFinite } from '../../report/json';
import type { FromWebview, PanelState, ToWebview } from '../../../webview/protocol/messages';
import { panelHtml } from './panel-html';

/** Nothing restores it: results end with the window, and a panel after a reload would be an empty one. VS Code closes it then. */
const panelType = 'gradline.gradientFlow';

export class Panel implements vscode.Disposable {
  readonly #messages = new vscode.EventEmitter<FromWebview>();
  readonly #closed = new vscode.EventEmitter<void>();
  #webview: vscode.WebviewPanel | undefined;
  #isReady = false;
  #waiting: (() => void)[] = [];
  #state: PanelState | undefined;

  readonly onMessage = this.#messages.event;
  /** The person closed the panel; whatever ran in it has ended. */
  readonly onDidClose = this.#closed.event;

  constructor(private readonly extensionUri: vscode.Uri) {}

  get isOpen(): boolean {
    return this.#webview !== undefined;
  }

  /** Opens the panel beside the editor without taking the focus from it; where it is open it stays where it is. */
  open(): void {
    if (this.#webview) return;
    const webviewPanel = vscode.window.createWebviewPanel(
      panelType,
      'Gradient Flow',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // The worker lives in the page: hiding the panel must not end a probe.
      { ...this.#options(), retainContextWhenHidden: true },
    );
    this.#adopt(webviewPanel);
  }

  /** Opens the panel, or brings it to the front of its group. */
  reveal(takeFocus: boolean): void {
    this.open();
    this.#webview?.reveal(undefined, !takeFocus);
  }

  /** Resolves once the page listens, at the latest when the panel is closed; false if it does not listen by then. */
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

  /** What the panel is to show from now on; sent at once or as soon as the page listens. */
  show(state: PanelState): void {
    this.#state = state;
    if (this.#isReady) this.post({ type: 'state', state });
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
      if (this.#state) this.post({ type: 'state', state: this.#state });
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
