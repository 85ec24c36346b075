/** Tells code that a program wrote, such as a bundle, from code that a person wrote. */

/** The most characters of a file that a person writes; compilers and bundlers write longer ones. */
const longestHandWritten = 300_000;

/** Whether a program must have written `text`: it is longer than any file that a person writes. */
export function isTooLongToBeHandWritten(text: string): boolean {
  return text.length > longestHandWritten;
}
