/** Parses a file's text, however broken, into a syntax tree, and keeps it so that one probe parses a text once. */

import ts from 'typescript';
import { scriptsOf } from '../text/script-blocks';
import { ScopeTree } from './scope';

/** TypeScript's errors for octal literals and escapes, which scripts may have: `process.stdout.write('\\033[0G')`. */
const ofModulesOnly: ReadonlySet<number> = new Set([1121, 1487]);

/** The syntax tree of one version of a file's text. */
export class ParsedFile {
  private scopes: ScopeTree | undefined;

  /**
   * @param file absolute path
   * @param broken true where the text has syntax errors
   */
  constructor(
    readonly file: string,
    readonly source: ts.SourceFile,
    readonly broken: boolean,
  ) {}

  /** The parsed text: that of the file, or the scripts of a component with all else blanked out. */
  get text(): string {
    return this.source.text;
  }

  /** Whether the file may hold types. */
  get isTypeScript(): boolean {
    return /\.[cm]?tsx?$/.test(this.file);
  }

  /** The names of the file. The first read makes them; from then on the nodes have parents. */
  get tree(): ScopeTree {
    return (this.scopes ??= new ScopeTree(this.source));
  }

  /** The syntax tree with parents of all nodes, for readers that may come before anybody asks for a name. */
  get withParents(): ts.SourceFile {
    this.scopes ??= new ScopeTree(this.source);
    return this.source;
  }
}

/** Whether a file imports and exports nothing, be it by statements or by `require` and `module.exports`. */
export function isPageScript({ source }: ParsedFile): boolean {
  return !ts.isExternalModule(source) && !/\brequire\s*\(|\bmodule\.exports\b/.test(source.text);
}

/**
 * JavaScript is always parsed with JSX, as bundlers do; TypeScript only in `.tsx`, since elsewhere `<T>x` is a cast.
 */
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

/**
 * Parses a text. Never throws.
 * @param file absolute path; its extension says which language `text` is
 * @param text the whole text, which may be half typed
 */
export function parse(file: string, text: string): ParsedFile {
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  // Parents are left out here: `ScopeTree` sets them on its own walk, which saves a third of the parser's time.
  const source = ts.createSourceFile(file, scriptsOf(file, text), options, false, scriptKind(file));
  // The parser keeps its diagnostics on the tree; the public API for them needs a whole program.
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  const errors = (parseDiagnostics ?? []).filter(({ code }) => !ofModulesOnly.has(code));
  return new ParsedFile(file, source, errors.length > 0);
}

/**
 * Beyond this many characters of text no trees are kept: they take many times the memory of their texts, and a probe
 * may bundle whole libraries.
 */
const mostCharacters = 4_000_000;

/** The parsed files of one probe: each text is parsed once, and forgotten with the probe. */
export class ParsedFiles {
  private readonly files = new Map<string, ParsedFile>();
  private characters = 0;

  /** The parsed text; one that has changed since the last call is parsed again. */
  get(file: string, text: string): ParsedFile {
    const known = this.files.get(file);
    if (known?.text === scriptsOf(file, text)) return known;
    const parsed = parse(file, text);
    const characters = this.characters + parsed.text.length - (known?.text.length ?? 0);
    if (characters <= mostCharacters) {
      this.files.set(file, parsed);
      this.characters = characters;
    }
    return parsed;
  }
}
