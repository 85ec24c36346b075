/** Puts together what is to be inserted into one file, so that what was wrapped inside stays inside. */

import type { TextInsertion } from '../report/position';
import type { EntryPoint } from './sites';

/**
 * @param entries of the file; those inside functions bring insertions
 * @param guards as `guardsFor` gives them
 * @param loops as `basicsFor` gives them
 */
export function mergeInsertions(entries: readonly EntryPoint[], guards: readonly TextInsertion[], loops: readonly TextInsertion[] = []): TextInsertion[] {
  const distinct = distinctPairs(entries);
  const ranked = [
    ...guards.map((one) => ({ one, rank: isCloser(one) ? 0 : 4 })),
    ...distinct.map((one) => ({ one, rank: isCloser(one) ? 1 : 3 })),
    // Around the whole of a condition, and before all else in a body.
    ...loops.map((one) => ({ one, rank: 2 })),
  ];
  return ranked.sort((a, b) => a.one.offset - b.one.offset || a.rank - b.rank).map(({ one }) => one);
}

/** Several methods of one object come with the same text. */
function distinctPairs(entries: readonly EntryPoint[]): TextInsertion[] {
  const seen = new Set<string>();
  return entries.flatMap(({ insertions = [] }) => {
    const key = JSON.stringify(insertions);
    if (seen.has(key)) return [];
    seen.add(key);
    return insertions;
  });
}

function isCloser({ text }: TextInsertion): boolean {
  return text.startsWith(')') || text.startsWith('}');
}
