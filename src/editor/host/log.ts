/** The log channel, and notifications with a button that opens it. */

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

  /** Logs the error with its stack, and shows its message in a notification. */
  async reportFailure(what: string, error: unknown): Promise<void> {
    this.#channel.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await this.notify('error', `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /**
   * Shows a notification with the button *Show Log*; resolves when the user presses a button or it disappears.
   *
   * @param more further buttons
   * @returns the one of `more` that the user pressed
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
