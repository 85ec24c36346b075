/** Finds the site that a position of a stack frame belongs to. Needs no parser. */

import { comparePositions, type Position, type Range } from '../../report/position';
import type { LayerSite, ModelSite, SourceSites } from './sites';

interface Site {
  readonly range: Range;
  readonly calleeRange: Range;
}

function holds(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** Whether `a` is the smaller of two ranges that hold the same position. */
function isInside(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.start) >= 0 && comparePositions(a.end, b.end) <= 0;
}

function innermost<T extends Site>(sites: readonly T[], range: (site: T) => Range): T | undefined {
  return sites.reduce<T | undefined>(
    (best, site) => (!best || isInside(range(site), range(best)) ? site : best),
    undefined,
  );
}

/**
 * The site whose call a stack frame at `position` names. V8 points at the callee's name, or at the start of the call
 * where the callee is a plain name or the source map has no closer mapping. So the callee's name decides, then the
 * start of the call, then the innermost call around the position.
 */
function findAt<T extends Site>(sites: readonly T[], position: Position): T | undefined {
  const named = sites.filter((site) => holds(site.calleeRange, position));
  if (named.length > 0) return innermost(named, (site) => site.calleeRange);
  const around = sites.filter((site) => holds(site.range, position));
  // A position between the start of `tf.layers.dense` and its name belongs to this call.
  const callee = around.filter((site) => comparePositions(position, site.calleeRange.start) < 0);
  return innermost(callee.length > 0 ? callee : around, (site) => site.range);
}

/** The layer site that a frame at `position` (of this file) belongs to, or undefined where there is none around it. */
export function findLayerAt(sites: SourceSites, position: Position): LayerSite | undefined {
  return findAt(sites.layers, position);
}

/** The same for models. */
export function findModelAt(sites: SourceSites, position: Position): ModelSite | undefined {
  return findAt(sites.models, position);
}
