/** Asks the user for an argument's value, and where to keep it. */

import * as vscode from 'vscode';
import { type Argument, argumentText } from '../../report/argument';
import type { LiteralValue } from '../../source/syntax/literal';
import { originText, ownerText } from './argument-items';
import { valueCheck } from './value-check';

/** A value that the user gave. */
export interface EnteredValue {
  /** As a directive writes it. */
  readonly text: string;
  readonly value: LiteralValue;
}

/** @returns undefined if the user gave none */
export function askForValue(argument: Argument): Promise<EnteredValue | undefined> {
  return argument.choices ? chooseName(argument, argument.choices) : typeValue(argument);
}

async function chooseName(argument: Argument, choices: readonly string[]): Promise<EnteredValue | undefined> {
  const { owner, name, text } = argument;
  // An assumed optimizer comes with its learning rate: adam(0.001).
  const present = text.replace(/\(.*/, '');
  const items = choices.map((label) => ({ label, ...(label === present && { description: originText(argument) }) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `${name} of ${ownerText(owner)}`,
    placeHolder: `One of tfjs's own; now ${text}`,
  });
  return chosen && { text: chosen.label, value: chosen.label };
}

async function typeValue(argument: Argument): Promise<EnteredValue | undefined> {
  const { readLiteral } = await import('../../source/index');
  const { owner, name } = argument;
  const check = valueCheck(argument, readLiteral);
  const text = await vscode.window.showInputBox({
    title: `${name} of ${ownerText(owner)}`,
    value: check.isLiteral(argument.text) ? argument.text : '',
    prompt: `${argumentText(argument)}, ${originText(argument)}. ${check.prompt}`,
    placeHolder: check.example,
    ignoreFocusOut: true,
    validateInput: check.validate,
  });
  return text === undefined ? undefined : { text: text.trim(), value: readLiteral(text.trim()) };
}

/** Asks where to keep the value; undefined if the user chose neither. */
export async function askWhereToKeep(
  { origin, owner, name }: Argument,
  text: string,
): Promise<'workspace' | 'comment' | undefined> {
  // A comment outranks a pinned value, so a value from a comment is changed in the comment.
  if (origin === 'directive') return 'comment';
  const comment = {
    label: `$(comment) Write a Comment over ${ownerText(owner)}`,
    detail: `// gradline: ${name} = ${text}`,
    to: 'comment' as const,
  };
  // A function without a name cannot be found again, so its value cannot be pinned.
  if (owner.includes(' ')) return 'comment';
  const workspace = {
    label: '$(pin) Remember in This Workspace',
    detail: 'For you alone; the code stays as it is',
    to: 'workspace' as const,
  };
  return (
    await vscode.window.showQuickPick([workspace, comment], { title: `Keep ${name} = ${text}`, ignoreFocusOut: true })
  )?.to;
}
