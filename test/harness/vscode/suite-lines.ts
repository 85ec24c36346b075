/** Tells mocha's lines from everything else that a running VS Code prints. */

import { createWriteStream } from 'node:fs';
import { say } from '../say';

/** Stands in front of each line of mocha's when a suite runs inside VS Code; shows nothing on a terminal. */
export const lineMark = '\u2063\u2063';

/** Prints marked lines as they come and writes the others to a log. */
export class SuiteLines {
  private readonly log;
  /** Whether mocha has said anything. */
  heard = false;

  constructor(readonly logFile: string) {
    this.log = createWriteStream(logFile);
  }

  /** One message of the console, which may have several lines. */
  take(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      const at = line.indexOf(lineMark);
      if (at < 0) {
        this.log.write(`${line}\n`);
        continue;
      }
      this.heard = true;
      say(line.slice(at + lineMark.length));
    }
  }

  close(): void {
    this.log.end();
  }
}
