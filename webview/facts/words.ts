/** Writes the words that several parts of the panel share: for places, findings and the facts of a run. */

import { fileName } from '../../src/files/paths';
import { verdictWord } from '../../src/report/badge';
import { type Finding, headlineOf, type Severity } from '../../src/report/finding';
import { formatCount, formatData, formatDecimal } from '../../src/report/format';
import type { Location } from '../../src/report/position';
import type { ModelReport } from '../../src/report/report';
import { compareByWeight } from './layer-facts';

export const severityWords: Record<Severity, string> = {
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
};

/** `line 12`, with the file's name if it is not the shown one. */
export function placeText({ file, range }: Location, shownFile: string | undefined): string {
  const line = `line ${range.start.line + 1}`;
  return file === shownFile ? line : `${fileName(file)}, ${line}`;
}

/** `vanishing gradient`, `non-finite`. */
export function findingName(finding: Finding): string {
  return finding.code.replaceAll('-', ' ').replace(/^non /, 'non-');
}

/** The worst finding in sign and word, or `healthy`; `nothing else found` where the user has disabled findings. */
export function verdictText(model: ModelReport): string {
  const worst = [...model.findings].sort(compareByWeight).at(0);
  return worst ? verdictWord(worst) : (headlineOf(model) ?? 'healthy');
}

/** `2 of 3 seeds`. */
export function seedsText(finding: Finding, model: ModelReport): string {
  return `${finding.seeds.length} of ${formatCount(model.seeds.length, 'seed')}`;
}

/** `30 steps × 3 seeds on wasm, 1.24 s`. */
export function runText(model: ModelReport): string {
  const steps = `${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`;
  return `${steps} on ${model.backend}, ${formatDecimal(model.durationMs / 1000)} s`;
}

/** How the numbers were measured, one short text for each fact. */
export function runFacts(model: ModelReport): string[] {
  const trainedBy: Record<ModelReport['entry'], string> = {
    fit: 'your training call',
    loop: 'your training loop',
    built: 'not trained by your code',
  };
  return [
    trainedBy[model.entry],
    formatData(model.data === 'user' ? 'your data' : 'made-up data', model.batchSize),
    `${model.optimizer}, learning rate ${formatDecimal(model.learningRate)}`,
    model.loss,
  ];
}
