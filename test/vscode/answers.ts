/** Answers VS Code's quick picks and input boxes in a person's place, one after the other, and keeps what was shown. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The start of a label (its icon left out) to choose, what to type into an input box, or undefined for Escape. */
export type Answer =
  | string
  | undefined
  | {
      readonly type: string;
      /** What has to be in the box before. */
      readonly from: string;
      /** Texts to be checked first; what the box says of each goes to `said`. */
      readonly ask?: readonly string[];
      readonly said?: string[];
    };

type Windows = Pick<typeof vscode.window, 'showQuickPick' | 'showInputBox'>;

/** @param run is handed what each quick pick shows: label and description of its items */
export async function answering(
  answers: readonly Answer[],
  run: (shown: readonly string[][]) => Promise<void>,
): Promise<void> {
  const windows = vscode.window as { -readonly [name in keyof Windows]: Windows[name] };
  const { showQuickPick, showInputBox } = windows;
  const left = [...answers];
  const shown: string[][] = [];
  const next = (): Answer => {
    assert.ok(left.length > 0, 'VS Code asked more than the test answers');
    return left.shift();
  };
  windows.showQuickPick = (async (
    given: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>,
  ) => {
    const items = await given;
    shown.push(
      items.map(({ label, description }) => [label, ...(description === undefined ? [] : [description])].join(' · ')),
    );
    const answer = next();
    if (answer === undefined) return undefined;
    assert.ok(typeof answer === 'string', 'a quick pick came where an input box was expected');
    const chosen = items.find(
      ({ label, kind }) =>
        kind !== vscode.QuickPickItemKind.Separator && label.replace(/^\$\(.*?\) /, '').startsWith(answer),
    );
    assert.ok(chosen, `${answer} is not among ${items.map(({ label }) => label).join(', ')}`);
    return chosen;
  }) as unknown as Windows['showQuickPick'];
  windows.showInputBox = async (options = {}) => {
    const answer = next();
    if (answer === undefined) return undefined;
    assert.ok(typeof answer === 'object', 'an input box came where a quick pick was expected');
    assert.equal(options.value, answer.from);
    const check = async (text: string): Promise<string> => {
      const message = await options.validateInput?.(text);
      return typeof message === 'string' ? message : (message?.message ?? '');
    };
    for (const text of answer.ask ?? []) answer.said?.push(await check(text));
    assert.equal(await check(answer.type), '');
    return answer.type;
  };
  try {
    await run(shown);
    assert.deepEqual(left, [], 'VS Code asked less than the test answers');
  } finally {
    Object.assign(windows, { showQuickPick, showInputBox });
  }
}
