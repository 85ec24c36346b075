/** Tells how an attempt ended: by a fault of WebAssembly, out of memory, in which files. */

import type { Attempt } from './attempt';

/**
 * Whether WebAssembly failed (a kernel that traps), which ends the whole run; on the cpu backend the
 * code may run.
 */
export function wasmFailed(attempt: Attempt): boolean {
  const { outcome, results } = attempt;
  // Code that needs more memory than there is would keep the cpu backend busy for all the remaining time.
  if (ranOutOfMemory(attempt)) return false;
  const messages = [
    ...(outcome.status === 'failed' ? [outcome.message] : []),
    ...results.flatMap(({ failures }) => failures.map(({ message }) => message)),
  ];
  return messages.some((message) =>
    /RuntimeError|memory access out of bounds|table index is out of bounds|Aborted\(/.test(message),
  );
}

/** Whether some of the code needs more memory than the probe has. */
export function ranOutOfMemory({ results }: Attempt): boolean {
  return results.some(({ failures }) => failures.some(({ reason }) => reason === 'too-large'));
}

/** The files in which the module stopped: without them the rest of the module may run. */
export function filesStoppedIn(attempts: readonly Attempt[]): string[] {
  const stops = attempts.flatMap(({ results, placer }) =>
    results.flatMap(({ failures }) =>
      failures.flatMap(({ at, stack }) => (at === 'import' ? (placer.innermost(stack)?.file ?? []) : [])),
    ),
  );
  return [...new Set(stops)];
}
