/** What user code has started and not finished, in one job. */

export class PendingWork {
  /** Timers of its own that have not fired. */
  timers = 0;
  /** Files that the host is reading for it. */
  files = 0;
}
