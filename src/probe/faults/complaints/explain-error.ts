/** Finds for an error of tfjs 4.22 the plain words that say what it means and what to do. */

import { compileRules } from './compile-complaints';
import { dataRules } from './data-complaints';
import { layerRules } from './layer-complaints';
import type { Complaint, RefusedCall } from './refused-call';
import { tensorRules } from './tensor-complaints';

const rules = [...layerRules, ...compileRules, ...dataRules, ...tensorRules];

/**
 * @param message of the error that tfjs threw, without its name
 * @returns undefined for an error that is none of tfjs's, or that says enough as it is
 */
export function explainTfjsError(message: string, call: RefusedCall): Complaint | undefined {
  const plain = message.replace(/^Error thrown while iterating through a dataset: /, '');
  for (const [pattern, explain] of rules) {
    const found = pattern.exec(plain);
    if (found) return explain([...found], call);
  }
  return undefined;
}
