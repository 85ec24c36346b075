/** Builds the parts of the extension, registers them with VS Code, and returns. */

import * as vscode from 'vscode';
import { ProbeTool, registerProbeTool } from './editor/agents/probe-tool';
import { registerCommands } from './editor/commands';
import { ContextKeys } from './editor/status/context-keys';
import { Diagnostics } from './editor/problems/diagnostics';
import { DirectiveProblems } from './editor/problems/directive-problems';
import { DiskChanges } from './editor/results/disk-changes';
import { selector } from './editor/host/documents';
import { Fixes } from './editor/fixes/fixes';
import { HoverProvider } from './editor/hover/hover-provider';
import { LensController } from './editor/lenses/lens-controller';
import { Log } from './editor/host/log';
import { ModelsView } from './editor/models-view/models-view';
import { Panel } from './editor/panel/panel';
import { PanelPresenter } from './editor/panel/panel-presenter';
import { PanelRunner } from './editor/panel/panel-runner';
import { Pins } from './editor/host/pins';
import { ProbeAll } from './editor/probing/probe-all';
import { ProbeService } from './editor/probing/probe-service';
import { SiteReader } from './editor/host/site-reader';
import { StatusBar } from './editor/status/status-bar';
import { ResultStore } from './editor/results/result-store';
import { WarmUp } from './editor/probing/warm-up';

/** For the tests inside VS Code alone, which has no other way to read what a tree view or the status bar shows. */
type TestExports = Readonly<{ models: vscode.TreeDataProvider<unknown>; status: vscode.StatusBarItem }>;

/**
 * What VS Code calls when it starts the extension.
 * @throws what keeps the extension from starting, once it is logged and shown
 */
export function activate(context: vscode.ExtensionContext): TestExports {
  const log = new Log();
  context.subscriptions.push(log);
  try {
    return start(context, log);
  } catch (error) {
    // VS Code itself writes it only to a log that users do not read.
    void log.reportFailure('Gradline could not start', error);
    throw error;
  }
}

function start({ subscriptions, extensionUri, workspaceState }: vscode.ExtensionContext, log: Log): TestExports {
  const store = new ResultStore();
  const pins = new Pins(workspaceState);
  const reader = new SiteReader(pins);
  const panel = new Panel(extensionUri);
  const service = new ProbeService(store, new PanelRunner(panel), log, extensionUri, pins);
  const probeAll = new ProbeAll(service, store, log);
  const fixes = new Fixes(store, service, log, panel);
  const [models, status] = [new ModelsView(store), new StatusBar(store)];
  const lenses = new LensController(reader, store, pins);
  const presenter = new PanelPresenter(panel, store, log, service);
  subscriptions.push(
    store,
    pins,
    reader,
    panel,
    service,
    probeAll,
    fixes,
    models,
    lenses,
    presenter,
    new Diagnostics(store, extensionUri),
    new DirectiveProblems(reader),
    new DiskChanges(store),
    status,
    new ContextKeys(store),
    new WarmUp(service),
    vscode.languages.registerHoverProvider(selector, new HoverProvider(reader, store)),
    registerProbeTool(new ProbeTool(service, fixes.searches, store)),
    registerCommands({ service, probeAll, fixes, store, pins, reader, panel, presenter, lenses, log }),
  );
  return { models, status: status.item };
}
