/** Tells code that a program wrote, such as a bundle, from code that a person wrote. */

/** Nobody writes longer files, in characters; compilers and bundlers do. */
const longestHandWritten = 300_000;

/** Whether a program must have written `text`: it is longer than any file that a person writes. */
export function isTooLongToBeHandWritten(text: string): boolean {
  return text.length > longestHandWritten;
}
