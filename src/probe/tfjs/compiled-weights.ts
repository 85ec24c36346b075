/** Tells which variables a compiled model trains, and which it knows as its weights at all. */

import { type Model, modelParts, partsOf, type Variable } from './internals';

export interface CompiledWeights {
  /** Whether `fit` trains a variable: false for those of frozen models within the model. */
  isTrained(variable: Variable): boolean;
  /** Whether it is among the model's weights: those of layers that a layer makes by itself are not. */
  isListed(variable: Variable): boolean;
}

/** @param model undefined for a hand-written loop, which trains what it likes */
export function compiledWeights(model: Model | undefined): CompiledWeights {
  const inner = model && (modelParts(model).model ?? model);
  const trained = variablesOf(inner && modelParts(inner).collectedTrainableWeights);
  const listed = trained && variablesOf(inner && partsOf(inner).weights);
  return {
    isTrained: (variable) => trained?.has(variable) ?? true,
    isListed: (variable) => listed?.has(variable) ?? true,
  };
}

function variablesOf(weights: readonly { readonly val: Variable }[] | undefined): ReadonlySet<Variable> | undefined {
  return weights && new Set(weights.map(({ val }) => val));
}
