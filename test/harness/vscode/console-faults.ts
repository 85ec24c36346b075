/** Tells from all that a running VS Code complains of what comes from this extension: its errors, and promises of its that failed unseen. */

import path from 'node:path';
import { root } from '../root';

/** Whatever runs from here has its path in its stack, as it is or in the address of a webview's script. */
const ownFiles = `${root.replaceAll(path.sep, '/')}/`;

/** What VS Code says of a suite with failed tests, which mocha has told of. */
const suiteEnd = 'at runSuite ';
/** Below, VS Code's own frames go on for long. */
const mostLines = 8;

/** @param text a message with its stack, or what VS Code says of it */
export function isOurs(text: string): boolean {
  const slashed = text.replaceAll('\\', '/');
  return (
    slashed.includes(`${ownFiles}dist/`) ||
    slashed.includes(`${ownFiles}out/test/`) ||
    text.includes('[gradline.gradline]')
  );
}

/** Gathers faults; the same one once. */
export class Faults {
  readonly #found = new Set<string>();

  get found(): readonly string[] {
    return [...this.#found];
  }

  /**
   * @param level as the console has it; VS Code warns of promises that failed unseen
   * @param text with its stack or with where it comes from
   */
  note(level: string, text: string): void {
    const counts =
      level === 'error' ||
      ((level === 'warn' || level === 'warning') && /rejected promise not handled|stack trace:/.test(text));
    if (counts && isOurs(text) && !text.includes(suiteEnd))
      this.#found.add(text.trim().split('\n').slice(0, mostLines).join('\n'));
  }
}
