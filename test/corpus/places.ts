/** Pairs each place of a file that builds a model with what a probe of the file found there. */

import type { FileProbe } from '../../src/pipeline/contract/file-probe';
import type { ModelReport } from '../../src/report/report';
import type { ModelSite, SourceSites } from '../../src/source/sites/sites';

export interface Place {
  readonly file: string;
  readonly name: string;
  /** Counted from 1, as editors show it. */
  readonly line: number;
  readonly kind: ModelSite['kind'];
  readonly model: ModelReport | undefined;
  readonly rung: 'as it is' | 'guarded';
  readonly reason: string;
}

export function placesOf(file: string, sites: SourceSites, { models, errors, guarded = [] }: FileProbe): Place[] {
  return sites.models.map((site) => {
    const on = (line: number | undefined, at: string): boolean => at === file && line === site.range.start.line;
    const model =
      models.find((one) => on(one.range.start.line, one.file)) ??
      models.find((one) => one.parts?.some((part) => on(part.range.start.line, part.file)));
    const error = errors.find((one) => on(one.range?.start.line, one.file)) ?? errors.at(0);
    return {
      file,
      name: site.name,
      line: site.range.start.line + 1,
      kind: site.kind,
      model,
      rung: model && guarded.includes(model) ? 'guarded' : 'as it is',
      reason: error
        ? `${error.code}${error.range ? ` line ${error.range.start.line + 1}` : ''}: ${error.message}`
        : 'no reason was given',
    };
  });
}
