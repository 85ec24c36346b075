/** Recognizes the same model in the results of different seeds. */

import type { SeedResult } from '../../probe/protocol/result';

/**
 * A key for each model of a seed, equal in every seed: the calls that made it, its layers, and how many like it came
 * before.
 */
export function modelKeys({ models }: SeedResult): string[] {
  const seen = new Map<string, number>();
  return models.map((model) => {
    const site = JSON.stringify([model.stack, model.layers.map((layer) => [layer.className, layer.stack.at(0)])]);
    const occurrence = seen.get(site) ?? 0;
    seen.set(site, occurrence + 1);
    return `${site}#${occurrence}`;
  });
}
