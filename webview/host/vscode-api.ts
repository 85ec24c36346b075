/** Wraps VS Code's webview API: messages in and out, and the state that survives a reload of the page. */

import { decodeNonFinite, encodeNonFinite } from '../../src/report/json';
import type { FromWebview, ToWebview } from '../protocol/messages';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function post(message: FromWebview): void {
  api.postMessage(encodeNonFinite(message));
}

/** Calls `handle` with each of the extension's messages. */
export function onMessage(handle: (message: ToWebview) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = decodeNonFinite(event.data);
    if (typeof message === 'object' && message !== null && 'type' in message) handle(message as ToWebview);
  });
}

/** What `saveState` saved last, also before a reload; undefined if nothing. */
export function savedState(): unknown {
  return decodeNonFinite(api.getState());
}

/** Saves what the panel shows, so that it comes back after a reload. */
export function saveState(state: unknown): void {
  api.setState(encodeNonFinite(state));
}
