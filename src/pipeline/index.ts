/** The one line from a file's text to its report: sites, bundle, probe, assembly, findings. */

import type { ProbeJob } from '../probe/job';
import type { ProbeError, ProbeErrorCode } from '../report/report';
import { maximumSeeds } from './adaptive-seeds';
import { assembleModels } from './assemble';
import { explainFailures } from './failures';
import { Placer } from './place';
import type { FileProbe, ProbeFile } from './probe-file';
import { type Assemble, runSeeds } from './run-seeds';

/**
 * Probes every model that one file makes.
 *
 * @param file absolute path with forward slashes
 * @returns models and errors; never rejects for anything the user's code does, and always has at least one of either
 */
export const probeFile: ProbeFile = async (file, tools, options, listener, signal) => {
  const text = await tools.files.readText(file);
  if (text === undefined) return failed(file, 'not-readable', `${file} cannot be read: there is no such text file.`);
  const source = await import('../source/index');
  const sites = source.readSites(file, text);
  if (sites.models.length === 0 && !sites.layers.some((site) => site.kind === 'variable')) {
    return failed(file, 'no-model', `${baseName(file)} makes no TensorFlow.js model: no tf.sequential, tf.model or tf.variable was found.`);
  }
  const bindings = [...new Set(sites.entries.map((entry) => entry.binding))];
  const bundled = await tools.bundler.bundle(file, bindings, tools.files, signal);
  if (!bundled.ok) return { models: [], errors: bundled.errors };
  const { bundle } = bundled;
  const placer = new Placer(bundle, tools.files, source);

  const job: ProbeJob = {
    code: bundle.code,
    entries: sites.entries.map((entry) => entry.call),
    steps: options.steps,
    seeds: options.seeds,
    backend: options.backend,
    timeLimitMs: options.timeLimitSeconds * 1000,
  };
  const assemble: Assemble = (results, faults) => assembleModels(results, placer, bundle.standIns, faults);
  const { results, faults, outcome } = await runSeeds(job, options.maximumSeeds ?? maximumSeeds, tools.runner, assemble, listener, signal);
  const models = await assemble(results, faults);
  const errors = await explainFailures(file, sites, models, results, outcome, placer);
  return { models, errors };
};

function failed(file: string, code: ProbeErrorCode, message: string): FileProbe {
  const errors: ProbeError[] = [{ file, code, message }];
  return { models: [], errors };
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
