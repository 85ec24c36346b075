/** Puts a look at the clock into every loop of a file, so that one that would never end in the probe can be left. */

import ts from 'typescript';
import type { TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';

/** A loop that makes layers is not cut short: that would give another model. */
const makesLayers = /\blayers?\b|\.add\s*\(|\.apply\s*\(|\bsequential\b|\bmodel\s*\(/i;

/** The name is the file's own; the function may not be there yet where modules import each other in a circle. */
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
  // A single statement over the items of a list ends by itself.
  if (!condition) return [];
  return [
    { offset: condition.getStart(source), text: `!${call}&&(` },
    { offset: condition.end, text: ')' },
  ];
}
