/** Builds the parts of the extension, registers them with VS Code, and returns. */

import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { ContextKeys } from './editor/context-keys';
import { Diagnostics } from './editor/diagnostics';
import { selector } from './editor/documents';
import { HoverProvider } from './editor/hover-provider';
import { LensController } from './editor/lens-controller';
import { Log } from './editor/log';
import { Panel } from './editor/panel';
import { PanelPresenter } from './editor/panel-presenter';
import { PanelRunner } from './editor/panel-runner';
import { ProbeService } from './editor/probe-service';
import { SiteReader } from './editor/site-reader';
import { StatusBar } from './editor/status-bar';
import { ResultStore } from './editor/store';

export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  context.subscriptions.push(log);
  try {
    start(context, log);
  } catch (error) {
    // VS Code itself only logs it where nobody looks.
    void log.fail('Gradline could not start', error);
    throw error;
  }
}

function start({ subscriptions, extensionUri }: vscode.ExtensionContext, log: Log): void {
  const store = new ResultStore();
  const reader = new SiteReader();
  const panel = new Panel(extensionUri);
  const service = new ProbeService(store, new PanelRunner(panel), log, extensionUri);
  const lenses = new LensController(reader, store);
  const presenter = new PanelPresenter(
    panel,
    store,
    log,
    (uri) => service.probe(uri),
    () => {
      service.cancel();
    },
  );
  subscriptions.push(
    store,
    reader,
    panel,
    service,
    lenses,
    presenter,
    new Diagnostics(store, extensionUri),
    new StatusBar(store),
    new ContextKeys(store),
    vscode.languages.registerHoverProvider(selector, new HoverProvider(reader, store)),
    registerCommands({ service, store, reader, panel, presenter, lenses, log }),
  );
}
