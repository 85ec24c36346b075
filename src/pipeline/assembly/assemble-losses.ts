/** Merges the seeds' facts about a model's losses into the report, and puts the losses on the user's lines. */

import type { RawLossSlip, RawModel } from '../../probe/protocol/result';
import type { LossReport, LossSlipReport } from '../../report/losses';
import { isSameLine, type Location } from '../../report/position';
import type { ModelReport } from '../../report/report';
import { namesRewardsAlone } from '../../source/text/reward-names';
import type { Placer } from './placer';

/**
 * @param models the same model in each seed
 * @param trainedAt the call that trains it, if there is one
 */
export async function assembleLosses(
  models: readonly RawModel[],
  placer: Placer,
  trainedAt: Location | undefined,
): Promise<Pick<ModelReport, 'lossCalls' | 'lossSlips' | 'penaltyAt' | 'penaltyOf' | 'answers'>> {
  const [first] = models;
  const lossCalls = await Promise.all(
    (first.lossCalls ?? []).map(async (call, index): Promise<LossReport> => {
      const at = await placer.call(call.stack);
      const seeds = models.flatMap(({ lossCalls: calls }) => calls?.at(index) ?? []);
      const { name, kind, takesLogits, layer, activation } = call;
      const appliedAt = activation && (await placer.call(activation.stack));
      const callers = activation ? placer.callers(activation.stack) : [];
      return {
        ...{ name, kind, takesLogits, layer },
        ...(at && { at }),
        ...(activation && {
          activation: {
            name: activation.name,
            ...(appliedAt && { at: appliedAt }),
            ...(callers.length > 0 && { callers }),
          },
        }),
        outputs: seeds.map(({ outputs }) => outputs),
        targets: seeds.map(({ targets }) => targets),
      };
    }),
  );
  const ofFit = first.entry === 'loop' ? undefined : trainedAt;
  const lossSlips = await Promise.all(slipsOfAll(models).map((slip) => placedSlip(slip, placer, ofFit)));
  const penaltyAt = first.penaltyAt && (await placer.call(first.penaltyAt));
  const answers = models.flatMap((model) => model.answers ?? []);
  const reordered = answers.find(({ reorderedAt }) => reorderedAt);
  const reorderedAt = reordered?.reorderedAt && (await placer.call(reordered.reorderedAt));
  const shuffledWidth = reordered?.shuffledWidth;
  return {
    ...(lossCalls.length > 0 && { lossCalls }),
    ...(lossSlips.length > 0 && { lossSlips }),
    ...(penaltyAt && { penaltyAt }),
    ...(first.penaltyOf && { penaltyOf: first.penaltyOf }),
    ...(answers.length === models.length && {
      answers: {
        data: answers.map(({ data }) => data),
        constant: answers.map(({ constant }) => constant),
        ...(answers.some(({ withinBatches }) => withinBatches !== undefined) && {
          withinBatches: answers.map(({ withinBatches = NaN }) => withinBatches),
        }),
        ...(answers.some(({ further }) => further) && { further: answers.map(({ further }) => further ?? null) }),
        ...(reorderedAt && { reorderedAt }),
        ...(shuffledWidth !== undefined && { shuffledWidth }),
      },
    }),
  };
}

/** @param ofFit the call of `fit` that trains the model; what it computes itself is no call of the code's own */
async function placedSlip(
  { stack, ...slip }: RawLossSlip,
  placer: Placer,
  ofFit: Location | undefined,
): Promise<LossSlipReport> {
  const at = await placer.call(stack);
  if (at && ofFit && isSameLine(at, ofFit)) return slip;
  const callers = placer.callers(stack);
  const ofRewards = slip.kind === 'lowered' && namesRewardsAlone(await placer.textsOf(stack));
  return { ...slip, ...(ofRewards && { ofRewards }), ...(at && { at }), ...(callers.length > 0 && { callers }) };
}

/** The slips of all seeds, each once: outputs that reach beyond 0…1 in one seed may stay within in another. */
function slipsOfAll(models: readonly RawModel[]): RawLossSlip[] {
  const slips = new Map<string, RawLossSlip>();
  for (const slip of models.flatMap(({ lossSlips = [] }) => lossSlips)) {
    const key = JSON.stringify([slip.kind, slip.stack]);
    if (!slips.has(key)) slips.set(key, slip);
  }
  return [...slips.values()];
}
