/** Types the events that a running probe sends to its host. */

import type { BundleStack } from '../../report/position';
import type { SeedResult } from './result';

/**
 * In this order: `ready`; `progress` and the like as the job goes on, among them `first-steps` where the first seed
 * takes a while;
 * one `seed` for each seed; then `done` or `failed`.
 */
export type ProbeEvent =
  | { readonly type: 'ready' }
  | {
      readonly type: 'progress';
      readonly seedIndex: number;
      readonly seeds: number;
      readonly step: number;
      readonly steps: number;
      readonly model: string;
    }
  /**
   * The probe enters user code: the function with this label, or the module where it is empty. The probe sends it
   * before, so that the host knows which code never returned.
   */
  | { readonly type: 'entered'; readonly label: string }
  /** What the first seed has measured after its first steps: enough to show gradients, too little for findings. */
  | { readonly type: 'first-steps'; readonly result: SeedResult }
  /**
   * What the first seed has measured so far, once in a while: the result that counts if the host has to end the worker.
   */
  | { readonly type: 'so-far'; readonly result: SeedResult }
  | { readonly type: 'seed'; readonly result: SeedResult }
  | { readonly type: 'log'; readonly level: 'log' | 'warn' | 'error'; readonly text: string }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string; readonly stack: BundleStack };
