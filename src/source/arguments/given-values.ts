/** Joins the values that people give for parameters: in directives, or pinned in the workspace. */

import type { Directives } from '../directives/directives';
import type { LiteralValue } from '../syntax/literal';
import type { FunctionNode } from '../syntax/nodes';

/**
 * Values that a person keeps for parameters: by function (`createModel`, `Net` for a constructor), then by name
 * (`numClasses`, `config.units`). A model without `inputShape`, `loss` or `optimizer` has them under `model:` and its
 * name.
 */
export type PinnedValues = Readonly<Record<string, Readonly<Record<string, LiteralValue>>>>;

/** A value given for a parameter, or for one field of it. */
export interface GivenValue {
  /** The path, with the parameter's name first: `['config', 'units']`. */
  readonly path: readonly string[];
  readonly value: LiteralValue;
  readonly origin: 'directive' | 'pinned';
}

/** The values given for a function's parameters, later ones overriding; people know the function as `owner`. */
export type GivenValuesFor = (node: FunctionNode, owner: string) => readonly GivenValue[];

/**
 * The values in order of precedence, the strongest last: pinned values for whole parameters, pinned ones for fields,
 * directives.
 */
export function givenValues(directives: Directives, pinned: PinnedValues): GivenValuesFor {
  return (node, owner) => [
    ...Object.entries(pinned[owner] ?? {})
      .map(([name, value]): GivenValue => ({ path: name.split('.'), value, origin: 'pinned' }))
      .sort((a, b) => a.path.length - b.path.length),
    ...directives.forFunction(node).map(({ path, value }): GivenValue => ({ path, value, origin: 'directive' })),
  ];
}
