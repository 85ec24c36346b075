/** Probes one file of many, in turn with probes that somebody asks for singly. */

import type * as vscode from 'vscode';
import type { FileProbe } from '../../pipeline/contract/file-probe';
import type { ProbeService, WorkspaceWalk } from './probe-service';

/**
 * Waits for a run that is going on; and where somebody asks for a probe meanwhile, that one goes first and this one starts anew (unless it was for this very file).
 *
 * @returns undefined where it was cancelled
 */
export async function probeInTurn(
  service: ProbeService,
  uri: vscode.Uri,
  many: WorkspaceWalk,
): Promise<FileProbe | undefined> {
  let last: FileProbe | undefined;
  const watch = service.onDidEnd((run) => {
    if (run.uri.toString() === uri.toString() && !run.only) last = run.result;
  });
  try {
    while (!last && !many.signal.aborted) {
      if (service.isRunning) await nextEnd(service, many.signal);
      else await service.probe(uri, undefined, many);
    }
    return last;
  } finally {
    watch.dispose();
  }
}

/** Resolves when some run has ended, or when the signal comes. */
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
