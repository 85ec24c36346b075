/** Finds calls of async functions whose promise the code takes for the data that it resolves to, and trains on. */

import ts from 'typescript';
import type { Range } from '../../report/position';
import { calleeName, functionName, type FunctionNode, hasModifier, isFunctionNode, thisContainer } from './nodes';
import type { ParsedFile } from './parsed-file';
import { lineOf, rangeOf } from './positions';

/** A call of an async function that lacks an `await`. */
export interface MissingAwait {
  /** The call of the async function. */
  readonly range: Range;
  readonly message: string;
  /** The training calls that get what the promise does not have. */
  readonly trainedBy: readonly Range[];
}

/** What promises have; reading anything else of one gives undefined. */
const ofPromises: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'constructor', 'toString']);
const trainingCalls: ReadonlySet<string> = new Set(['fit', 'fitDataset', 'trainOnBatch']);

/**
 * Only what is certain: the function stands in this file and is async, its promise is never awaited or handed on, and
 * something that no promise has is read of it on the way to a training call.
 */
export function missingAwaits(file: ParsedFile): MissingAwait[] {
  if (!/\basync\b/.test(file.text)) return [];
  return file.tree.calls.flatMap((call) => {
    const { parent } = call;
    const name = ts.isCallExpression(call) ? asyncFunctionOf(call, file) : undefined;
    if (name === undefined || !ts.isVariableDeclaration(parent) || parent.initializer !== call) return [];
    const uses = ts.isIdentifier(parent.name)
      ? membersReadOf(parent.name, file)
      : namesIn(parent.name).flatMap((one) => usesOf(one, file));
    const trainedBy = [...new Set(uses.flatMap((use) => trainingCallsOf(use, file)))];
    if (trainedBy.length === 0) return [];
    return [
      {
        range: rangeOf(file.source, call),
        message: messageOf(name, parent.name, uses[0], file),
        trainedBy: trainedBy.map((one) => rangeOf(file.source, one)),
      },
    ];
  });
}

function messageOf(name: string, bound: ts.BindingName, use: ts.Node, { source }: ParsedFile): string {
  const [what, without] = ts.isIdentifier(bound)
    ? [bound.text, use.getText(source)]
    : ['what it gives', use.getText(source)];
  return (
    `${name} is async, so that ${what} is a promise here, and ${without} on line ${lineOf(source, use)} is ` +
    `undefined. Write await before ${name}, in an async function.`
  );
}

/** The name of the async function of this file that is called; undefined for any other call. */
function asyncFunctionOf(call: ts.CallExpression, file: ParsedFile): string | undefined {
  const callee = call.expression;
  const made = ts.isIdentifier(callee)
    ? functionBoundTo(callee, file)
    : ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword
      ? methodOf(thisContainer(call), callee.name.text)
      : undefined;
  const isAsync = made !== undefined && hasModifier(made, ts.SyntaxKind.AsyncKeyword) && !isGenerator(made);
  return isAsync ? functionName(made) : undefined;
}

function functionBoundTo(name: ts.Identifier, { tree }: ParsedFile): FunctionNode | undefined {
  const binding = tree.lookup(name);
  if (binding === undefined || binding.assigned.length > 0) return undefined;
  const { declaration } = binding;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  return value !== undefined && isFunctionNode(value) ? value : undefined;
}

function methodOf(owner: ReturnType<typeof thisContainer>, name: string): FunctionNode | undefined {
  if (owner === undefined || !ts.isClassLike(owner)) return undefined;
  return owner.members.find(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && member.name.text === name,
  );
}

function isGenerator(node: FunctionNode): boolean {
  return 'asteriskToken' in node && node.asteriskToken !== undefined;
}

/** The places that read something of the promise which it does not have; none if the code also uses it as a promise. */
function membersReadOf(name: ts.Identifier, file: ParsedFile): ts.Node[] {
  const uses = usesOf(name, file);
  const read = uses.flatMap(({ parent }) => (ts.isPropertyAccessExpression(parent) ? [parent] : []));
  const isPromise = read.length < uses.length || read.some((access) => ofPromises.has(access.name.text));
  return isPromise ? [] : read;
}

function usesOf(name: ts.Identifier, { tree }: ParsedFile): readonly ts.Identifier[] {
  const binding = tree.lookup(name);
  return binding === undefined || binding.assigned.length > 0 ? [] : tree.references(binding);
}

function namesIn(pattern: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(pattern)) return [pattern];
  return pattern.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** The training calls that have the value among their arguments, itself or under the name of what is made of it. */
function trainingCallsOf(use: ts.Node, file: ParsedFile, canFollow = true): ts.CallExpression[] {
  for (let at = use; !ts.isStatement(at) && !isFunctionNode(at); at = at.parent) {
    if (ts.isCallExpression(at) && trainingCalls.has(calleeName(at).getText(file.source))) return [at];
    if (canFollow && ts.isVariableDeclaration(at))
      return namesIn(at.name).flatMap((name) =>
        usesOf(name, file).flatMap((other) => trainingCallsOf(other, file, false)),
      );
  }
  return [];
}
