/** Links a file with those around it: leads from its imports to their declarations, and to the files that import it. */

import ts from 'typescript';
import { hasModifier } from './nodes';
import type { ScopeTree } from './scope';
import type { ParsedFile } from './parsed-file';

/** The files around the read one, gathered beforehand. */
export interface OtherFiles {
  /** The parsed text of a file; undefined for one that was not gathered. */
  parsed(path: string): ParsedFile | undefined;
  /** The file that an import leads to: by the file that has the import, then as it is written there. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The files that import the read one, nearest first. */
  readonly callers: readonly string[];
}

/** A declaration, and the file that it stands in. */
export interface LinkedDeclaration {
  readonly node: ts.Node;
  readonly file: LinkedFile;
}

/** Re-exports are followed through this many files. */
const longestChain = 4;

export class LinkedFile {
  /** @param others the files around it, where they are known */
  constructor(
    private readonly parsed: ParsedFile,
    private readonly others?: OtherFiles,
  ) {}

  /** The absolute path of the file. */
  get path(): string {
    return this.parsed.file;
  }

  get source(): ts.SourceFile {
    return this.parsed.withParents;
  }

  get tree(): ScopeTree {
    return this.parsed.tree;
  }

  /** Files that import this one, nearest first; empty where they are not known. */
  get callers(): LinkedFile[] {
    return this.others?.callers.flatMap((path) => this.linked(path) ?? []) ?? [];
  }

  /** The path of the file that an import of this one leads to. */
  importedPath(specifier: string): string | undefined {
    return this.others?.imports.get(this.path)?.get(specifier);
  }

  /** The declaration of an imported name. @param declaration an import specifier or clause of this file */
  importedDeclaration(declaration: ts.Node): LinkedDeclaration | undefined {
    if (ts.isImportSpecifier(declaration))
      return this.exportedBy(
        moduleName(declaration.parent.parent.parent),
        (declaration.propertyName ?? declaration.name).text,
      );
    return ts.isImportClause(declaration) ? this.exportedBy(moduleName(declaration.parent), 'default') : undefined;
  }

  /** The export of that name in the file that an import of this one leads to. */
  exportedBy(specifier: string, name: string, depth = longestChain): LinkedDeclaration | undefined {
    const path = this.importedPath(specifier);
    const file = path === undefined ? undefined : this.linked(path);
    return file && depth > 0 ? file.exported(name, depth) : undefined;
  }

  /** The file that a node stands in; this one for a node that was made from a comment. */
  fileOf(node: ts.Node): LinkedFile {
    const source = node.getSourceFile();
    return source === this.source ? this : (this.linked(source.fileName) ?? this);
  }

  private exported(name: string, depth: number): LinkedDeclaration | undefined {
    for (const statement of this.source.statements) {
      if (isDeclarationOf(statement, name)) return { node: statement, file: this };
      if (ts.isVariableStatement(statement)) {
        const found = statement.declarationList.declarations.find(
          (one) => ts.isIdentifier(one.name) && one.name.text === name,
        );
        if (found) return { node: found, file: this };
      }
      const found = this.reexported(statement, name, depth);
      if (found) return found;
    }
    return undefined;
  }

  /** `export * from './net'`, `export { build as name } from './net'`. */
  private reexported(statement: ts.Statement, name: string, depth: number): LinkedDeclaration | undefined {
    if (!ts.isExportDeclaration(statement)) return undefined;
    const { exportClause, moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return undefined;
    const renamed =
      exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.find((element) => element.name.text === name)
        : undefined;
    if (exportClause && !renamed) return undefined;
    return this.exportedBy(
      moduleSpecifier.text,
      renamed ? (renamed.propertyName ?? renamed.name).text : name,
      depth - 1,
    );
  }

  private linked(path: string): LinkedFile | undefined {
    const parsed = this.others?.parsed(path);
    return parsed && new LinkedFile(parsed, this.others);
  }
}

function isDeclarationOf(statement: ts.Statement, name: string): boolean {
  if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  )
    return statement.name.text === name;
  if (!ts.isClassDeclaration(statement) && !ts.isFunctionDeclaration(statement))
    return name === 'default' && ts.isExportAssignment(statement);
  return statement.name?.text === name || (name === 'default' && hasModifier(statement, ts.SyntaxKind.DefaultKeyword));
}

/** The specifier of an import. */
export function moduleName({ moduleSpecifier }: ts.ImportDeclaration | ts.JSDocImportTag): string {
  return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}
