/** A lens whose words are written when VS Code is about to show it, not when the lens is created. */

import * as vscode from 'vscode';

export class LazyLens extends vscode.CodeLens {
  /** @param makeCommand writes the title and the command from what is known at the time of the call */
  constructor(
    range: vscode.Range,
    private readonly makeCommand: () => vscode.Command,
  ) {
    super(range);
  }

  /** Writes the words, unless this lens has them already. */
  resolve(): void {
    this.command ??= this.makeCommand();
  }
}
