/** The kinds of fixes; `docs/fixes/<kind>.md` explains each. */

export const fixKinds = ['hidden-activation'] as const;

export type FixKind = (typeof fixKinds)[number];
