/** The package's API: `import { probe } from 'gradline'` probes models and gives their report. */

import type { FileProbe } from '../pipeline/contract/file-probe';
import type * as contract from './api-contract';
import { readAssumptions } from './arguments/arguments';
import { probePaths } from './probe-paths';
import { Configs } from './settings/configs';
import { fileOptions } from './settings/file-options';

export const probe: typeof contract.probe = async (paths, settings = {}) => {
  const { timeLimit, assume = {}, config, signal = new AbortController().signal, ...given } = settings;
  const configs = new Configs(config);
  const asIs = (_: string | undefined, result: FileProbe): Promise<FileProbe> => Promise.resolve(result);
  const { report } = await probePaths(
    {
      operands: typeof paths === 'string' ? [paths] : paths,
      assume: readAssumptions(Object.entries(assume).map(([name, value]) => `${name}=${literal(value)}`)),
      optionsFor: async (file) =>
        fileOptions(
          { ...given, ...(timeLimit !== undefined && { timeLimitSeconds: timeLimit }) },
          await configs.settingsFor(file),
        ),
      distFolder: __dirname,
      signal,
    },
    {
      progress: () => undefined,
      say: () => undefined,
      failed: () => undefined,
      begins: () => undefined,
      probed: asIs,
      shown: () => Promise.resolve(),
    },
  );
  return report;
};

function literal(value: unknown): string {
  return typeof value === 'string' && /^[a-z_$][\w$]*$/i.test(value) ? value : JSON.stringify(value);
}
