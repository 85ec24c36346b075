/** Finds where code chooses by a key among the members of an object literal of the file: `builders[kind]`. */

import ts from 'typescript';
import { isAssigned } from '../syntax/conditions';
import type { Meanings } from './meanings';
import { textOf } from '../syntax/nodes';

/** One member of a table. */
export interface TableEntry {
  readonly key: string;
  /** Its value, or the method itself. */
  readonly value: ts.Node;
}

export interface TableLookup {
  readonly access: ts.ElementAccessExpression;
  readonly entries: readonly TableEntry[];
}

/** Keys that are written out choose nothing, and neither does a table with one member. */
export function tableLookups(meanings: Meanings): TableLookup[] {
  const found: TableLookup[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && !ts.isLiteralExpression(node.argumentExpression) && !isAssigned(node)) {
      const owner = meanings.of(node.expression);
      const entries = owner?.kind === 'object' ? owner.node.properties.flatMap(entryOf) : [];
      if (entries.length > 1) found.push({ access: node, entries });
    }
    ts.forEachChild(node, visit);
  };
  visit(meanings.tree.source);
  return found;
}

function entryOf(property: ts.ObjectLiteralElementLike): TableEntry[] {
  const key = property.name && textOf(property.name);
  if (key === undefined) return [];
  if (ts.isPropertyAssignment(property)) return [{ key, value: property.initializer }];
  if (ts.isShorthandPropertyAssignment(property)) return [{ key, value: property.name }];
  return ts.isMethodDeclaration(property) ? [{ key, value: property }] : [];
}
