/** Compiles files with fixes applied by TypeScript's strict rules, all in one program, so that tfjs is read once. */

import path from 'node:path';
import ts from 'typescript';
import { applyEdits } from '../../src/fixes/edits/apply-edits';
import type { TextEdit } from '../../src/report/finding';
import { root } from '../harness/root';

/** A fix of a file. */
export interface FixedFile {
  /** What a message calls it. */
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  resolveJsonModule: true,
};

const isTyped = (file: string): boolean => /\.[cm]?tsx?$/.test(file);

/** The name under which the text of a file after a fix stands beside that file. */
function fixedName(file: string, index: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.fixed-${index}${ext}`);
}

/**
 * @param virtual texts of files that are not on disk
 * @returns a line for each error that TypeScript finds after a fix and did not find before it
 */
export function typeErrorsOf(fixes: readonly FixedFile[], virtual: ReadonlyMap<string, string> = new Map()): string[] {
  const texts = new Map(virtual);
  const fixed = fixes.flatMap(({ name, edits }, index) =>
    [...new Set(edits.map(({ file }) => file))].filter(isTyped).map((file) => {
      const text = texts.get(file) ?? ts.sys.readFile(file) ?? '';
      const own = edits.filter((edit) => edit.file === file);
      const copy = fixedName(file, index);
      texts.set(copy, applyEdits(text, own));
      return { name, file, copy };
    }),
  );
  const program = programOf([...new Set(fixed.flatMap(({ file, copy }) => [file, copy]))], texts);
  const messages = (file: string): string[] => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  };
  return fixed.flatMap(({ name, file, copy }) => {
    const before = messages(file);
    return messages(copy)
      .filter((message) => !before.includes(message))
      .map((message) => `${path.relative(root, file)}, ${name}: ${message}`);
  });
}

/** A program in which an edited file imports the edited text of another, where the same fix changes both. */
function programOf(names: readonly string[], texts: ReadonlyMap<string, string>): ts.Program {
  const plain = ts.createCompilerHost(options);
  const has = (file: string): boolean => texts.has(file) || plain.fileExists(file);
  const host: ts.CompilerHost = {
    ...plain,
    fileExists: has,
    readFile: (file) => texts.get(file) ?? plain.readFile(file),
    getSourceFile: (file, version, ...more) => {
      const text = texts.get(file);
      return text === undefined
        ? plain.getSourceFile(file, version, ...more)
        : ts.createSourceFile(file, text, version, true);
    },
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => {
        const resolved = ts.resolveModuleName(text, importer, options, { ...plain, fileExists: has });
        const index = /\.fixed-(\d+)\.[^.]+$/.exec(importer)?.[1];
        const target = resolved.resolvedModule;
        const copy = target && index !== undefined ? fixedName(target.resolvedFileName, Number(index)) : undefined;
        return target && copy !== undefined && texts.has(copy)
          ? { ...resolved, resolvedModule: { ...target, resolvedFileName: copy } }
          : resolved;
      }),
  };
  return ts.createProgram([...names], options, host);
}
