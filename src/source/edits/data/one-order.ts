/** Puts one random order in the place of two: what code takes by `b`, it takes by `a`, and `b` goes. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { removeStatement } from '../basics/remove-statement';

/** Functions that make a list of indices in a random order. */
const makesOrder = /^(?:createShuffledIndices|\w*(?:permut|random(?:order|ind)|shuffled?(?:order|ind))\w*)$/i;

/** A variable that holds a random order, with the statement that declares nothing else. */
interface Order {
  readonly name: ts.Identifier;
  readonly statement: ts.VariableStatement;
}

/** @returns the edits for each two random orders that one block makes next to each other */
export function takeOneOrder(parsed: ParsedFile): (readonly TextEdit[])[] {
  const orders = parsed.tree.calls.flatMap((call) =>
    makesOrder.test(calleeName(call).getText(parsed.source)) ? (orderOf(call) ?? []) : [],
  );
  return orders.flatMap((first, index) => {
    const second = orders.at(index + 1);
    const edits = second?.statement.parent === first.statement.parent && joined(parsed, first, second);
    return edits ? [edits] : [];
  });
}

function orderOf(call: ts.Node): Order | undefined {
  let at = call.parent;
  while (!ts.isStatement(at) && !ts.isVariableDeclaration(at) && !ts.isFunctionLike(at)) at = at.parent;
  if (!ts.isVariableDeclaration(at) || !ts.isIdentifier(at.name)) return undefined;
  const statement = at.parent.parent;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length > 1) return undefined;
  return { name: at.name, statement };
}

function joined(parsed: ParsedFile, first: Order, second: Order): TextEdit[] | undefined {
  const { tree, file, source } = parsed;
  const binding = tree.lookup(second.name);
  const uses = binding ? tree.references(binding) : [];
  const isShorthand = uses.some(({ parent }) => ts.isShorthandPropertyAssignment(parent));
  if (!binding || uses.length === 0 || binding.assigned.length > 0 || isShorthand) return undefined;
  return [
    removeStatement(parsed, second.statement),
    ...uses.map((use) => ({ file, range: rangeOf(source, use), newText: first.name.text })),
  ];
}
