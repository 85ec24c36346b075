/** Takes the scripts out of components of Vue and Svelte and out of pages, at their positions, without a parser. */

const components = /\.(?:vue|svelte|html?)$/i;
/** A comment of the page, or a script with its attributes; these may have `>` in quotes. */
const blocks = /<!--[\s\S]*?-->|(<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>)([\s\S]*?)<\/script\s*>/gi;

/** Whether a file holds its code in script blocks. */
export function isComponent(file: string): boolean {
  return components.test(file);
}

/**
 * The text of a component or a page with all but its scripts blanked out, so that positions are those of the whole
 * file.
 * @returns the text of any other file as it is, and one that has been blanked out already
 */
export function scriptsOf(file: string, text: string): string {
  if (!isComponent(file) || !/^\s*<|<script\b/i.test(text)) return text;
  const parts: string[] = [];
  let done = 0;
  for (const match of text.matchAll(blocks)) {
    const [, opening, attributes, code] = match as unknown as readonly (string | undefined)[];
    if (opening === undefined || code === undefined || !isCode(attributes ?? '')) continue;
    const start = match.index + opening.length;
    // Text that is blanked out keeps one block from running on into the next.
    parts.push(blank(text.slice(done, start)), code);
    done = start + code.length;
  }
  return parts.join('') + blank(text.slice(done));
}

function isCode(attributes: string): boolean {
  const kind = /\b(?:type|lang)\s*=\s*["']?([\w/-]+)/i.exec(attributes)?.[1];
  return kind === undefined || /(?:^|\/)(?:module|[jt]sx?|javascript|typescript|ecmascript)$/i.test(kind);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
