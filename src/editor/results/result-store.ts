/** Stores the results of all probes and the state of the running one; every surface of the editor reads from it. */

import * as vscode from 'vscode';
import type { ModelReport, ProbeError } from '../../report/report';
import type { FileProbe, ProbeProgress } from '../../pipeline/contract/file-probe';
import type { Location } from '../../report/position';
import { Anchors } from './anchors';
import type { FileResult } from './file-result';
import { isSameFileSystem } from '../host/documents';
import { mergeResults } from './merge-results';

export interface RunState {
  readonly uri: vscode.Uri;
  /** Where the models stand that the probe runs; undefined if it runs the whole file. */
  readonly only?: readonly Location[] | undefined;
  readonly progress: ProbeProgress;
  /** What the first steps have measured, until there is a result. */
  readonly firstSteps?: FileResult | undefined;
  /** If the file is one of a walk through the workspace: which, such as `file 3 of 12`. */
  readonly walkPosition?: string | undefined;
}

/** A search for fixes that runs. */
export interface FixSearchState {
  readonly uri: vscode.Uri;
  /** Such as `fix 2 of 9, 1 proven`. */
  readonly step: string;
  /** The step and what it does: `fix 2 of 9, 1 proven · swish: seed 1 of 5`. */
  readonly text: string;
  /** Between 0 and 1. */
  readonly fraction: number;
}

export class ResultStore implements vscode.Disposable {
  /** By file, the file probed last at the end. The results of a file are newest first, and never none. */
  readonly #results = new Map<string, readonly FileResult[]>();
  readonly #tracked = new Set<{ readonly uri: vscode.Uri; readonly anchors: Anchors }>();
  readonly #resultsChanged = new vscode.EventEmitter<void>();
  readonly #runChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** The files that *Probe All Models* has probed. */
  readonly #probedWithWorkspace = new Set<string>();
  #run: RunState | undefined;
  #fixSearch: FixSearchState | undefined;
  #latest: string | undefined;

  /** Results came or went, became stale or fresh again. */
  readonly onDidChangeResults = this.#resultsChanged.event;
  /** A run or a search for fixes started, made progress or ended. */
  readonly onDidChangeRun = this.#runChanged.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#resultsChanged,
      this.#runChanged,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.#changeAnchors(document.uri, (anchors) => {
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

  get fixSearch(): FixSearchState | undefined {
    return this.#fixSearch;
  }

  /** The result that the panel shows if the active editor has none. */
  get latest(): FileResult | undefined {
    return this.#latest === undefined ? undefined : this.#results.get(this.#latest)?.at(0);
  }

  /** The results of a probed file, newest first; empty if it was not probed. */
  resultsFor(uri: vscode.Uri): readonly FileResult[] {
    return this.#results.get(uri.toString()) ?? [];
  }

  /** The code's own errors in the file, from the last probe; none once that text has changed. */
  ownErrors(uri: vscode.Uri): readonly ProbeError[] {
    return this.allResults().flatMap(({ errors, errorAnchors }) =>
      errorAnchors.isStale ? [] : errors.filter(({ file, own }) => own && file === uri.path),
    );
  }

  ownErrorsAt(uri: vscode.Uri, line: number): readonly ProbeError[] {
    return this.ownErrors(uri).filter(({ range }) => range?.start.line === line);
  }

  /** All results, the file probed last first. */
  allResults(): readonly FileResult[] {
    return [...this.#results.values()].reverse().flat();
  }

  /** The results with models or layers in that file, whichever file was probed; the file probed last first. */
  resultsWithLayersIn(uri: vscode.Uri): readonly FileResult[] {
    return this.allResults().filter(
      (result) =>
        isSameFileSystem(result.uri, uri) &&
        result.models.some((model) => model.file === uri.path || model.layers.some((layer) => layer.file === uri.path)),
    );
  }

  /** Starts anchors for a probe of `uri`: they follow the edits of every open document until they are released. */
  track(uri: vscode.Uri): { readonly anchors: Anchors; release(): void } {
    const tracked = { uri, anchors: new Anchors() };
    this.#tracked.add(tracked);
    return { anchors: tracked.anchors, release: () => this.#tracked.delete(tracked) };
  }

  /**
   * Takes what a probe has found so far, or at its end. If it found no models, those measured last stay.
   *
   * @param only as in `RunState`; the other models of the file keep their results
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
    // The user did not ask for a particular file of a walk, so the panel stays with what it shows.
    if (!this.#run?.walkPosition || !this.latest) this.#latest = key;
    this.#resultsChanged.fire();
  }

  setRun(run: RunState | undefined): void {
    if (!run && !this.#run) return;
    this.#run = run;
    this.#runChanged.fire();
  }

  setFixSearch(search: FixSearchState | undefined): void {
    if (!search && !this.#fixSearch) return;
    this.#fixSearch = search;
    this.#runChanged.fire();
  }

  /** Puts a model in the place of another, of which it says more; without effect where that one is gone. */
  replaceModel(known: ModelReport, next: ModelReport): void {
    for (const [key, results] of this.#results) {
      if (!results.some(({ models }) => models.includes(known))) continue;
      const replaced = results.map((result) =>
        result.models.includes(known)
          ? { ...result, models: result.models.map((model) => (model === known ? next : model)) }
          : result,
      );
      this.#results.set(key, replaced);
      this.#resultsChanged.fire();
      return;
    }
  }

  /** From now on Problems lists this file's problems even if it is not open. */
  noteWorkspaceProbe(uri: vscode.Uri): void {
    this.#probedWithWorkspace.add(uri.toString());
  }

  wasProbedWithWorkspace(uri: vscode.Uri): boolean {
    return this.#probedWithWorkspace.has(uri.toString());
  }

  /** Whether any result depends on the text of that file. */
  wasRead(uri: vscode.Uri): boolean {
    return this.allResults().some(
      (result) =>
        isSameFileSystem(result.uri, uri) && (result.modelAnchors.has(uri.path) || result.errorAnchors.has(uri.path)),
    );
  }

  /** A file was opened, or changed on disk, and has this text now. */
  replaceText(uri: vscode.Uri, text: string): void {
    this.#changeAnchors(uri, (anchors) => {
      anchors.replaceText(uri.path, text);
    });
  }

  /** Removes the results of a file, or of every file in a folder. */
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
    this.#probedWithWorkspace.clear();
    if (this.#results.size === 0) return;
    this.#results.clear();
    this.#resultsChanged.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Applies a change once to each set of anchors, those of the running probe included. */
  #changeAnchors(uri: vscode.Uri, change: (anchors: Anchors) => void): void {
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
