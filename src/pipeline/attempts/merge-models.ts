/** Of the models of one file's attempts, keeps each once: trained by the user's own call rather than merely built, and from the first attempt rather than the second. */

import type { ModelReport } from '../../report/report';

/**
 * @param attempts models of each attempt, best attempt first
 * @returns in the order in which they came, without those that say less about a model that is there already
 */
export function mergeModels(attempts: readonly (readonly ModelReport[])[]): ModelReport[] {
  const kept: ModelReport[] = [];
  for (const models of attempts) {
    const before = new Set(kept.map(siteOf));
    const fresh = models.filter((model) => !before.has(siteOf(model)));
    const trained = new Set(fresh.filter(({ entry }) => entry !== 'built').map(siteOf));
    const built = new Set<string>();
    for (const model of fresh) {
      if (model.entry === 'built') {
        // Built again by another function, perhaps with guessed arguments: the same lines say the same again.
        const same = `${siteOf(model)} ${model.layers.map((layer) => `${layer.className} ${layer.file}:${layer.range.start.line}:${layer.range.start.character}`).join()}`;
        if (trained.has(siteOf(model)) || built.has(same)) continue;
        built.add(same);
      }
      kept.push(model);
    }
  }
  return kept;
}

function siteOf({ file, range }: ModelReport): string {
  return `${file}:${range.start.line}:${range.start.character}`;
}
