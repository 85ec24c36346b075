/** A time limit on silence: work may take as long as it likes while it shows progress. */

/** Calls back once, when for `limitMs` nobody has reported progress. */
export class IdleLimit {
  readonly #timer: NodeJS.Timeout;

  constructor(limitMs: number, onIdle: () => void) {
    this.#timer = setTimeout(() => {
      this.stop();
      onIdle();
    }, limitMs);
  }

  /** Reports progress: the time counts anew. */
  progress(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
