/** What one probe found in a file, together with the texts that it ran on. */

import type * as vscode from 'vscode';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { Anchors } from './anchors';

/** A file has several results where later probes ran only some of its models; each model is in one of them. */
export interface FileResult {
  readonly uri: vscode.Uri;
  readonly models: readonly ModelReport[];
  /** Where the code of `models` lies now, and whether it has changed since it was measured. */
  readonly modelAnchors: Anchors;
  readonly errors: readonly ProbeError[];
  /** Where the code of `errors` lies now. They come from the last run, which may have yielded no models. */
  readonly errorAnchors: Anchors;
  /** Where the models stand that the probe was asked for; undefined if it ran the whole file. */
  readonly only?: readonly Location[] | undefined;
}

/** A measured model, with the result that holds it. */
export interface ProbedModel {
  readonly result: FileResult;
  readonly model: ModelReport;
}
