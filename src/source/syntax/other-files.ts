/** What a file imports from others of the project, as far as it helps to call its functions: types, constants, and calls by those that import it. */

import ts from 'typescript';
import { parse } from './parse';
import type { CallNode } from './scope';
import { ScopeTree } from './scope';

/** Texts of other files, read beforehand. */
export interface OtherFiles {
  /** By absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The file that an import leads to: by the file that has the import, then as it is written there. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Those that import the file that is read, nearest first. */
  readonly callers: readonly string[];
}

/** A declaration, and the names of the file that it stands in. */
export interface OutsideDeclaration {
  readonly node: ts.Node;
  readonly tree: ScopeTree;
}

/** Re-exports are followed this far. */
const longestChain = 4;

export class Outside {
  private readonly trees = new Map<string, ScopeTree | undefined>();

  constructor(private readonly files: OtherFiles) {}

  get callers(): ScopeTree[] {
    return this.files.callers.flatMap((file) => this.treeOf(file) ?? []);
  }

  /** The file that an import in `importer` leads to. */
  target(importer: string, specifier: string): string | undefined {
    return this.files.imports.get(importer)?.get(specifier);
  }

  /** What a name that `importer` imports by `declaration` (an import specifier or clause) is declared by. */
  ofImport(importer: string, declaration: ts.Node): OutsideDeclaration | undefined {
    if (ts.isImportSpecifier(declaration))
      return this.exported(
        importer,
        textOfModule(declaration.parent.parent.parent),
        (declaration.propertyName ?? declaration.name).text,
      );
    return ts.isImportClause(declaration)
      ? this.exported(importer, textOfModule(declaration.parent), 'default')
      : undefined;
  }

  /** What a file exports under a name. */
  exported(importer: string, specifier: string, name: string, depth = longestChain): OutsideDeclaration | undefined {
    const file = this.target(importer, specifier);
    const tree = file === undefined ? undefined : this.treeOf(file);
    if (!tree || file === undefined || depth === 0) return undefined;
    for (const statement of tree.source.statements) {
      if (isDeclarationOf(statement, name)) return { node: statement, tree };
      if (ts.isVariableStatement(statement)) {
        const found = statement.declarationList.declarations.find(
          (one) => ts.isIdentifier(one.name) && one.name.text === name,
        );
        if (found) return { node: found, tree };
      }
      const from =
        ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
          ? statement.moduleSpecifier.text
          : undefined;
      if (from === undefined || !ts.isExportDeclaration(statement)) continue;
      const { exportClause } = statement;
      const renamed =
        exportClause && ts.isNamedExports(exportClause)
          ? exportClause.elements.find((element) => element.name.text === name)
          : undefined;
      if (exportClause && !renamed) continue;
      const found = this.exported(file, from, renamed ? (renamed.propertyName ?? renamed.name).text : name, depth - 1);
      if (found) return found;
    }
    return undefined;
  }

  private treeOf(file: string): ScopeTree | undefined {
    if (!this.trees.has(file)) {
      const text = this.files.texts.get(file);
      this.trees.set(file, text === undefined ? undefined : new ScopeTree(parse(file, text).source, this));
    }
    return this.trees.get(file);
  }
}

/** A call in another file, and the names that its arguments are made of. */
export interface OutsideCall {
  readonly call: CallNode;
  readonly tree: ScopeTree;
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
  return (
    statement.name?.text === name ||
    (name === 'default' &&
      (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false))
  );
}

function textOfModule({ moduleSpecifier }: ts.ImportDeclaration | ts.JSDocImportTag): string {
  return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}
