/** Reads the notifications that the extension shows, and presses their buttons in a person's place. */

import * as vscode from 'vscode';

export interface Notification {
  readonly level: 'information' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
}

type Windows = Pick<typeof vscode.window, 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage'>;

/**
 * @param press the button to press where a notification has it; others go away unanswered
 * @param run handed the notifications, which grow as they come
 */
export async function notified(
  press: string | undefined,
  run: (shown: readonly Notification[]) => Promise<void>,
): Promise<void> {
  const windows = vscode.window as { -readonly [name in keyof Windows]: Windows[name] };
  const { showInformationMessage, showWarningMessage, showErrorMessage } = windows;
  const shown: Notification[] = [];
  const take = (level: Notification['level']) =>
    ((message: string, ...buttons: string[]) => {
      shown.push({ level, message, buttons });
      return Promise.resolve(buttons.find((button) => button === press));
    }) as unknown as Windows['showInformationMessage'];
  Object.assign(windows, {
    showInformationMessage: take('information'),
    showWarningMessage: take('warning'),
    showErrorMessage: take('error'),
  });
  try {
    await run(shown);
  } finally {
    Object.assign(windows, { showInformationMessage, showWarningMessage, showErrorMessage });
  }
}
