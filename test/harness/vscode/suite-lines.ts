/** Separates mocha's lines from everything else that a running VS Code prints. */

import { createWriteStream } from 'node:fs';
import { say } from '../say';
import { lineMark } from './line-mark';

/** Prints marked lines as they arrive and writes the others to a log. */
export class SuiteLines {
  private readonly log;
  /** Whether mocha has printed a line. */
  heard = false;

  constructor(logFile: string) {
    this.log = createWriteStream(logFile);
  }

  /**
   * Takes one message of the console, which may have several lines.
   * @returns whether one of them is mocha's
   */
  take(text: string): boolean {
    let marked = false;
    for (const line of text.split(/\r?\n/)) {
      const at = line.indexOf(lineMark);
      if (at < 0) {
        this.log.write(`${line}\n`);
        continue;
      }
      marked = true;
      say(line.slice(at + lineMark.length));
    }
    this.heard ||= marked;
    return marked;
  }

  close(): void {
    this.log.end();
  }
}
