/** Lets scripts and CommonJS files use names that modules reserve: `const package = require('./package.json')`. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';

/** Names that code may declare outside of strict mode only; a module is always strict. */
const strictNames = /^(?:eval|arguments|implements|interface|let|package|private|protected|public|static|yield|await)$/;

/** The text to insert into one file, which gives each such name that the file declares another one. */
export function strictNameInsertions(parsed: ParsedFile): TextInsertion[] {
  const { source, tree } = parsed;
  if (ts.isExternalModule(source)) return [];
  const found: TextInsertion[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && strictNames.test(node.text) && !isKey(node) && tree.lookup(node))
      found.push({ offset: node.end, text: isShorthand(node) ? `:${node.text}$` : '$' });
    ts.forEachChild(node, visit);
  };
  if (/\b(?:const|let|var|function|catch|class)\b/.test(parsed.text)) ts.forEachChild(source, visit);
  return found;
}

/** Whether the identifier names a member or a label, and no variable. */
function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return true;
  const isMember =
    ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent);
  return (isMember || ts.isGetAccessor(parent) || ts.isSetAccessor(parent)) && parent.name === node;
}

/** Whether the name is the key of a member as well, which keeps it: `{ eval }`, also where it takes an object apart. */
function isShorthand(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  return (
    ts.isBindingElement(parent) &&
    parent.name === node &&
    parent.propertyName === undefined &&
    parent.dotDotDotToken === undefined &&
    ts.isObjectBindingPattern(parent.parent)
  );
}
