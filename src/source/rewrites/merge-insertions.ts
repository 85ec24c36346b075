/** Merges the insertions into one file, so that an inner wrapping stays inside the outer one. */

import type { TextInsertion } from '../../report/position';
import type { EntryPoint } from '../sites/sites';

/**
 * @param entries of the file; those inside functions bring insertions
 * @param guards as `guardInsertions` gives them
 * @param loops as `basicInsertions` gives them
 */
export function mergeInsertions(
  entries: readonly EntryPoint[],
  guards: readonly TextInsertion[],
  loops: readonly TextInsertion[] = [],
): TextInsertion[] {
  const registrations = distinctPairs(entries);
  const starts = new Map([...startsOf(guards), ...startsOf(registrations)]);
  const ranked = [
    ...guards.map((one) => ({ one, rank: isCloser(one) ? 0 : 4 })),
    ...registrations.map((one) => ({ one, rank: isCloser(one) ? 1 : 3 })),
    // Loops come last: around a whole condition, and first in a body.
    ...loops.map((one) => ({ one, rank: 2 })),
  ];
  // Of two insertions that end at one place, the inner one began later.
  const inner = (a: TextInsertion, b: TextInsertion): number =>
    isCloser(a) && isCloser(b) ? (starts.get(b) ?? 0) - (starts.get(a) ?? 0) : 0;
  return ranked
    .sort((a, b) => a.one.offset - b.one.offset || inner(a.one, b.one) || a.rank - b.rank)
    .map(({ one }) => one);
}

/** The offset at which the text that an insertion closes was opened. */
function startsOf(insertions: readonly TextInsertion[]): [TextInsertion, number][] {
  const open: number[] = [];
  const inOrder = insertions.toSorted((a, b) => a.offset - b.offset || Number(isCloser(b)) - Number(isCloser(a)));
  return inOrder.flatMap((one): [TextInsertion, number][] => {
    if (isCloser(one)) return [[one, open.pop() ?? 0]];
    if (/[{(,]$/.test(one.text)) open.push(one.offset);
    return [];
  });
}

/** Several methods of one object bring the same text. */
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
