/** Picks out of VS Code's console the faults of this extension: its errors, and promises that failed unseen. */

import path from 'node:path';
import { root } from '../root';

/** Code of this checkout has this path in its stack, as it is or in the address of a webview's script. */
const ownFiles = `${root.replaceAll(path.sep, '/')}/`;

/** VS Code complains about a suite with failed tests as well; mocha has reported those already. */
const suiteEnd = 'at runSuite ';
/** Further down a stack, VS Code's own frames go on for long. */
const mostLines = 8;

/**
 * Whether a message comes from this extension or from its tests.
 * @param text a message with its stack, or what VS Code says about the message
 */
export function isOurs(text: string): boolean {
  const slashed = text.replaceAll('\\', '/');
  return (
    slashed.includes(`${ownFiles}dist/`) ||
    slashed.includes(`${ownFiles}out/test/`) ||
    text.includes('[gradline.gradline]')
  );
}

/** Collects the extension's faults, each of them once. */
export class ConsoleFaults {
  readonly #found = new Set<string>();

  get found(): readonly string[] {
    return [...this.#found];
  }

  /**
   * Notes a message of the console where the extension is to blame for it.
   * @param level as the console names it; about promises that failed unseen VS Code only warns
   * @param text the message with its stack, or with the address it comes from
   */
  note(level: string, text: string): void {
    const counts =
      level === 'error' ||
      ((level === 'warn' || level === 'warning') && /rejected promise not handled|stack trace:/.test(text));
    if (counts && isOurs(text) && !text.includes(suiteEnd))
      this.#found.add(text.trim().split('\n').slice(0, mostLines).join('\n'));
  }
}
