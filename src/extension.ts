/** Builds the parts of the extension, registers them with VS Code, and returns. */

import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { ContextKeys } from './editor/context-keys';
import { Diagnostics } from './editor/diagnostics';
import { DirectiveProblems } from './editor/directive-problems';
import { selector } from './editor/documents';
import { HoverProvider } from './editor/hover-provider';
import { LensController } from './editor/lens-controller';
import { Log } from './editor/log';
import { Panel } from './editor/panel';
import { PanelPresenter } from './editor/panel-presenter';
import { PanelRunner } from './editor/panel-runner';
import { Pins } from './editor/pins';
import { ProbeService } from './editor/probe-service';
import { SiteReader } from './editor/site-reader';
import { StatusBar } from './editor/status-bar';
import { ResultStore } from './editor/store';
import { WarmUp } from './editor/warm-up';

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

function start({ subscriptions, extensionUri, workspaceState }: vscode.ExtensionContext, log: Log): void {
  const store = new ResultStore();
  const pins = new Pins(workspaceState);
  const reader = new SiteReader(pins);
  const panel = new Panel(extensionUri);
  const service = new ProbeService(store, new PanelRunner(panel), log, extensionUri, pins);
  const lenses = new LensController(reader, store, pins);
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
    pins,
    reader,
    panel,
    service,
    lenses,
    presenter,
    new Diagnostics(store, extensionUri),
    new DirectiveProblems(reader),
    new StatusBar(store),
    new ContextKeys(store),
    new WarmUp(() => {
      void service.warmUp();
    }),
    vscode.languages.registerHoverProvider(selector, new HoverProvider(reader, store)),
    registerCommands({ service, store, pins, reader, panel, presenter, lenses, log }),
  );
}
