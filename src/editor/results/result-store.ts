/** The one store of results and of the running probe; lens, hover, Problems, panel and status bar only read it. */

import * as vscode from 'vscode';
import type { FileProbe, ProbeProgress } from '../../pipeline/contract/file-probe';
import type { Location } from '../../report/position';
import { Anchors } from './anchors';
import type { FileResult } from './file-result';
import { isSameFileSystem } from '../host/documents';
import { mergeResults } from './merge-results';

export interface RunState {
  readonly uri: vscode.Uri;
  /** Places that the probe is about; undefined where it is about the whole file. */
  readonly only?: readonly Location[] | undefined;
  readonly progress: ProbeProgress;
  /** What its first steps have measured, until there is a result. */
  readonly firstSteps?: FileResult | undefined;
  /** Where the file is one of many which one, such as `file 3 of 12`. */
  readonly walkPosition?: string | undefined;
}

export class ResultStore implements vscode.Disposable {
  /** By file, the one probed last at the end; its results newest first, never none. */
  readonly #results = new Map<string, readonly FileResult[]>();
  readonly #tracked = new Set<{ readonly uri: vscode.Uri; readonly anchors: Anchors }>();
  readonly #resultsChanged = new vscode.EventEmitter<void>();
  readonly #runChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** Files that a probe of the whole workspace came by. */
  readonly #ofWorkspace = new Set<string>();
  #run: RunState | undefined;
  #latest: string | undefined;

  /** Results came, went, became stale or fresh again. */
  readonly onDidChangeResults = this.#resultsChanged.event;
  /** A run started, went on or ended. */
  readonly onDidChangeRun = this.#runChanged.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#resultsChanged,
      this.#runChanged,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.#retrack(document.uri, (anchors) => {
          anchors.edit(document.uri.path, contentChanges, document.getText());
        });
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.replaceText(document.uri, document.getText());
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.deleteUnder(uri);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri } of files) this.deleteUnder(oldUri);
      }),
    );
  }

  get run(): RunState | undefined {
    return this.#run;
  }

  /** The result that was set last; what the panel shows where the active editor has none. */
  get latest(): FileResult | undefined {
    return this.#latest === undefined ? undefined : this.#results.get(this.#latest)?.at(0);
  }

  /** What is known of a file, newest first; empty where it was not probed. */
  resultsFor(uri: vscode.Uri): readonly FileResult[] {
    return this.#results.get(uri.toString()) ?? [];
  }

  /** Every result, the one set last first. */
  allResults(): readonly FileResult[] {
    return [...this.#results.values()].reverse().flat();
  }

  /** The results whose models have layers in that file, its own among them; the one set last first. */
  resultsWithLayersIn(uri: vscode.Uri): readonly FileResult[] {
    return this.allResults().filter(
      (result) =>
        isSameFileSystem(result.uri, uri) &&
        result.models.some((model) => model.file === uri.path || model.layers.some((layer) => layer.file === uri.path)),
    );
  }

  /** Anchors that follow the edits of every open document from now on, for a probe of `uri` that is about to read files. */
  track(uri: vscode.Uri): { readonly anchors: Anchors; release(): void } {
    const tracked = { uri, anchors: new Anchors() };
    this.#tracked.add(tracked);
    return { anchors: tracked.anchors, release: () => this.#tracked.delete(tracked) };
  }

  /**
   * Takes what a probe has found so far, or at its end. Without models the last measured ones stay.
   * @param only as in `RunState`: the other models of the file keep what they have
   */
  merge(uri: vscode.Uri, { models, errors }: FileProbe, anchors: Anchors, only?: readonly Location[]): void {
    const key = uri.toString();
    const merged = mergeResults(
      this.resultsFor(uri),
      { uri, models, modelAnchors: anchors, errors, errorAnchors: anchors, only },
      only,
    );
    this.#results.delete(key);
    this.#results.set(key, merged);
    // Of the files of a workspace nobody asked for one in particular.
    if (!this.#run?.walkPosition || !this.latest) this.#latest = key;
    this.#resultsChanged.fire();
  }

  setRun(run: RunState | undefined): void {
    if (!run && !this.#run) return;
    this.#run = run;
    this.#runChanged.fire();
  }

  /** Notes that a file counts whether or not it is open, from its next result on. */
  noteWorkspaceProbe(uri: vscode.Uri): void {
    this.#ofWorkspace.add(uri.toString());
  }

  wasProbedWithWorkspace(uri: vscode.Uri): boolean {
    return this.#ofWorkspace.has(uri.toString());
  }

  /** Whether some result was measured on the text of that file. */
  wasRead(uri: vscode.Uri): boolean {
    return this.allResults().some(
      (result) =>
        isSameFileSystem(result.uri, uri) && (result.modelAnchors.has(uri.path) || result.errorAnchors.has(uri.path)),
    );
  }

  /** A file has been opened, or changed on disk, and now has this text. */
  replaceText(uri: vscode.Uri, text: string): void {
    this.#retrack(uri, (anchors) => {
      anchors.replaceText(uri.path, text);
    });
  }

  /** Forgets the results of a file, or of every file in a folder. */
  deleteUnder(uri: vscode.Uri): void {
    const keys = this.allResults()
      .filter(
        (result) =>
          isSameFileSystem(result.uri, uri) &&
          (result.uri.path === uri.path || result.uri.path.startsWith(`${uri.path}/`)),
      )
      .map((result) => result.uri.toString());
    for (const key of keys) this.#results.delete(key);
    if (keys.length > 0) this.#resultsChanged.fire();
  }

  clear(): void {
    this.#ofWorkspace.clear();
    if (this.#results.size === 0) return;
    this.#results.clear();
    this.#resultsChanged.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Every set of anchors has the change once, also those of a running probe whose partial result is shown already. */
  #retrack(uri: vscode.Uri, change: (anchors: Anchors) => void): void {
    const shown = this.allResults()
      .filter((result) => isSameFileSystem(result.uri, uri))
      .flatMap(({ modelAnchors: measured, errorAnchors: failed }) => [measured, failed]);
    const running = [...this.#tracked]
      .filter((tracked) => isSameFileSystem(tracked.uri, uri))
      .map(({ anchors }) => anchors);
    const staleBefore = shown.map((anchors) => anchors.isStale);
    for (const anchors of new Set([...shown, ...running])) change(anchors);
    if (shown.some((anchors, index) => anchors.isStale !== staleBefore[index])) this.#resultsChanged.fire();
  }
}
