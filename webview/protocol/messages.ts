/**
 * Types the messages between the extension and its webview: snapshots of the panel's state, requests and replies,
 * events.
 */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeOutcome } from '../../src/probe/protocol/runner';
import type { ModelAnswer, ModelRequest } from '../../src/probe/protocol/saved-model-messages';
import type { Location } from '../../src/report/position';
import type { ModelReport, ProbeError } from '../../src/report/report';

/** The progress of a running probe, or of a search for fixes. */
export interface RunProgress {
  readonly file: string;
  /** Set for a search, which a probe may end. */
  readonly isSearch?: true;
  /** Such as `seed 2 of 3, step 14 of 30`. */
  readonly text: string;
  /** Between 0 and 1. */
  readonly fraction: number;
}

/** The whole state of the panel; each snapshot replaces the last. */
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
  /** Whether the user cancelled the last probe of the file. */
  readonly isCancelled?: boolean;
  /** The model that the last probe ran, if it ran only some of the file's. */
  readonly probed?: number;
  /** Layers under the editor's cursor, as [model, layer] indices. */
  readonly marked: readonly (readonly [model: number, layer: number])[];
}

export type ToWebview =
  | { readonly type: 'state'; readonly state: PanelState }
  /** A snapshot with the models of the last one, which are most of its size. */
  | { readonly type: 'same-models'; readonly state: Omit<PanelState, 'models'> }
  /** Request: run a job in a fresh worker. The reply is the `outcome` of the same id. */
  | { readonly type: 'run'; readonly id: number; readonly job: ProbeJob }
  /** Reply to the `model-request` of the same `id` and `number`. */
  | { readonly type: 'model-answer'; readonly id: number; readonly number: number; readonly answer: ModelAnswer }
  /** Ends the worker of that run, whose `outcome` is then `cancelled`. */
  | { readonly type: 'cancel-run'; readonly id: number };

export type FromWebview =
  /** Show a fix as a diff: the one with that title, of a model of the state, as an index. */
  | { readonly type: 'preview-fix'; readonly model: number; readonly title: string }
  /** The webview listens now; earlier messages may be lost. */
  | { readonly type: 'ready' }
  | { readonly type: 'probe-event'; readonly id: number; readonly event: ProbeEvent }
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: ProbeOutcome }
  /**
   * Request: user code in that run asks for a saved model. The reply is a `model-answer`, unless the run ends before.
   */
  | { readonly type: 'model-request'; readonly id: number; readonly number: number; readonly request: ModelRequest }
  /** The user clicked a layer, a finding or an error. */
  | { readonly type: 'reveal'; readonly location: Location }
  /** The user pressed Probe again, or Cancel. */
  | { readonly type: 'probe-again' }
  | { readonly type: 'cancel' }
  /** The user wants to change what was assumed, for one function or for the whole file. */
  | { readonly type: 'change-assumptions'; readonly file: string; readonly function?: string }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string };
