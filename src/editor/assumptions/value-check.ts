/** Checks the value of an argument while the user types it. */

import * as vscode from 'vscode';
import { type Argument, describeValue, isOfKind, valueWords } from '../../report/argument';
import type { readLiteral } from '../../source/index';

export interface ValueCheck {
  /** Says what kind of value the argument takes. */
  readonly prompt: string;
  readonly example: string;
  isLiteral(text: string): boolean;
  readonly validate: (text: string) => vscode.InputBoxValidationMessage | undefined;
}

const anything = { words: 'a number, text in quotes, true, false, null, a list or an object', example: '10' };

/** @param read throws an error whose message is a sentence for the user */
export function valueCheck({ name, takes, mustBe }: Argument, read: typeof readLiteral): ValueCheck {
  const { words, example } = takes ? valueWords[takes] : anything;
  return {
    prompt: `Write ${words}.`,
    example,
    isLiteral(text) {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    },
    validate(text) {
      let value: unknown;
      try {
        value = read(text);
      } catch (error) {
        return { message: (error as Error).message, severity: vscode.InputBoxValidationSeverity.Error };
      }
      if (!takes || isOfKind(value, takes)) return undefined;
      const kind = `${name} ${mustBe ? 'is' : 'looks like'} ${words}, such as ${example}`;
      const message = `${kind}; this is ${describeValue(value)}.`;
      return {
        message,
        severity: mustBe ? vscode.InputBoxValidationSeverity.Error : vscode.InputBoxValidationSeverity.Warning,
      };
    },
  };
}
