/** Types a base: a network that user code builds on and whose weights the probe makes up. */

import type { Layer, Model } from '../../tfjs/internals';
import type { StackFrame } from '../../recording/stack-frames';

export interface Base {
  /** The usual name of the network, such as `MobileNet 0.25`. */
  readonly title: string;
  /** The frames of the call that loads it. */
  readonly frames: readonly StackFrame[];
  /** Its layers, where it has any for user code to build on. */
  readonly layers: ReadonlySet<Layer>;
  readonly model?: Model;
  /** A whole sentence for code that trains nothing on it: what is missing, and what to do. */
  readonly advice: string;
}

/** What to do about a well-known network on which the code trains nothing. */
export function adviceFor(title: string): string {
  return (
    `${title} has made-up weights here, and nothing that ran trains a model on what it gives, so there is nothing ` +
    'to measure. Train a model on its features in this file, or probe the file that does.'
  );
}

/** What a report says about a model that builds on the base. */
export function madeUpText({ title }: Pick<Base, 'title'>): string {
  return `weights of ${title} made up`;
}
