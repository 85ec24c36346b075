/** Gives a model what the text says of the targets that its training gets. */

import type { RawModel } from '../../probe/protocol/result';
import { isRangeWithin } from '../../report/position';
import type { ModelReport } from '../../report/report';
import type { UnreadInText } from '../../source/index';
import type { Placer } from './placer';

/** What the targets of one file leave out. */
export interface UnreadInFile {
  readonly file: string;
  readonly targets: readonly UnreadInText[];
}

/** What the targets leave out that a model's own first step, or training call, gets. */
export function unreadInTargets(
  { loopAt, trainedAt }: Pick<RawModel, 'loopAt' | 'trainedAt'>,
  unread: UnreadInFile | undefined,
  placer: Pick<Placer, 'innermost'>,
): Pick<ModelReport, 'unreadInTargets'> {
  const step = placer.innermost(loopAt ?? trainedAt ?? []);
  if (!unread || step?.file !== unread.file) return {};
  const { file } = unread;
  const found = unread.targets.filter(({ trainedBy }) => trainedBy.some((call) => isRangeWithin(step.range, call)));
  if (found.length === 0) return {};
  return {
    unreadInTargets: found.map(({ what, name, kind, target, madeAt }) => ({
      ...{ what, name, kind },
      target: { file, range: target },
      madeAt: { file, range: madeAt },
    })),
  };
}
