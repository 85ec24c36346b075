/** The one line from a file's text to its report: sites, bundle, probe, assembly, findings. */

import type { ProbeEvent, ProbeJob, SeedResult } from '../probe/job';
import type { ProbeError, ProbeErrorCode } from '../report/report';
import { assembleModels } from './assemble';
import { explainFailures } from './failures';
import { Placer } from './place';
import type { FileProbe, ProbeFile, ProbeListener, ProbeTools } from './probe-file';

/**
 * Probes every model that one file makes.
 *
 * @param file absolute path with forward slashes
 * @returns models and errors; never rejects for anything the user's code does, and always has at least one of either
 */
export const probeFile: ProbeFile = async (file, tools, options, listener, signal) => {
  const text = await tools.files.readText(file);
  if (text === undefined) return failed(file, 'not-readable', await unreadable(file, tools));
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

  const results: SeedResult[] = [];
  let assembling = Promise.resolve();
  const onEvent = (event: ProbeEvent): void => {
    if (event.type === 'progress') reportProgress(event, listener, sites.models.length > 1);
    if (event.type === 'log') listener.log(event.level, event.text);
    if (event.type !== 'seed') return;
    results.push(event.result);
    const sofar = [...results];
    assembling = assembling.then(async () => {
      if (sofar.length < results.length) return;
      listener.partial({ models: await assembleModels(sofar, placer, bundle.standIns), errors: [] });
    });
  };
  const job: ProbeJob = {
    code: bundle.code,
    entries: sites.entries.map((entry) => entry.call),
    steps: options.steps,
    seeds: options.seeds,
    backend: options.backend,
    timeLimitMs: options.timeLimitSeconds * 1000,
  };
  listener.progress({ text: 'running the code', fraction: 0 });
  const outcome = await tools.runner.run(job, onEvent, signal);
  await assembling;
  const models = await assembleModels(results, placer, bundle.standIns);
  const errors = await explainFailures(file, sites, models, results, outcome, placer);
  return { models, errors };
};

/** @param naming tells the models of a file apart; one alone needs no name */
function reportProgress(event: Extract<ProbeEvent, { type: 'progress' }>, listener: ProbeListener, naming: boolean): void {
  listener.progress({
    text: `${naming ? `${event.model}, ` : ''}seed ${event.seedIndex + 1} of ${event.seeds}, step ${event.step} of ${event.steps}`,
    fraction: (event.seedIndex + event.step / event.steps) / event.seeds,
  });
}

function failed(file: string, code: ProbeErrorCode, message: string): FileProbe {
  const errors: ProbeError[] = [{ file, code, message }];
  return { models: [], errors };
}

async function unreadable(file: string, { files }: ProbeTools): Promise<string> {
  switch (await files.kind(file)) {
    case 'directory':
      return `${baseName(file)} is a folder. Name the files in it that make models.`;
    case 'file':
      return `${baseName(file)} cannot be read as text.`;
    case undefined:
      return `There is no file ${baseName(file)} at that place.`;
  }
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
