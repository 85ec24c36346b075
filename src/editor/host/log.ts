/** The one log channel, and the short toasts that lead to it. */

import * as vscode from 'vscode';

export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Gradline', { log: true });

  info(text: string): void {
    this.#channel.info(text);
  }

  warn(text: string): void {
    this.#channel.warn(text);
  }

  error(text: string): void {
    this.#channel.error(text);
  }

  debug(text: string): void {
    this.#channel.debug(text);
  }

  show(): void {
    this.#channel.show(true);
  }

  /** Writes the error with its stack, and shows its message in a toast whose button opens the log. */
  async reportFailure(what: string, error: unknown): Promise<void> {
    this.#channel.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await this.notify('error', `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /**
   * A notification with a button that opens the log; resolves once it has been answered or has gone.
   * @param more further buttons
   * @returns the one of `more` that was pressed
   */
  async notify(level: 'error' | 'warning', message: string, ...more: readonly string[]): Promise<string | undefined> {
    const showLog = 'Show Log';
    const show = level === 'error' ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
    const answer = await show(message, ...more, showLog);
    if (answer !== showLog) return answer;
    this.show();
    return undefined;
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
