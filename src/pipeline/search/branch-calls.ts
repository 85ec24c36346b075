/** Plans the calls that reach models behind branches: one call for each model, whose branches the guards then force. */

import type { EntryPoint } from '../../source/sites/sites';

/** The most calls that are added: one file may have hundreds of models behind branches. */
const mostAdded = 24;

/**
 * @param behindBranches indices of models that a forced branch leads to
 * @returns the functions to call; one that leads to several of those models is called once more for each of them
 */
export function callsForBranches(entries: readonly EntryPoint[], behindBranches: ReadonlySet<number>): EntryPoint[] {
  const leadsToOne = ({ models }: EntryPoint): boolean => models.some((model) => behindBranches.has(model));
  const first = entries.map((entry) => (leadsToOne(entry) ? withOptionalArguments(entry) : entry));
  const added = first.flatMap((entry) => {
    const targets = entry.models.filter((model) => behindBranches.has(model));
    return targets.length < 2
      ? []
      : targets.map((model) => ({ ...entry, models: [model], call: { ...entry.call, towards: model } }));
  });
  return [...first, ...added.slice(0, mostAdded)];
}

/** The first attempt left out the arguments that a function can do without; this call gives them. */
function withOptionalArguments(entry: EntryPoint): EntryPoint {
  if (!entry.fuller) return entry;
  const { parameters, assumed, ...given } = entry.fuller;
  return { ...entry, parameters, assumed, call: { ...entry.call, ...given } };
}
