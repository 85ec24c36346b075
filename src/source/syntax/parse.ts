/** Turns the text of a file into a syntax tree that is always there, however broken the text, and its nodes into ranges. */

import ts from 'typescript';
import type { Range } from '../../report/position';
import { scriptsOf } from '../text/script-blocks';

export interface ParsedFile {
  readonly source: ts.SourceFile;
  /** True where the text has syntax errors. */
  readonly broken: boolean;
}

/** JavaScript is always read with JSX, as bundlers do; TypeScript only in `.tsx`, because elsewhere `<T>x` is a cast. */
const scriptKinds: ReadonlyMap<string, ts.ScriptKind> = new Map([
  ['js', ts.ScriptKind.JS],
  ['mjs', ts.ScriptKind.JS],
  ['cjs', ts.ScriptKind.JS],
  ['jsx', ts.ScriptKind.JSX],
  ['tsx', ts.ScriptKind.TSX],
]);

function scriptKind(file: string): ts.ScriptKind {
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return scriptKinds.get(extension) ?? ts.ScriptKind.TS;
}

/** Parses `text` as the language that the name of `file` says. Never throws. Parents are not set: `ScopeTree` does that on its own walk. */
export function parse(file: string, text: string): ParsedFile {
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const source = ts.createSourceFile(file, scriptsOf(file, text), options, false, scriptKind(file));
  // The parser keeps its complaints on the tree; the public way to them needs a whole program.
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  return { source, broken: (parseDiagnostics?.length ?? 0) > 0 };
}

/** The range of a node without the comments and blanks before it. */
export function rangeOf(source: ts.SourceFile, node: ts.Node): Range {
  return {
    start: source.getLineAndCharacterOfPosition(node.getStart(source)),
    end: source.getLineAndCharacterOfPosition(node.end),
  };
}
