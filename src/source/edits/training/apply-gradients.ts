/** Hands gradients that code only computes to an optimizer: `optimizer.applyGradients(grads);` after the statement. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName, textOf } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { optimizerOf, usualRates } from '../../tracing/optimizer-text';
import type { TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { addFunction } from '../basics/add-function';
import { lineBefore } from '../basics/line-before';
import { tfName } from '../basics/tf-names';

/**
 * @param computed the call of `tf.variableGrads` or of an optimizer's `computeGradients`
 * @returns undefined where the call is another one, gives its result to more than a variable, or its gradients are
 *   applied
 */
export function applyGradients(tracer: Tracer, computed: TracedExpression<CallNode>): TextEdit[] | undefined {
  const { parsed, node } = computed;
  if (!/^(?:variableGrads|computeGradients)$/.test(calleeName(node).getText(parsed.source))) return undefined;
  if (/\.(?:applyGradients|minimize|assign)\b/.test(blockTextOf(node, parsed))) return undefined;
  const gradients = gradientsOf(node, parsed);
  const optimizer = ownerOf(tracer, computed) ?? optimizerInScope(node, parsed) ?? newOptimizer(parsed);
  if (!gradients || !optimizer) return undefined;
  const { statement, name, edits } = gradients;
  const hasEnd = parsed.text[statement.end - 1] === ';';
  // Where semicolons are left out, a parenthesis at the start of a line would go on with the line before.
  const start = !hasEnd && optimizer.name.startsWith('(') ? ';' : '';
  const step = `${start}${optimizer.name}.applyGradients(${name})${hasEnd ? ';' : ''}`;
  return [
    ...optimizer.edits,
    ...edits,
    insertion(parsed, endOfComments(parsed, statement), lineBefore(parsed, statement) + step),
  ];
}

function insertion({ file, source }: ParsedFile, offset: number, newText: string): TextEdit {
  return { file, range: rangeBetween(source, offset, offset), newText };
}

/** Comments behind a statement belong to it. */
function endOfComments({ text }: ParsedFile, { end }: ts.Statement): number {
  return ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end;
}

interface Gradients {
  readonly statement: ts.Statement;
  /** How the code reaches them after the statement. */
  readonly name: string;
  /** What has to change for that. */
  readonly edits: readonly TextEdit[];
}

function gradientsOf(node: CallNode, parsed: ParsedFile): Gradients | undefined {
  const { parent } = node;
  if (ts.isExpressionStatement(parent) && isInBlock(parent)) {
    const edits = [insertion(parsed, node.getStart(parsed.source), 'const { grads } = ')];
    return { statement: parent, name: 'grads', edits };
  }
  const declared = ts.isPropertyAccessExpression(parent) && parent.name.text === 'grads' ? parent.parent : parent;
  if (!ts.isVariableDeclaration(declared)) return undefined;
  const statement = declared.parent.parent;
  if (!ts.isVariableStatement(statement) || !isInBlock(statement)) return undefined;
  const { name } = declared;
  if (ts.isIdentifier(name))
    return { statement, name: declared === parent ? `${name.text}.grads` : name.text, edits: [] };
  return ts.isObjectBindingPattern(name) ? destructured(name, statement, parsed) : undefined;
}

/** `const { value, grads } = …`; the pattern gets `grads` where it leaves them out. */
function destructured(
  { elements }: ts.ObjectBindingPattern,
  statement: ts.Statement,
  parsed: ParsedFile,
): Gradients | undefined {
  const taken = elements.find((one) => textOf((one.propertyName ?? one.name) as ts.Identifier) === 'grads');
  if (taken) return ts.isIdentifier(taken.name) ? { statement, name: taken.name.text, edits: [] } : undefined;
  const last = elements.at(-1);
  return last && { statement, name: 'grads', edits: [insertion(parsed, last.end, ', grads')] };
}

function isInBlock({ parent }: ts.Statement): boolean {
  return ts.isBlock(parent) || ts.isSourceFile(parent);
}

/** The text of the function or file around a call. */
function blockTextOf(node: ts.Node, { source }: ParsedFile): string {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return at.getText(source);
}

interface OptimizerName {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** The optimizer whose method the call is. */
function ownerOf(tracer: Tracer, computed: TracedExpression<CallNode>): OptimizerName | undefined {
  const { parsed, node } = computed;
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'computeGradients') return undefined;
  const name = expression.expression.getText(parsed.source);
  return { name: withSteps(name, optimizerOf(tracer, computed)?.name, parsed), edits: [] };
}

/** Those whose type declares that `applyGradients` takes variables, though tfjs hands it tensors. */
const strict = new Set(['adam', 'adamax', 'adagrad', 'adadelta', 'momentum']);

/** @param kind the name of the optimizer in `tf.train` */
function withSteps(name: string, kind: string | undefined, parsed: ParsedFile): string {
  const type = parsed.isTypeScript && strict.has(kind ?? '') ? tfName(parsed, ['Optimizer']) : undefined;
  return type === undefined ? name : `(${name} as ${type})`;
}

/** A variable that can be used at the node and holds an optimizer of tfjs. */
function optimizerInScope(node: ts.Node, parsed: ParsedFile): OptimizerName | undefined {
  const { tree, source } = parsed;
  for (const name of tree.namesAt(node)) {
    const declaration = tree.lookupName(name, node)?.declaration;
    const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const kind = made && ts.isCallExpression(made) ? calleeName(made).getText(source) : '';
    if (usualRates.has(kind)) return { name: withSteps(name, kind, parsed), edits: [] };
  }
  return undefined;
}

/** A new one below the imports, so that it is there whenever the code runs. */
function newOptimizer(parsed: ParsedFile): OptimizerName | undefined {
  const maker = tfName(parsed, ['train', 'adam']);
  const name = 'optimizer';
  if (maker === undefined) return undefined;
  const type = parsed.isTypeScript ? tfName(parsed, ['Optimizer']) : undefined;
  const declared = type === undefined ? name : `${name}: ${type}`;
  const edits = addFunction(parsed, name, `const ${declared} = ${maker}(0.001);`);
  return edits.length > 0 ? { name, edits } : undefined;
}
