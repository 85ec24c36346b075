/** Turns the text of a file into a syntax tree that is always there, however broken the text, and its nodes into ranges. */

import ts from 'typescript';
import type { Range } from '../report/position';

export interface ParsedFile {
  readonly source: ts.SourceFile;
  /** True where the text has syntax errors. */
  readonly broken: boolean;
}

/** JavaScript is always read with JSX, as bundlers do; TypeScript only in `.tsx`, where `<T>x` is no cast. */
function scriptKind(file: string): ts.ScriptKind {
  const extension = /\.([cm]?[jt]sx?)$/i.exec(file)?.[1]?.toLowerCase();
  switch (extension) {
    case 'js':
    case 'mjs':
    case 'cjs':
      return ts.ScriptKind.JS;
    case 'jsx':
      return ts.ScriptKind.JSX;
    case 'tsx':
      return ts.ScriptKind.TSX;
    default:
      return ts.ScriptKind.TS;
  }
}

/** Parses `text` as the language that the name of `file` says. Never throws. */
export function parse(file: string, text: string): ParsedFile {
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const source = ts.createSourceFile(file, text, options, true, scriptKind(file));
  // The parser keeps its complaints on the tree; the public way to them needs a whole program.
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  return { source, broken: (parseDiagnostics?.length ?? 0) > 0 };
}

/** The range of a node without the comments and blanks before it. */
export function rangeOf(source: ts.SourceFile, node: ts.Node): Range {
  return { start: source.getLineAndCharacterOfPosition(node.getStart(source)), end: source.getLineAndCharacterOfPosition(node.end) };
}
