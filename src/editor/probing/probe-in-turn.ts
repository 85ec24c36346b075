/** Probes one file of a walk, in turn with the probes that the user starts meanwhile. */

import type * as vscode from 'vscode';
import type { FileProbe } from '../../pipeline/contract/file-probe';
import type { ProbeService, WorkspaceWalk } from './probe-service';

/**
 * Waits until no other probe runs. If the user starts one during this one, that one goes first and this one starts
 * again,
 * unless the user probed the same file.
 *
 * @returns undefined if the walk was aborted
 */
export async function probeInTurn(
  service: ProbeService,
  uri: vscode.Uri,
  walk: WorkspaceWalk,
): Promise<FileProbe | undefined> {
  let last: FileProbe | undefined;
  const watch = service.onDidEnd((run) => {
    if (run.uri.toString() === uri.toString() && !run.only) last = run.result;
  });
  try {
    while (!last && !walk.signal.aborted) {
      if (service.isRunning) await nextEnd(service, walk.signal);
      else await service.probe(uri, undefined, walk);
    }
    return last;
  } finally {
    watch.dispose();
  }
}

/** Resolves when any run ends, or when `signal` aborts. */
function nextEnd(service: ProbeService, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      watch.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const watch = service.onDidEnd(end);
    signal.addEventListener('abort', end);
  });
}
