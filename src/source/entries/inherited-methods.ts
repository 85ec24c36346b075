/**
 * Finds inherited methods that call methods of the class itself: these often need a state that the inherited ones set
 * up.
 */

import ts from 'typescript';
import { extendsExpression, hasModifier, textOf } from '../syntax/nodes';
import type { LinkedFile } from '../syntax/linked-file';
import { trainingMethods } from '../meaning/tfjs-names';

/** A method of a base that can be called without arguments. */
export interface InheritedMethod {
  readonly name: string;
  /** Names of methods of the class itself that it calls, also through other methods of the bases. */
  readonly calls: ReadonlySet<string>;
  /** Whether it or what it calls in the bases starts training. */
  readonly trains: boolean;
}

interface ClassInFile {
  readonly node: ts.ClassLikeDeclaration;
  readonly file: LinkedFile;
}

/** The most bases that are followed. */
const mostBases = 6;

/** `init() { this.tokenizer = ...; this.model = this.build(); }` of a base, for a class that has `build`. */
export function inheritedMethods(owner: ts.ClassLikeDeclaration, file: LinkedFile): InheritedMethod[] {
  const own = methodsOf(owner);
  const inherited = new Map<string, ts.MethodDeclaration>();
  for (const base of basesOf({ node: owner, file })) {
    for (const [name, method] of methodsOf(base))
      if (!own.has(name) && !inherited.has(name)) inherited.set(name, method);
  }
  return [...inherited].flatMap(([name, method]) => {
    if (!method.parameters.every(isOptional)) return [];
    const called = new Set([name]);
    let trains = false;
    for (const one of called) {
      const body = inherited.get(one)?.body;
      if (!body) continue;
      const found = callsIn(body);
      for (const next of found.ofThis) called.add(next);
      trains ||= found.trains;
    }
    const calls = new Set([...called].filter((one) => own.has(one)));
    return calls.size > 0 ? [{ name, calls, trains }] : [];
  });
}

/** The methods of an instance that have a body, by their names. */
export function methodsOf(node: ts.ClassLikeDeclaration): Map<string, ts.MethodDeclaration> {
  const found = new Map<string, ts.MethodDeclaration>();
  for (const member of node.members) {
    if (
      !ts.isMethodDeclaration(member) ||
      !member.body ||
      hasModifier(member, ts.SyntaxKind.StaticKeyword) ||
      ts.isPrivateIdentifier(member.name)
    )
      continue;
    const name = textOf(member.name);
    if (name !== undefined) found.set(name, member);
  }
  return found;
}

/** The bases of a class, nearest first, in this file and in those it imports. */
function basesOf(start: ClassInFile): ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  for (let at = baseOf(start); at && found.length < mostBases && !found.includes(at.node); at = baseOf(at))
    found.push(at.node);
  return found;
}

function baseOf({ node, file }: ClassInFile): ClassInFile | undefined {
  const base = extendsExpression(node);
  return base && ts.isIdentifier(base) ? classNamed(base, file) : undefined;
}

function classNamed(name: ts.Identifier, file: LinkedFile): ClassInFile | undefined {
  const declaration = file.tree.lookup(name)?.declaration;
  if (!declaration) return undefined;
  if (!ts.isImportSpecifier(declaration) && !ts.isImportClause(declaration)) return classOf(declaration, file);
  const imported = file.importedDeclaration(declaration);
  return imported && classOf(imported.node, imported.file);
}

function classOf(node: ts.Node, file: LinkedFile): ClassInFile | undefined {
  if (ts.isClassLike(node)) return { node, file };
  if (ts.isVariableDeclaration(node)) return node.initializer && classOf(node.initializer, file);
  // `export default Net`
  if (ts.isExportAssignment(node))
    return ts.isIdentifier(node.expression) ? classNamed(node.expression, file) : classOf(node.expression, file);
  return undefined;
}

function callsIn(body: ts.Node): { readonly ofThis: ReadonlySet<string>; readonly trains: boolean } {
  const ofThis = new Set<string>();
  let trains = false;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      if (expression.kind === ts.SyntaxKind.ThisKeyword) ofThis.add(name.text);
      else trains ||= trainingMethods.has(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return { ofThis, trains };
}

function isOptional({ initializer, questionToken, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  return initializer !== undefined || questionToken !== undefined || dotDotDotToken !== undefined;
}
