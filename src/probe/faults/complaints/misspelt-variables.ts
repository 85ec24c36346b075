/** Explains the error of a variable that nothing declares, where the code declares one of almost the same name. */

import type { Complaint } from './refused-call';

/**
 * @param message of a ReferenceError of V8, such as `learninRate is not defined`
 * @param misspelt as in `ProbeJob`
 */
export function misspeltVariable(message: string, misspelt: Readonly<Record<string, string>>): Complaint | undefined {
  const name = /^([\w$]+) is not defined$/.exec(message)?.[1];
  if (name === undefined || !Object.hasOwn(misspelt, name)) return undefined;
  return { code: 'name', message: `Nothing declares ${name}. Did you mean ${misspelt[name]}?` };
}
