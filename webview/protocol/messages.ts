/** Every message between the extension and its webview. Requests settle with a reply; events need none; snapshots are whole. */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeOutcome } from '../../src/probe/protocol/runner';
import type { ModelAnswer, ModelRequest } from '../../src/probe/protocol/saved-model-messages';
import type { Location } from '../../src/report/position';
import type { ModelReport, ProbeError } from '../../src/report/report';

/** What the panel shows of a running probe. */
export interface RunProgress {
  readonly file: string;
  /** Such as `seed 2 of 3, step 14 of 30`. */
  readonly text: string;
  /** Between 0 and 1. */
  readonly fraction: number;
}

/** The whole state of the panel; each one replaces the last. */
export interface PanelState {
  /** The file whose models are shown; undefined before the first probe. */
  readonly file?: string;
  /** File name for the title line. */
  readonly title?: string;
  readonly models: readonly ModelReport[];
  readonly errors: readonly ProbeError[];
  /** Models whose text has changed since they were measured, as indices. */
  readonly stale: readonly number[];
  readonly running?: RunProgress;
  /** The model that the last probe was about, where it was not about all of the file's. */
  readonly probed?: number;
  /** Layers under the editor's cursor, as [model, layer] indices. */
  readonly marked: readonly (readonly [model: number, layer: number])[];
}

export type ToWebview =
  | { readonly type: 'state'; readonly state: PanelState }
  /** Request: run a job in a fresh worker; settles with `outcome` for the same id. */
  | { readonly type: 'run'; readonly id: number; readonly job: ProbeJob }
  /** Reply to the `model-request` of the same `id` and `number`. */
  | { readonly type: 'model-answer'; readonly id: number; readonly number: number; readonly answer: ModelAnswer }
  /** End the worker of that run; its `outcome` is then `cancelled`. */
  | { readonly type: 'cancel-run'; readonly id: number };

export type FromWebview =
  /** The webview listens; whatever was sent before may be lost. */
  | { readonly type: 'ready' }
  | { readonly type: 'probe-event'; readonly id: number; readonly event: ProbeEvent }
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: ProbeOutcome }
  /** Request: the code of that run asks for a saved model; settles with a `model-answer`, or with the run. */
  | { readonly type: 'model-request'; readonly id: number; readonly number: number; readonly request: ModelRequest }
  /** The person clicked a layer, a finding or an error. */
  | { readonly type: 'reveal'; readonly location: Location }
  /** The person pressed Probe again, or Cancel. */
  | { readonly type: 'probe-again' }
  | { readonly type: 'cancel' }
  /** The person wants other arguments for what was assumed: those of a function, or of the whole file. */
  | { readonly type: 'change-assumptions'; readonly file: string; readonly function?: string }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string };
