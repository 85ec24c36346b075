/** Finds the model sites of a file that a probe was asked for. */

import { isSamePosition, type Location, type Range } from '../../report/position';
import type { ModelSite, SourceSites } from '../../source/sites/sites';

/**
 * @param only places of models and layers; undefined for everything
 * @returns the sites at these places, and those that a layer at such a place joins; undefined where the text does not
 *   tell, as for places in other files
 */
export function requestedSites(
  file: string,
  { models, layers }: SourceSites,
  only: readonly Location[] | undefined,
): readonly ModelSite[] | undefined {
  if (!only) return models;
  const isThere = ({ range }: { readonly range: Range }): boolean =>
    only.some((place) => place.file === file && isSamePosition(place.range.start, range.start));
  const joined = new Set(layers.filter(isThere).map(({ model }) => model));
  const asked = models.filter((site, index) => isThere(site) || joined.has(index));
  return asked.length > 0 ? asked : undefined;
}
