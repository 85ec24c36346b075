/** Makes stand-ins that the report of a seed names. */

import { importedStandIn } from './stand-in';

export class NotedStandIns {
  readonly #names = new Set<string>();

  /** @param instead gives what answers for an import better than a stand-in; undefined for most */
  constructor(private readonly instead: (name: string) => object | undefined) {}

  /** The names, in the order in which they were first noted. */
  get names(): readonly string[] {
    return [...this.#names];
  }

  startSeed(): void {
    this.#names.clear();
  }

  make(name: string): object {
    this.note(name);
    return this.instead(name) ?? importedStandIn(name);
  }

  /** Notes a name without a stand-in, such as a place that a model was not saved to. */
  note(name: string): void {
    this.#names.add(name);
  }
}
