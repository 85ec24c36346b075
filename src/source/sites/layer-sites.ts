/** Finds the calls that make layers. */

import ts from 'typescript';
import type { Meaning } from '../meaning/meaning';
import type { Meanings } from '../meaning/meanings';
import { calleeName, type CallNode, isSuperCall, thisContainer } from '../syntax/nodes';
import { isModelClass } from './model-sites';
import { layerBases, layerFactories } from '../meaning/tfjs-names';

/** The kind of layer that a call makes (`LayerSite.kind`), or undefined where it makes none. */
export function layerKind(call: CallNode, meanings: Meanings): string | undefined {
  const callee = call.expression;
  if (isSuperCall(call)) return undefined;
  const meaning = meanings.of(callee);
  if (ts.isNewExpression(call)) return meaning && customLayer(call, meaning, meanings);
  if (meaning?.kind === 'tf') return factoryKind(call, meaning.path);
  if (meaning?.kind === 'imported' && ts.isPropertyAccessExpression(callee) && layerFactories.has(callee.name.text))
    return isUsedAsLayer(call, meanings) ? callee.name.text : undefined;
  return isVariableMethod(call, meanings) ? 'variable' : undefined;
}

function factoryKind(call: ts.CallExpression, path: readonly string[]): string | undefined {
  const first = path.at(0);
  const second = path.at(1);
  if (path.length === 2 && first === 'layers' && second !== undefined)
    return second === '*' || layerFactories.has(second) ? second : undefined;
  return path.length === 1 && first === 'variable' && !isFrozen(call, 1) ? 'variable' : undefined;
}

/** `tf.variable(value, false)` and `value.variable(false)` are never trained. */
function isFrozen(call: ts.CallExpression, index: number): boolean {
  return call.arguments.at(index)?.kind === ts.SyntaxKind.FalseKeyword;
}

/** `tf.zeros([3]).variable()`, `start.variable()`. */
function isVariableMethod(call: ts.CallExpression, meanings: Meanings): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'variable' || isFrozen(call, 0)) return false;
  return isTensor(callee.expression, meanings, 0);
}

/**
 * Whether an expression is a tensor: the result of an operation of tfjs or of a tensor's method, or a variable that
 * holds or is declared as one.
 */
function isTensor(node: ts.Expression, meanings: Meanings, depth: number): boolean {
  if (depth > 8) return false;
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  )
    return isTensor(node.expression, meanings, depth + 1);
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    return (
      meanings.of(expression)?.kind === 'tf' ||
      (ts.isPropertyAccessExpression(expression) && isTensor(expression.expression, meanings, depth + 1))
    );
  }
  const declaration = ts.isIdentifier(node) ? meanings.tree.lookup(node)?.declaration : undefined;
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) return false;
  if (declaration.type && /\bTensor\w*$/.test(declaration.type.getText())) return true;
  return declaration.initializer !== undefined && isTensor(declaration.initializer, meanings, depth + 1);
}

function customLayer(call: ts.NewExpression, meaning: Meaning, meanings: Meanings): string | undefined {
  const name = calleeName(call).getText();
  if (meaning.kind === 'class') {
    const base = meanings.tfjsBase(meaning.node);
    return base !== undefined && layerBases.has(base) ? (meaning.node.name?.text ?? name) : undefined;
  }
  // A class of another file is a layer if it is used as one.
  return meaning.kind === 'imported' && isUsedAsLayer(call, meanings) ? name : undefined;
}

/** `model.add(new X())`, `this.add(...)` in a model, `new X().apply(x)`, `tf.sequential({layers: [new X()]})`. */
function isUsedAsLayer(call: CallNode, meanings: Meanings): boolean {
  const parent = call.parent;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name.text === 'apply' && ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  if (ts.isCallExpression(parent)) return isAddToModel(parent, meanings);
  if (!ts.isArrayLiteralExpression(parent) || !ts.isPropertyAssignment(parent.parent)) return false;
  const config = parent.parent.parent;
  if (parent.parent.name.getText() !== 'layers' || !ts.isCallExpression(config.parent)) return false;
  const model = meanings.of(config.parent.expression);
  return model?.kind === 'tf' && model.path.at(-1) === 'sequential';
}

function isAddToModel(call: ts.CallExpression, meanings: Meanings): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'add') return false;
  if (callee.expression.kind === ts.SyntaxKind.ThisKeyword || callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const owner = thisContainer(callee);
    return owner !== undefined && ts.isClassLike(owner) && isModelClass(owner, meanings);
  }
  const target = ts.isIdentifier(callee.expression) ? meanings.tree.lookup(callee.expression) : undefined;
  const declaration = target?.declaration;
  // The value of the target shows that it is a model; for a parameter, its name does.
  if (
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    ts.isCallExpression(declaration.initializer)
  ) {
    return meanings.of(declaration.initializer.expression)?.kind === 'tf';
  }
  return /model|network|^net$/i.test(callee.expression.getText());
}
