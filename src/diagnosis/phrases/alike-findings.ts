/** Says once what several layers of one line show: each layer that a loop or helper makes may have its finding. */

import { formatCount, withoutNumbers } from '../../report/format';
import type { Finding } from '../../report/finding';

/**
 * Joins findings of one line that differ in their numbers, layers and seeds alone. The first one keeps its words and
 * tells of how many more layers they hold.
 */
export function joinAlike(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(joined);
}

function keyOf({ code, severity, role, file, range, message }: Finding): string {
  return JSON.stringify([code, severity, role, file, range.start, withoutNumbers(message)]);
}

function joined([first, ...others]: readonly Finding[]): Finding {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const union = (list: (finding: Finding) => readonly number[]): number[] =>
    [...new Set(all.flatMap(list))].sort((a, b) => a - b);
  const layers = union((finding) => finding.layers);
  const more = layers.length - first.layers.length;
  return {
    ...first,
    layers,
    seeds: union(({ seeds }) => seeds),
    related: distinct(all.flatMap(({ related }) => related)),
    blames: distinct(all.flatMap(({ blames }) => blames ?? [])),
    ...(more > 0 && { message: `${first.message} So it is for ${formatCount(more, 'more layer')} of this line.` }),
  };
}

/** Each of equal things once. */
function distinct<T>(things: readonly T[]): T[] {
  return [...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values()];
}
