/** Works out the options of one file's probe. */

import type { ConfigSettings } from '../../config/config';
import type { ProbeOptions } from '../../pipeline/contract/file-probe';
import type { GivenOptions } from '../arguments/arguments';

export interface FileOptions {
  readonly probe: ProbeOptions;
  /** The limit of the search for one model's fixes. */
  readonly fixTimeLimitSeconds: number;
}

/** The options of a file: the command line comes first, then gradline.config.json, then the defaults. */
export function fileOptions(given: GivenOptions, config: ConfigSettings): FileOptions {
  const first = given.seed ?? 1;
  return {
    probe: {
      steps: given.steps ?? config.steps ?? 30,
      seeds: Array.from({ length: given.seeds ?? config.seeds ?? 3 }, (_, index) => first + index),
      backend: given.backend ?? config.backend ?? 'auto',
      timeLimitSeconds: given.timeLimitSeconds ?? config.timeLimit ?? 60,
      ...(config.disable && { disabled: config.disable }),
    },
    fixTimeLimitSeconds: given.fixTimeLimitSeconds ?? config.fixTimeLimit ?? 120,
  };
}
