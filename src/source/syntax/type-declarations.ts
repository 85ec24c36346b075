/** Finds the declaration of a type: in the file, in a namespace of it, or behind an import. */

import ts from 'typescript';
import type { LinkedDeclaration, LinkedFile } from './linked-file';

export type TypeDeclaration =
  ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

/** The declaration of a type, and the file that it stands in. */
export interface LinkedTypeDeclaration extends LinkedDeclaration {
  readonly node: TypeDeclaration;
}

/** The type of that name among the statements of a file or a namespace. */
export function declarationIn(statements: ts.NodeArray<ts.Statement>, name: string): TypeDeclaration | undefined {
  return statements.find((one): one is TypeDeclaration => isTypeDeclaration(one) && one.name?.text === name);
}

/** The declaration of a type name in `file`: `Config`, `Net.Config` of a namespace or an `import * as Net`. */
export function declaredType(name: ts.EntityName, file: LinkedFile): LinkedTypeDeclaration | undefined {
  if (ts.isQualifiedName(name)) return memberOfNamespace(name, file);
  const own = declarationIn(file.source.statements, name.text);
  if (own) return { node: own, file };
  const imported = importOf(name.text, file.source);
  return imported && asType(file.importedDeclaration(imported));
}

function memberOfNamespace({ left, right }: ts.QualifiedName, file: LinkedFile): LinkedTypeDeclaration | undefined {
  if (!ts.isIdentifier(left)) return undefined;
  const module = file.source.statements.find(
    (node): node is ts.ModuleDeclaration => ts.isModuleDeclaration(node) && node.name.text === left.text,
  );
  if (module?.body && ts.isModuleBlock(module.body)) {
    const node = declarationIn(module.body.statements, right.text);
    return node && { node, file };
  }
  const binding = file.tree.lookup(left)?.declaration;
  return binding && ts.isNamespaceImport(binding) && ts.isStringLiteral(binding.parent.parent.moduleSpecifier)
    ? asType(file.exportedBy(binding.parent.parent.moduleSpecifier.text, right.text))
    : undefined;
}

function asType(found: LinkedDeclaration | undefined): LinkedTypeDeclaration | undefined {
  return found && isTypeDeclaration(found.node) ? { node: found.node, file: found.file } : undefined;
}

function isTypeDeclaration(node: ts.Node): node is TypeDeclaration {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isClassDeclaration(node)
  );
}

/** The import that brings a type. Imports of types alone bind no value, so that no scope knows them. */
function importOf(name: string, source: ts.SourceFile): ts.Node | undefined {
  for (const statement of source.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (!clause) continue;
    if (clause.name?.text === name) return clause;
    const { namedBindings } = clause;
    const specifier =
      namedBindings && ts.isNamedImports(namedBindings)
        ? namedBindings.elements.find((element) => element.name.text === name)
        : undefined;
    if (specifier) return specifier;
  }
  return undefined;
}
