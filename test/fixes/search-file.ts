/** Probes a file and searches fixes for each of its faulty models, and takes the time of both. */

import type { WorkspaceFiles } from '../../src/files/file-access';
import type { FixRequest, FixSearchResult } from '../../src/fixes/contract/fix-search';
import { proveFixes } from '../../src/fixes/prove-fixes';
import type { FileProbe, ProbeOptions, ProbeTools } from '../../src/pipeline/contract/file-probe';
import { probeFile } from '../../src/pipeline/probe-file';
import { listedFaults } from '../../src/report/finding';
import type { ModelReport } from '../../src/report/report';

export interface SearchSettings {
  readonly steps: number;
  readonly seeds: readonly number[];
  /** Proven fixes that leave a model healthy, after which its search ends. */
  readonly enough: number;
  /** For the search of one model. */
  readonly timeLimitSeconds: number;
  readonly workers: number;
}

export interface SearchRow {
  /** Absolute. */
  readonly file: string;
  readonly model: ModelReport;
  readonly search: FixSearchResult;
  readonly probeMs: number;
  /** From the start of the search to its first proven fix; undefined without one. */
  readonly firstProvenMs: number | undefined;
}

export function optionsOf({ steps, seeds }: SearchSettings): ProbeOptions {
  return { steps, seeds, backend: 'auto', timeLimitSeconds: 300 };
}

/** Probes a file as its text stands, or with some texts in the place of the files' own. */
export function probeQuietly(file: string, tools: ProbeTools, options: ProbeOptions): Promise<FileProbe> {
  const ignore = (): void => undefined;
  const listener = { progress: ignore, partial: ignore, log: ignore };
  return probeFile(file, tools, options, listener, new AbortController().signal);
}

/** A row for each model that has a warning or an error; none where all are healthy. */
export async function searchFile(file: string, tools: ProbeTools, settings: SearchSettings): Promise<SearchRow[]> {
  const options = optionsOf(settings);
  const started = performance.now();
  const { models } = await probeQuietly(file, tools, options);
  const probeMs = performance.now() - started;
  const rows: SearchRow[] = [];
  for (const model of models) {
    if (listedFaults(model.findings).length === 0) continue;
    const begun = performance.now();
    let firstProvenMs: number | undefined;
    const request: FixRequest = {
      ...settings,
      file,
      model,
      models: models.length,
      tools,
      options,
      signal: new AbortController().signal,
      onProgress: ({ state }) => {
        if (state === 'proven') firstProvenMs ??= performance.now() - begun;
      },
    };
    const search = await proveFixes(request);
    rows.push({ file, model, search, probeMs, firstProvenMs });
  }
  return rows;
}

/** The tools with other files. */
export function toolsWith(tools: ProbeTools, files: WorkspaceFiles): ProbeTools {
  return { ...tools, files };
}
