/** When VS Code is told to ask for lenses again. It takes most of a second over it, so during a probe it is told ahead and answered with what is known by then. */

/** VS Code waits before it asks, and again before it shows what it was told. Lenses that it has not shown by then are none that anybody looks at. */
const onItsWayMs = 1500;
/** Numbers that take longer to come are not worth other extensions' lenses being asked for over and over. */
const aheadMs = 6000;
/** Lenses are shown one by one within less. */
const togetherMs = 20;

export class LensRefresh {
  /** Not shown since. */
  #toldAt: number | undefined;
  #aheadUntil = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** @param tell tells VS Code to ask for lenses again */
  constructor(private readonly tell: () => void) {}

  /** What lenses say has changed. */
  now(): void {
    this.#toldAt = Date.now();
    this.tell();
  }

  /** The same where more changes follow: unless VS Code is about to show lenses anyway. */
  soon(): void {
    if (this.#toldAt === undefined || Date.now() - this.#toldAt > onItsWayMs) this.now();
  }

  /** Numbers are going to come: from now on VS Code shall always be about to show lenses, so that they appear as soon as they are there. */
  startAhead(): void {
    this.#aheadUntil = Date.now() + aheadMs;
  }

  stopAhead(): void {
    this.#aheadUntil = 0;
    clearTimeout(this.#again);
    this.#again = undefined;
  }

  /** VS Code has been given a lens as things are now. */
  given(): void {
    this.#toldAt = undefined;
  }

  /** The same of a file whose numbers are going to come. */
  givenAhead(): void {
    this.given();
    if (Date.now() > this.#aheadUntil) return;
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      this.soon();
    }, togetherMs);
  }

  dispose(): void {
    this.stopAhead();
  }
}
