/** Types what user code does with what a variable gives as a kernel. */

/** @typeParam Place where code stands */
export interface KernelProduct<Place> {
  /** L2 norm of d(mean loss)/d(product) over all products of a step, `l2[seed][step]`; NaN where a step has none. */
  readonly gradient: { readonly l2: readonly (readonly number[])[] };
  /** Root mean square of its numbers in the first step, for each seed. */
  readonly sizes: readonly number[];
  /** Indices, in the model's `layers`, of the kernels whose products it is computed from, with no other between. */
  readonly reads: readonly number[];
  /** The first activation that the code applies to it by an operation, by tfjs's name, and the operation's place. */
  readonly activation?: { readonly name: string; readonly at?: Place };
}

/** What the report of a variable of user code tells that of a layer does not. */
export interface VariableFacts<Place> {
  /**
   * The activation that the code applies to what it gives, where other weights read the result, and for each seed the
   * share of its numbers within 0.01 of an end of its range.
   */
  readonly behind?: { readonly activation: 'sigmoid' | 'tanh'; readonly saturatedPerSeed: readonly number[] };
  /** For one that is a kernel. */
  readonly product?: KernelProduct<Place>;
}
