/** Types what the editor and the command line pass to a search for fixes, and what they get back. */

import type { ProbeOptions, ProbeTools } from '../../pipeline/contract/file-probe';
import type { Fix } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate } from './candidate';

export interface FixRequest {
  /** The file that was probed; absolute, with forward slashes. */
  readonly file: string;
  /** The model in the report of `file`. */
  readonly model: ModelReport;
  /** How many models that probe reported; with several, a proof trains only this one. */
  readonly models?: number;
  /** Those of the probe. `tools.runner` has to bear `workers` runs side by side. */
  readonly tools: ProbeTools;
  /** Those of the probe. */
  readonly options: ProbeOptions;
  /** Candidates that are probed side by side. */
  readonly workers: number;
  /** The limit of the whole search. */
  readonly timeLimitSeconds: number;
  /** Proven fixes after which the search ends; 4 if left out. */
  readonly enough?: number;
  readonly signal: AbortSignal;
  /** Called whenever a candidate begins or ends, and as its seeds go on. */
  readonly onProgress?: (progress: FixProgress) => void;
  /** Outcomes of earlier searches, by the texts that they probed. */
  readonly cache?: ProofCache;
}

/** The progress of a search. */
export interface FixProgress {
  /** The candidate that this is about. */
  readonly candidate: Candidate;
  readonly state: 'running' | 'proven' | 'failed';
  /** The progress of a running candidate: `seed 2 of 5, step 14 of 30`. */
  readonly text: string;
  /** Candidates that have ended. */
  readonly ended: number;
  /** Candidates in all; it may grow, as combinations come last. */
  readonly total: number;
  /** Best first. */
  readonly proven: readonly ProvenFix[];
}

/** A fix with all that its proof measured. */
export interface ProvenFix extends Fix {
  readonly candidate: Candidate;
  readonly after: ModelReport;
  /** The share of the loss that is left at the end, by which fixes compare with each other. */
  readonly lossLeft: number;
}

/** A candidate that was tried and is no fix. */
export interface TriedCandidate {
  readonly candidate: Candidate;
  /** What it did, as a sentence with numbers: `Gradients still vanish (∇ 3e-9 → 4e-8).` */
  readonly reason: string;
  /** The report after the edits; undefined where the probe could not run the edited text. */
  readonly after?: ModelReport;
}

export interface FixSearchResult {
  /** Best first. */
  readonly proven: readonly ProvenFix[];
  /** The most promising first. */
  readonly tried: readonly TriedCandidate[];
  /** Candidates that were not tried: enough were proven, the time was over, or the caller cancelled. */
  readonly untried: number;
  readonly ended: 'done' | 'time-limit' | 'cancelled';
  readonly durationMs: number;
}

/** How the trial of a candidate ended. */
export type TrialOutcome =
  | { readonly status: 'proven'; readonly fix: ProvenFix }
  | { readonly status: 'failed'; readonly tried: TriedCandidate };

/** Remembers outcomes. The keys are texts; an entry never grows stale. */
export interface ProofCache {
  get(key: string): TrialOutcome | undefined;
  set(key: string, outcome: TrialOutcome): void;
}
