/** The source files of the house and what each of them imports, read by TypeScript's own parser. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../harness/root';

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A file of the house from the root without its ending, or a package or Node module as it is written. */
  readonly to: string;
  /** Nothing of it is left in the built code. */
  readonly typeOnly: boolean;
}

const notOurs = /^test\/(models|fixtures)\//;

/** Every source file below the given folders of the root. */
export function sourceFiles(folders: readonly string[], ending = /\.(ts|tsx|css|mjs)$/): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !notOurs.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

function target(from: string, written: string): string {
  return written.startsWith('.') ? path.posix.join(path.posix.dirname(from), written) : written;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** The imports of one file: declarations, re-exports, `import(...)`, `require(...)` and `import('...')` types. */
export function importsOf({ file, text }: SourceFile): Import[] {
  const found: Import[] = [];
  const note = (written: ts.Node | undefined, typeOnly: boolean) => {
    if (written !== undefined && ts.isStringLiteralLike(written))
      found.push({ from: file, to: target(file, written.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      const { expression } = node;
      if (
        expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(expression) && expression.text === 'require')
      )
        note(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(
    ts.createSourceFile(
      file,
      text,
      ts.ScriptTarget.Latest,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    ),
  );
  return found;
}
