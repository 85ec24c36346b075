/**
 * Puts a check of the clock into every loop of a file, so that the probe can end a loop that would never end by itself.
 */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';

/**
 * Matches loops that make layers, which the probe does not cut short, because fewer layers would make another model.
 */
const makesLayers = /\blayers?\b|\.add\s*\(|\.apply\s*\(|\bsequential\b|\bmodel\s*\(/i;

/**
 * Each file declares this name. Calls of it use `?.`, because in a circle of imports a function may run before the
 * declaration.
 */
const name = 'gradline$round';

/** The text to insert into one file; nothing where it has no loops. */
export function loopInsertions(source: ts.SourceFile): TextInsertion[] {
  const insertions: TextInsertion[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) insertions.push(...insertionsFor(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const first = source.statements.at(0);
  if (insertions.length === 0 || !first) return [];
  return [{ offset: first.getStart(source), text: `var ${name}=${probeGlobalText('startIteration')};` }, ...insertions];
}

function insertionsFor(loop: ts.IterationStatement, source: ts.SourceFile): TextInsertion[] {
  const line = source.getLineAndCharacterOfPosition(loop.getStart(source)).line + 1;
  const call = `${name}?.('line ${line}',${String(makesLayers.test(loop.statement.getText(source)))})`;
  if (ts.isBlock(loop.statement)) return [{ offset: loop.statement.getStart(source) + 1, text: `if(${call})break;` }];
  const condition = ts.isForStatement(loop)
    ? loop.condition
    : ts.isWhileStatement(loop) || ts.isDoStatement(loop)
      ? loop.expression
      : undefined;
  // A single statement over the items of a list ends by itself, so it needs no check.
  if (!condition) return [];
  return [
    { offset: condition.getStart(source), text: `!${call}&&(` },
    { offset: condition.end, text: ')' },
  ];
}
