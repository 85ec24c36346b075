/** The mark by which the harness knows mocha's lines among all that a running VS Code prints. */

/** Precedes each of mocha's lines when a suite runs inside VS Code; a terminal shows nothing for it. */
export const lineMark = '\u2063\u2063';
