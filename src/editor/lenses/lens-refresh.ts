/** Decides when to ask VS Code for new lenses. */

/**
 * VS Code waits before it asks for lenses, and again before it draws them. If none is drawn by then, none is in view.
 */
const pendingMs = 1500;
/** After this time, asking every extension for its lenses again and again costs more than it brings. */
const keepPendingMs = 6000;
/** VS Code resolves the lenses of one request one by one, in less time than this. */
const sameRequestMs = 20;

/**
 * VS Code takes most of a second from a request until it resolves the lenses. So during a probe one request is always
 * kept pending, and its lenses show the numbers that have arrived by then.
 */
export class LensRefresh {
  /** When the pending request was made; undefined once VS Code has drawn lenses for it. */
  #requestedAt: number | undefined;
  #keepPendingUntil = 0;
  #nextRequest: ReturnType<typeof setTimeout> | undefined;

  /** @param request asks VS Code for new lenses */
  constructor(private readonly request: () => void) {}

  /** Asks for new lenses: what they say has changed. */
  now(): void {
    this.#requestedAt = Date.now();
    this.request();
  }

  /** Asks for new lenses unless a request is pending; for changes that others follow. */
  soon(): void {
    if (this.#requestedAt === undefined || Date.now() - this.#requestedAt > pendingMs) this.now();
  }

  /** From now on a drawn lens leads to the next request, so that numbers appear as soon as they are there. */
  startKeepingPending(): void {
    this.#keepPendingUntil = Date.now() + keepPendingMs;
  }

  stopKeepingPending(): void {
    this.#keepPendingUntil = 0;
    clearTimeout(this.#nextRequest);
    this.#nextRequest = undefined;
  }

  /** VS Code has received lenses with their words, so no request is pending any more. */
  noteDrawn(): void {
    this.#requestedAt = undefined;
  }

  /** VS Code has resolved a lens of a file that is being probed. */
  noteResolved(): void {
    this.noteDrawn();
    if (Date.now() > this.#keepPendingUntil) return;
    this.#nextRequest ??= setTimeout(() => {
      this.#nextRequest = undefined;
      this.soon();
    }, sameRequestMs);
  }

  dispose(): void {
    this.stopKeepingPending();
  }
}
