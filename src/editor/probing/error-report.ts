/** Reports the errors of a probe: all in the log, the first in a notification. */

import * as vscode from 'vscode';
import type { ProbeError, ProbeErrorCode } from '../../report/report';
import type { Log } from '../host/log';

/** The user cancels a probe knowingly, and Problems shows faulty directives as they are typed. */
const silentCodes: ReadonlySet<ProbeErrorCode> = new Set(['cancelled', 'directive']);

/**
 * @param uri the probed file
 * @param notifies whether the user waits for this probe; otherwise its errors go to the log alone
 */
export function reportErrors(log: Log, uri: vscode.Uri, errors: readonly ProbeError[], notifies: boolean): void {
  const reported = errors.filter(({ code }) => !silentCodes.has(code));
  for (const { file, range, code, message } of reported)
    log.warn(`${file}${range ? `:${range.start.line + 1}` : ''} ${code}: ${message}`);
  const first = reported.at(0);
  if (!first || !notifies) return;
  if (first.asks) void offerAssumptions(log, uri, first, first.asks);
  else void log.notify(first.code === 'internal' ? 'error' : 'warning', first.message);
}

/** For an error that other arguments may cure. */
async function offerAssumptions(
  log: Log,
  uri: vscode.Uri,
  { message }: ProbeError,
  asks: NonNullable<ProbeError['asks']>,
): Promise<void> {
  const change = 'Change Assumptions';
  if ((await log.notify('warning', message, change)) === change)
    await vscode.commands.executeCommand('gradline.changeAssumptions', uri, asks.function);
}
