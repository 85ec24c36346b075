/** Counts what user code has started and not finished in one job. */

export class PendingWork {
  /** Timers of user code that have not fired. */
  timers = 0;
  /** Files that the host is reading for user code. */
  files = 0;
}
