/** Thresholds of fixes: when a change to the code counts as one. */

export const proof = {
  /**
   * A fix may leave this many times the loss that was left before: between seeds of one healthy model it differs by a
   * few percent.
   */
  noWorse: 1.03,
  /**
   * Below this share of the loss of guessing a model has learned its data: what is left then says how large the last
   * steps were, not how good the start.
   */
  learned: 0.02,
  /** A candidate whose first seed leaves this many times the loss is dropped: no further seed makes up for it. */
  hopeless: 2,
  /** Fixes whose losses differ by less than this factor count as equal; then the smaller edit comes first. */
  asGood: 1.05,
} as const;
