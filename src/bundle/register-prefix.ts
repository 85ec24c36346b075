/** The text put before a user module's own: it registers the module's bindings and supplies what Node gives each module. */

/** Where and how much text was inserted into one line. */
export interface Insertion {
  readonly line: number;
  readonly length: number;
}

export interface PrefixedModule {
  readonly text: string;
  readonly insertion: Insertion;
}

/** Names that the bundler's `define` puts in place of what differs from module to module. */
export const moduleMeta = {
  __filename: 'gradline$filename',
  __dirname: 'gradline$dirname',
  'import.meta.filename': 'gradline$filename',
  'import.meta.dirname': 'gradline$dirname',
  'import.meta.url': 'gradline$url',
  // Settings that Vite fills in from files and the shell.
  'import.meta.env': 'gradline$env',
  'require.main': 'gradline$main',
} as const;

/** What an ES module that uses CommonJS variables (`require.main === module` in compiled TypeScript) has to be given. */
export type CommonJsVariable = 'module' | 'exports';

export interface PrefixOptions {
  readonly file: string;
  /** Module-level names; `default` is an anonymous default export, dotted names (`module.exports`) are taken as they are. */
  readonly bindings: readonly string[];
  /** Whether it is the program being run: what `require.main === module` asks. */
  readonly main: boolean;
  readonly missing: ReadonlySet<CommonJsVariable>;
  /** Names to export as undefined. */
  readonly absent: ReadonlySet<string>;
}

/** Puts the prefix on the first line, or on the second where the first is a shebang. No line is added. */
export function prefixModule(text: string, options: PrefixOptions): PrefixedModule {
  const prefix = prefixFor(text, options);
  if (!text.startsWith('#!')) return { text: prefix + text, insertion: { line: 0, length: prefix.length } };
  const end = /\r\n|\n|\r|$/.exec(text);
  const start = (end?.index ?? 0) + (end?.[0].length ?? 0);
  if (end?.[0] === '') return { text: `${text}\n${prefix}`, insertion: { line: 1, length: prefix.length } };
  return { text: text.slice(0, start) + prefix + text.slice(start), insertion: { line: 1, length: prefix.length } };
}

function prefixFor(text: string, { file, bindings, main, missing, absent }: PrefixOptions): string {
  const thunks = bindings.filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(name));
  const expression = (name: string): string => (name === 'default' ? 'gradline$default' : name);
  const parts = [
    `globalThis[Symbol.for('gradline.entries')]?.(${JSON.stringify(file)}, {${thunks.map((name) => `${JSON.stringify(name)}: () => ${expression(name)}`).join(', ')}});`,
  ];
  // An anonymous default export has no name of its own in the module, but the module can import itself.
  if (thunks.includes('default')) parts.push(`import gradline$default from ${JSON.stringify(file)};`);
  if (text.includes('__filename') || text.includes('import.meta')) parts.push(`var gradline$filename = ${JSON.stringify(file)};`);
  if (text.includes('__dirname') || text.includes('import.meta')) parts.push(`var gradline$dirname = ${JSON.stringify(file.replace(/\/[^/]*$/, ''))};`);
  if (text.includes('import.meta')) parts.push(`var gradline$url = ${JSON.stringify(fileUrl(file))}, gradline$env = {};`);
  if (missing.size > 0) parts.push('var module = {exports: {}}, exports = module.exports;');
  if (absent.size > 0) parts.push(`var gradline$absent; export {${[...absent].map((name) => `gradline$absent as ${JSON.stringify(name)}`).join(', ')}};`);
  if (asksForMain(text)) parts.push(main ? 'var gradline$main = module;' : 'var gradline$main;');
  return parts.join('');
}

/** Whether the text compares itself with the program being run. */
export function asksForMain(text: string): boolean {
  return /\brequire\s*\??\.\s*main\b/.test(text);
}

function fileUrl(file: string): string {
  return `file://${file.startsWith('/') ? '' : '/'}${encodeURI(file).replace(/[?#]/g, encodeURIComponent)}`;
}
