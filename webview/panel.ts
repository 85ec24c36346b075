/** Entry of the Gradient Flow panel: creates its parts and connects them. */

import { h, render } from 'preact';
import { App } from './app';
import type { FromWebview } from './protocol/messages';
import { RunRequests } from './host/run-requests';
import { Store } from './state/store';
import { onMessage, post, savedState, saveState } from './host/vscode-api';
import { WorkerHost } from './host/worker-host';

/** The page names the extension's files as `data-probe` and `data-wasm`, on the body or on this script. */
function ownFile(name: 'probe' | 'wasm'): string {
  const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.dataset[name] : undefined;
  const uri = document.body.dataset[name] ?? script;
  if (uri === undefined) throw new Error(`The page lacks data-${name}.`);
  return uri;
}

const store = new Store({ load: savedState, save: saveState });
const host = new WorkerHost({ probe: ownFile('probe'), wasm: ownFile('wasm') });
const runs = new RunRequests(host, post);
const send = (message: FromWebview): void => {
  post(message);
};

const root = document.body.appendChild(document.createElement('main'));
store.subscribe(({ panel, view }) => {
  render(
    h(App, {
      panel,
      view,
      send,
      changeView: (change) => {
        store.setView(change);
      },
    }),
    root,
  );
});
window.addEventListener('error', (event) => {
  post({ type: 'log', level: 'error', text: event.message });
});
onMessage((message) => {
  switch (message.type) {
    case 'state':
      store.setPanel(message.state);
      break;
    case 'same-models':
      store.setPanel({ ...message.state, models: store.state.panel.models });
      break;
    case 'run':
      runs.run(message.id, message.job);
      break;
    case 'model-answer':
      runs.answer(message.id, message.number, message.answer);
      break;
    case 'cancel-run':
      runs.cancel(message.id);
      break;
  }
});
post({ type: 'ready' });
void host.warmUp();
