/** Tells which models of different seeds are the same one. */

import type { SeedResult } from '../../probe/protocol/result';

/** For each model of a seed a key that is the same in every seed: made by the same stack of calls, with the same layers, the n-th time. */
export function siteKeys({ models }: SeedResult): string[] {
  const seen = new Map<string, number>();
  return models.map((model) => {
    const site = JSON.stringify([model.stack, model.layers.map((layer) => [layer.className, layer.stack.at(0)])]);
    const occurrence = seen.get(site) ?? 0;
    seen.set(site, occurrence + 1);
    return `${site}#${occurrence}`;
  });
}
