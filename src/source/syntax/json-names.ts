/** Lists the names of JSON files that the text literals of a file hold, such as `./data/recipe.json`. */

import ts from 'typescript';
import type { ParsedFile } from './parsed-file';

/**
 * A call that joins a path gives one name of all its literals: `join(__dirname, 'data', 'recipe.json')` names
 * `data/recipe.json`.
 * @returns the names as the code writes them, each once, in the order of the text
 */
export function jsonNamesIn({ source }: ParsedFile): string[] {
  const names = new Set<string>();
  const note = (name: string): void => {
    if (name.endsWith('.json')) names.add(name);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) note(node.text);
    else if (ts.isCallExpression(node) && joinsPath(node)) {
      note(node.arguments.flatMap((part) => (ts.isStringLiteralLike(part) ? [part.text] : [])).join('/'));
      for (const part of node.arguments) if (!ts.isStringLiteralLike(part)) visit(part);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return [...names];
}

/** `path.join(…)`, `resolve(…)` */
function joinsPath({ expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && (name.text === 'join' || name.text === 'resolve');
}
