/**
 * Puts a prefix before each user module: it registers the module's bindings and supplies the variables that Node gives
 * it.
 */

import type { Position, TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';

/** Text that was inserted before a character of the user's text: its place there, and its length. */
export interface InsertedSpan extends Position {
  readonly length: number;
}

/** Tells what to insert into the text of a user's file. */
export type ChooseInsertions = (file: string, text: string) => readonly TextInsertion[];

export interface PrefixedModule {
  readonly text: string;
  /** The insertions, in the order of the text. */
  readonly insertions: readonly InsertedSpan[];
}

/** The expressions that differ from module to module, and the variables that replace them by esbuild's `define`. */
export const moduleMeta = {
  __filename: 'gradline$filename',
  __dirname: 'gradline$dirname',
  'import.meta.filename': 'gradline$filename',
  'import.meta.dirname': 'gradline$dirname',
  'import.meta.url': 'gradline$url',
  // Vite fills `import.meta.env` with settings from files and the shell.
  'import.meta.env': 'gradline$env',
  'require.main': 'gradline$main',
} as const;

/**
 * A CommonJS variable that an ES module uses, as compiled TypeScript does: `require.main === module`. The prefix
 * declares it.
 */
export type CommonJsVariable = 'module' | 'exports';

export interface PrefixOptions {
  readonly file: string;
  /**
   * Module-level names; `default` is an anonymous default export, dotted names (`module.exports`) are taken as they
   * are.
   */
  readonly bindings: readonly string[];
  /** Whether `require.main === module` holds: the module is the program that runs. */
  readonly main: boolean;
  readonly missing: ReadonlySet<CommonJsVariable>;
  /** Names to export as undefined. */
  readonly absent: ReadonlySet<string>;
}

/**
 * Puts the prefix on the first line, or on the second if the first is a shebang, and adds no line.
 *
 * @param further other insertions, in the order of the text
 */
export function prefixModule(
  text: string,
  options: PrefixOptions,
  further: readonly TextInsertion[] = [],
): PrefixedModule {
  const [, shebang = '', lineBreak = ''] = /^(#!.*)(\r\n|\n|\r)?/.exec(text) ?? [];
  const start = shebang.length + lineBreak.length;
  const prefix = (shebang === '' || lineBreak !== '' ? '' : '\n') + prefixFor(text, options);
  const insertions: InsertedSpan[] = [];
  const parts: string[] = [];
  let done = 0;
  let line = 0;
  let lineStart = 0;
  const lineEnd = /\r\n|\n|\r(?!\n)/g;
  for (const { offset, text: inserted } of [{ offset: start, text: prefix }, ...further]) {
    parts.push(text.slice(done, offset), inserted);
    done = offset;
    for (lineEnd.lastIndex = lineStart; lineEnd.exec(text) && lineEnd.lastIndex <= offset; line++)
      lineStart = lineEnd.lastIndex;
    insertions.push({ line, character: offset - lineStart, length: inserted.length });
  }
  return { text: parts.join('') + text.slice(done), insertions };
}

function prefixFor(text: string, { file, bindings, main, missing, absent }: PrefixOptions): string {
  const thunks = bindings.filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(name));
  const expression = (name: string): string => (name === 'default' ? 'gradline$default' : name);
  const parts = [
    `${probeGlobalText('registerBindings')}?.(${JSON.stringify(file)}, ` +
      `{${thunks.map((name) => `${JSON.stringify(name)}: () => ${expression(name)}`).join(', ')}});`,
  ];
  // An anonymous default export has no name in the module, but the module can import itself.
  if (thunks.includes('default')) parts.push(`import gradline$default from ${JSON.stringify(file)};`);
  if (text.includes('__filename') || text.includes('import.meta'))
    parts.push(`var gradline$filename = ${JSON.stringify(file)};`);
  if (text.includes('__dirname') || text.includes('import.meta'))
    parts.push(`var gradline$dirname = ${JSON.stringify(file.replace(/\/[^/]*$/, ''))};`);
  if (text.includes('import.meta'))
    parts.push(`var gradline$url = ${JSON.stringify(fileUrl(file))}, gradline$env = {};`);
  if (missing.size > 0) parts.push('var module = {exports: {}}, exports = module.exports;');
  if (absent.size > 0)
    parts.push(
      `var gradline$absent; export ` +
        `{${[...absent].map((name) => `gradline$absent as ${JSON.stringify(name)}`).join(', ')}};`,
    );
  if (asksIfMain(text)) parts.push(main ? 'var gradline$main = module;' : 'var gradline$main;');
  return parts.join('');
}

/** Whether a module asks if it is the program that runs. */
export function asksIfMain(text: string): boolean {
  return /\brequire\s*\??\.\s*main\b/.test(text);
}

function fileUrl(file: string): string {
  return `file://${file.startsWith('/') ? '' : '/'}${encodeURI(file).replace(/[?#]/g, encodeURIComponent)}`;
}
