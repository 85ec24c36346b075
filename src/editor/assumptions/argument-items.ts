/** The items of the quick pick that lists arguments, with the words for an argument's owner and origin. */

import * as vscode from 'vscode';
import { type Argument, argumentText, modelOwner } from '../../report/argument';
import type { PinnedValues } from '../../source/index';

export interface ArgumentItem extends vscode.QuickPickItem {
  readonly argument?: Argument;
  /** Unpins the argument; without `argument`, everything pinned in the file. */
  readonly unpin?: boolean;
}

const origins: Readonly<Record<Argument['origin'], string>> = {
  directive: 'from the comment over the function',
  pinned: 'pinned in this workspace',
  call: 'from a call in the code',
  default: 'the default',
  use: 'assumed from how it is used',
  type: 'assumed from its type',
  name: 'assumed from its name',
};

/**
 * One item for each argument, by function; below a pinned one an item that unpins it.
 *
 * @param pinned all pinned values of the file
 */
export function argumentItems(all: readonly Argument[], pinned: PinnedValues): ArgumentItem[] {
  const byOwner = new Map<string, Map<string, Argument>>();
  for (const argument of all) {
    const own = byOwner.get(argument.owner) ?? new Map<string, Argument>();
    byOwner.set(argument.owner, own.set(argument.name, argument));
  }
  const items = [...byOwner].flatMap(([owner, own]): ArgumentItem[] => [
    ...(byOwner.size > 1 ? [{ label: ownerText(owner), kind: vscode.QuickPickItemKind.Separator }] : []),
    ...[...own.values()].flatMap((argument): ArgumentItem[] => [
      { label: argumentText(argument), description: originText(argument), argument },
      ...(argument.origin === 'pinned'
        ? [
            {
              label: `$(discard) Unpin ${argument.name}`,
              description: argument.instead === undefined ? 'back to what is assumed' : `back to ${argument.instead}`,
              argument,
              unpin: true,
            },
          ]
        : []),
    ]),
  ]);
  if (Object.values(pinned).flatMap((values) => Object.keys(values)).length < 2) return items;
  return [
    ...items,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(clear-all) Unpin All of This File' },
  ];
}

/** Where the present value comes from, such as `pinned in this workspace`. */
export function originText({ origin, choices }: Argument): string {
  return choices && origin === 'use' ? 'assumed, as the model is not compiled' : origins[origin];
}

/** The function or model that has the argument, as a user names it. */
export function ownerText(owner: string): string {
  return owner.startsWith(modelOwner) ? owner.slice(modelOwner.length) : owner;
}
