/** Gathers the rewrites that every attempt makes, so that code written for a page or for Node runs as a module. */

import type { TextInsertion } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';
import { loopInsertions } from './loop-limits';
import { namespaceInsertions } from './namespace-writes';
import { repeatedInsertions } from './repeated-functions';
import { strictNameInsertions } from './strict-names';
import { undeclaredInsertions } from './undeclared-names';
import { unsetTfjsInsertions } from './unset-tfjs';

/**
 * The text to insert into a file in every attempt. With it, endless loops end, names that a script only assigns exist,
 * and a variable for tfjs is set from the start; a script may declare a function twice and use names that modules
 * reserve, a module may write to a namespace.
 * @param lenient whether ES modules may also assign names that they do not declare
 */
export function basicInsertions(parsed: ParsedFile, lenient: boolean): TextInsertion[] {
  const { source, text } = parsed;
  const loops = /\b(?:for|while|do)\b/.test(text) ? loopInsertions(source) : [];
  return [
    ...undeclaredInsertions(parsed, lenient),
    ...repeatedInsertions(source),
    ...strictNameInsertions(parsed),
    ...namespaceInsertions(parsed),
    ...unsetTfjsInsertions(source),
    ...loops,
  ];
}
