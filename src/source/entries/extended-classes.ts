/**
 * Tells about the class of a callable whether it is a model, which imported class it extends, and what constructs it.
 */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import { isModelClass } from '../sites/model-sites';
import { constructorOf, extendsExpression, type FunctionNode } from '../syntax/nodes';
import type { Callable } from './callables';

/** The class that `callable` constructs; undefined for functions, methods and constructor functions. */
export function constructedClass({ kind, node }: Callable): ts.ClassLikeDeclaration | undefined {
  const owner = ts.isClassLike(node) ? node : node.parent;
  return kind === 'class' && ts.isClassLike(owner) ? owner : undefined;
}

/** The constructor of the class that `callable` is a method of. */
export function ownerConstructor({ owner }: Callable): FunctionNode | undefined {
  return owner && (ts.isClassLike(owner) ? constructorOf(owner) : owner);
}

/** Whether instances of the class are tfjs models. */
export function makesModelSubclass(callable: Callable, meanings: Meanings): boolean {
  const made = constructedClass(callable);
  return made !== undefined && isModelClass(made, meanings);
}

/** Whether the class extends one that is imported by a specifier for which `leads` holds. */
export function extendsImport(callable: Callable, meanings: Meanings, leads: (specifier: string) => boolean): boolean {
  const made = constructedClass(callable);
  const base = made && meanings.baseOf(made);
  return base?.kind === 'imported' && leads(base.from);
}

/** The name under which another file exports the class that `node` extends; `default` where it has none there. */
export function importedBaseName(node: ts.ClassLikeDeclaration, { tree }: Meanings): string | undefined {
  const base = extendsExpression(node);
  if (!base) return undefined;
  // `models.Net` of a namespace.
  if (ts.isPropertyAccessExpression(base)) return base.name.text;
  const declaration = ts.isIdentifier(base) ? tree.lookup(base)?.declaration : undefined;
  if (declaration && ts.isImportSpecifier(declaration)) return (declaration.propertyName ?? declaration.name).text;
  if (declaration && ts.isBindingElement(declaration)) return (declaration.propertyName ?? declaration.name).getText();
  return declaration && 'default';
}
