/** Types the runner of jobs, which uses whatever kind of worker the host has, and the outcomes of a job. */

import type { BundleStack } from '../../report/position';
import type { ProbeEvent } from './events';
import type { ProbeJob } from './job';
import type { AnswerModel } from './saved-model-messages';

/** How a job ended. */
export type ProbeOutcome =
  | { readonly status: 'done' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'time-limit'; readonly seconds: number }
  | { readonly status: 'failed'; readonly message: string; readonly stack: BundleStack };

/** Runs jobs in a worker of the webview, or in a worker thread of Node. */
export interface ProbeRunner {
  /**
   * Never rejects: what goes wrong is an outcome.
   * @param signal ends the worker at once
   * @param answer gets saved models for user code; without it, none is found
   */
  run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer?: AnswerModel,
  ): Promise<ProbeOutcome>;
}
