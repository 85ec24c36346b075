/** Puts text of the user's into Markdown as it is. */

/** For running text. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&').replace(/\r?\n/g, ' ');
}

/** For names, as code. */
export function markdownCode(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, ' ')}\``;
}
