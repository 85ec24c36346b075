/** Finds the name by which a file reaches a part of tfjs: `tf.train.adam`, `optimizers.adam`, `adam`. */

import ts from 'typescript';
import { Meanings } from '../../meaning/meanings';
import { LinkedFile } from '../../syntax/linked-file';
import type { ParsedFile } from '../../syntax/parsed-file';

/**
 * @param path from the tfjs namespace: `['train', 'adam']`
 * @returns undefined where the file has no name that leads there
 */
export function tfName(parsed: ParsedFile, path: readonly string[]): string | undefined {
  const meanings = new Meanings(new LinkedFile(parsed));
  const names = [...topLevelNames(parsed.source), 'tf'].flatMap((name) => {
    const binding = parsed.tree.lookupName(name, parsed.source);
    const meaning = binding ? meanings.ofBinding(binding) : undefined;
    if (!binding) return name === 'tf' && /\btf\./.test(parsed.text) ? [{ name, steps: 0 }] : [];
    if (meaning?.kind !== 'tf' || meaning.path.some((step, index) => step !== path[index])) return [];
    return [{ name, steps: meaning.path.length }];
  });
  // The name that is nearest to the part makes the shortest text.
  const nearest = names.reduce<(typeof names)[number] | undefined>(
    (best, one) => (!best || one.steps > best.steps ? one : best),
    undefined,
  );
  return nearest && [nearest.name, ...path.slice(nearest.steps)].join('.');
}

/** The names that imports and variables of the top level bind. */
function topLevelNames(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const bind = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) bind(element.name);
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) for (const one of statement.declarationList.declarations) bind(one.name);
    if (ts.isImportEqualsDeclaration(statement)) names.push(statement.name.text);
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue;
    const { name, namedBindings, phaseModifier } = statement.importClause;
    if (phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
    if (name) names.push(name.text);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.push(namedBindings.name.text);
    if (namedBindings && ts.isNamedImports(namedBindings))
      names.push(...namedBindings.elements.filter((one) => !one.isTypeOnly).map((one) => one.name.text));
  }
  return names;
}
