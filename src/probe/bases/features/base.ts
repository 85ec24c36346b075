/** A network that user code starts from and whose weights are made up here. */

import type { Layer, Model } from '../../tfjs/internals';
import type { StackFrame } from '../../recording/stack-frames';

export interface Base {
  /** What people call it: `MobileNet 0.25`. */
  readonly title: string;
  /** Of the call that loads it. */
  readonly frames: readonly StackFrame[];
  /** Its layers, where it has any for user code to build on. */
  readonly layers: ReadonlySet<Layer>;
  readonly model?: Model;
  /** A whole sentence for code that trains nothing on it: what is missing, and what to do. */
  readonly advice: string;
}

/** What to do about a well-known network that nothing is trained on. */
export function adviceFor(title: string): string {
  return (
    `${title} has made-up weights here, and nothing that ran trains a model on what it gives, so there is nothing ` +
    'to measure. Train a model on its features in this file, or probe the file that does.'
  );
}

/** What a report says of whatever rests on the base. */
export function madeUpText({ title }: Pick<Base, 'title'>): string {
  return `weights of ${title} made up`;
}
