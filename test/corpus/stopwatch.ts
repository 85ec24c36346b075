/** Measures where a probe's time goes: reading the text, bundling, running the code, training. */

import type { Bundler } from '../../src/bundle/bundle';
import type { ProbeRunner } from '../../src/probe/protocol/runner';
import type { ProbeTools } from '../../src/pipeline/contract/file-probe';

export interface Phases {
  readonly file: string;
  readonly total: number;
  readonly bundle: number;
  readonly run: number;
  readonly train: number;
}

/** Tools that measure their own time in milliseconds; `take` returns the times of one probe and starts anew. */
export class Stopwatch {
  #bundle = 0;
  #run = 0;
  #train = 0;
  readonly tools: ProbeTools;

  constructor(tools: ProbeTools) {
    const bundler: Bundler = {
      resolve: (...values) => tools.bundler.resolve(...values),
      bundle: async (...values) => {
        const start = performance.now();
        const result = await tools.bundler.bundle(...values);
        this.#bundle += performance.now() - start;
        return result;
      },
    };
    const runner: ProbeRunner = {
      run: async (job, listener, signal) => {
        const start = performance.now();
        const outcome = await tools.runner.run(
          job,
          (event) => {
            if (event.type === 'seed') this.#train += event.result.trainingMs;
            listener(event);
          },
          signal,
        );
        this.#run += performance.now() - start;
        return outcome;
      },
    };
    this.tools = { ...tools, bundler, runner };
  }

  take(file: string, total: number): Phases {
    const phases = { file, total, bundle: this.#bundle, run: this.#run - this.#train, train: this.#train };
    this.#bundle = this.#run = this.#train = 0;
    return phases;
  }
}

/** `gan.js 2.0 s (read 0.1, bundle 0.1, run 0.4, train 1.4)` */
export function phasesText({ file, total, bundle, run, train }: Phases): string {
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  const parts = `bundle ${seconds(bundle)}, run ${seconds(run)}, train ${seconds(train)}`;
  return `${file} ${seconds(total)} s (read ${seconds(total - bundle - run - train)}, ${parts})`;
}
