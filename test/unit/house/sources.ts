/** Lists the source files and what each of them imports, as TypeScript's own parser reads it. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../harness/root';

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A source file relative to the root, without its ending; or a package or Node module as written. */
  readonly to: string;
  /** Whether the built code has nothing of it. */
  readonly typeOnly: boolean;
}

const notOurs = /^test\/(models|fixtures)\//;

/** Returns every source file below the given folders of the root, but for models and fixtures. */
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

/** Returns one file's imports: declarations, re-exports, `import(...)`, `require(...)` and `import('...')` types. */
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
