/** Gives the calls of files at the places that a report names, with a tracer that follows their settings. */

import ts from 'typescript';
import type { Location } from '../../report/position';
import { LinkedFile, moduleName, type OtherFiles } from '../syntax/linked-file';
import type { CallNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { callAt, callBetween, type ParsedFileLookup, type TracedExpression } from './traced';
import { Tracer } from './tracer';

/** A call in the text, as a report gives its place. */
export interface CallPlace extends Location {
  /** The calls that led to it, innermost first. */
  readonly callers?: readonly Location[];
}

export class TracedFiles {
  private readonly parsed = new Map<string, ParsedFile>();
  readonly tracer = new Tracer(
    (file) => this.file(file),
    (importer, declaration, name) => this.imported(importer, declaration, name),
  );

  /**
   * @param parsedText the files in which the model and its layers are made, and those that call them
   * @param others what these import
   */
  constructor(
    private readonly parsedText: ParsedFileLookup,
    private readonly others?: OtherFiles,
  ) {}

  /** The call at a place; undefined where the text is not known or shows none there. */
  call({ file, range, callers = [] }: CallPlace): TracedExpression<CallNode> | undefined {
    const parsed = this.file(file);
    const node = parsed && (callBetween(parsed, range.start, range.end) ?? callAt(parsed, range.start));
    return node && { parsed, node, callers };
  }

  /** The parsed text of a file; undefined for one that was not read. */
  file(file: string): ParsedFile | undefined {
    const known = this.parsed.get(file) ?? this.others?.parsed(file);
    if (known) return known;
    const parsed = this.parsedText(file);
    if (parsed) this.parsed.set(file, parsed);
    return parsed;
  }

  private imported(importer: ParsedFile, declaration: ts.Node, name: string | undefined) {
    const linked = new LinkedFile(importer, this.others);
    const found =
      name !== undefined && ts.isNamespaceImport(declaration)
        ? linked.exportedBy(moduleName(declaration.parent.parent), name)
        : linked.importedDeclaration(declaration);
    const parsed = found && this.file(found.file.path);
    // Reading `tree` gives the nodes their parents.
    return found && parsed?.tree && { parsed, node: found.node };
  }
}
