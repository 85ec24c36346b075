/** Finds the expressions that make models, and the names under which people know them. */

import ts from 'typescript';
import { packageGlobals } from '../../report/model-packages';
import type { Meanings } from '../meaning/meanings';
import {
  calleeName,
  type CallNode,
  constructorOf,
  enclosingFunction,
  functionName,
  isFunctionNode,
  isSuperCall,
  textOf,
} from '../syntax/nodes';
import type { ModelSite } from './sites';
import { layersModelLoaders, modelBases, modelLoaders, modelPackage, packageLoader } from '../meaning/tfjs-names';

/** The kind of model that a call makes, or undefined where it makes none. */
export function modelKind(call: CallNode, meanings: Meanings): ModelSite['kind'] | undefined {
  const callee = call.expression;
  if (isSuperCall(call)) return isModelConstructor(call, meanings) ? 'subclass' : undefined;
  const meaning = meanings.of(callee);
  if (meaning?.kind === 'class')
    return ts.isNewExpression(call) && isModelClass(meaning.node, meanings) && !hasConstructor(meaning.node, meanings)
      ? 'subclass'
      : undefined;
  if (packageOf(call, meanings) !== undefined) return 'load';
  if (meaning?.kind !== 'tf') return undefined;
  const first = meaning.path.at(0);
  const second = meaning.path.at(1);
  if (meaning.path.length === 2) return first === 'models' && second === 'modelFromJSON' ? 'load' : undefined;
  if (meaning.path.length !== 1 || first === undefined) return undefined;
  if (first === 'sequential' || first === 'model') return first;
  if (ts.isNewExpression(call))
    return first === 'Sequential' ? 'sequential' : modelBases.has(first) ? 'model' : undefined;
  return modelLoaders.has(first) ? 'load' : undefined;
}

/** The package of ready-made models that a call loads one from, such as `mobilenet.load()`. */
export function packageOf(call: CallNode, meanings: Meanings): string | undefined {
  if (!ts.isCallExpression(call) || !packageLoader.test(calleeName(call).getText())) return undefined;
  const { expression: callee } = call;
  const holder =
    ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) ? callee.expression : undefined;
  if (holder && !meanings.tree.lookup(holder)) return packageGlobals.get(holder.text);
  const meaning = meanings.of(callee);
  return meaning?.kind === 'imported' ? modelPackage(meaning.from) : undefined;
}

/** Whether a call loads a model with its layers from a file. */
export function loadsLayers(call: CallNode, meanings: Meanings): boolean {
  const meaning = meanings.of(call.expression);
  return meaning?.kind === 'tf' && layersModelLoaders.has(meaning.path.at(-1) ?? '');
}

/** Whether a class extends one of tfjs's own models directly. */
export function isModelClass(node: ts.ClassLikeDeclaration, meanings: Meanings): boolean {
  const base = meanings.tfjsBase(node);
  return base !== undefined && modelBases.has(base);
}

/** `super(...)` in a class whose direct base is a tfjs model makes the model. */
function isModelConstructor(call: CallNode, meanings: Meanings): boolean {
  const constructor = enclosingFunction(call);
  const owner = constructor?.parent;
  if (!constructor || !ts.isConstructorDeclaration(constructor) || !owner || !ts.isClassLike(owner)) return false;
  const base = meanings.baseOf(owner);
  return base?.kind === 'tf' && modelBases.has(base.path.at(-1) ?? '');
}

/**
 * Whether the class right below tfjs's, this one or one it extends, has a constructor, whose `super(...)` is the site.
 */
function hasConstructor(node: ts.ClassLikeDeclaration, meanings: Meanings): boolean {
  const seen = new Set<ts.Node>();
  for (let at: ts.ClassLikeDeclaration | undefined = node; at && !seen.has(at);) {
    seen.add(at);
    const base = meanings.baseOf(at);
    // Only the class right under tfjs's has a `super(...)` that is a site.
    if (base?.kind === 'tf') return constructorOf(at) !== undefined;
    at = base?.kind === 'class' ? base.node : undefined;
  }
  return false;
}

/** The name of the variable or property that gets the value of `node`, or of the function that makes it. */
export function assignedName(node: ts.Node): string {
  for (
    let at = node, parent = node.parent as ts.Node | undefined;
    parent;
    at = parent, parent = at.parent as ts.Node | undefined
  ) {
    if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
      if (ts.isIdentifier(parent.name)) return parent.name.text;
    } else if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
      const name = textOf(parent.name);
      if (name !== undefined && !(ts.isPropertyAssignment(parent) && ts.isCallExpression(parent.parent.parent)))
        return name;
    } else if (
      ts.isBinaryExpression(parent) &&
      parent.right === at &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ) {
      if (ts.isIdentifier(parent.left)) return parent.left.text;
      if (ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
    } else if (isFunctionNode(parent)) {
      const name = functionName(parent);
      if (name !== undefined) return name;
    } else if (ts.isClassLike(parent) && parent.name) {
      return parent.name.text;
    }
  }
  return 'model';
}
