/** Merges the seeds' facts about a model's losses into the report, and puts the losses on the user's lines. */

import type { RawModel } from '../../probe/protocol/result';
import type { LossReport, LossSlipReport } from '../../report/losses';
import type { ModelReport } from '../../report/report';
import type { Placer } from './placer';

/** @param models the same model in each seed */
export async function assembleLosses(
  models: readonly RawModel[],
  placer: Placer,
): Promise<Pick<ModelReport, 'lossCalls' | 'lossSlips' | 'answers'>> {
  const [first] = models;
  const lossCalls = await Promise.all(
    (first.lossCalls ?? []).map(async (call, index): Promise<LossReport> => {
      const at = await placer.call(call.stack);
      const seeds = models.flatMap(({ lossCalls: calls }) => calls?.at(index) ?? []);
      const { name, kind, takesLogits, layer, activation } = call;
      const appliedAt = activation && (await placer.call(activation.stack));
      return {
        ...{ name, kind, takesLogits, layer },
        ...(at && { at }),
        ...(activation && { activation: { name: activation.name, ...(appliedAt && { at: appliedAt }) } }),
        outputs: seeds.map(({ outputs }) => outputs),
        targets: seeds.map(({ targets }) => targets),
      };
    }),
  );
  const lossSlips = await Promise.all(
    (first.lossSlips ?? []).map(async ({ stack, ...slip }): Promise<LossSlipReport> => {
      const at = await placer.call(stack);
      return { ...slip, ...(at && { at }) };
    }),
  );
  const answers = models.flatMap((model) => model.answers ?? []);
  return {
    ...(lossCalls.length > 0 && { lossCalls }),
    ...(lossSlips.length > 0 && { lossSlips }),
    ...(answers.length === models.length && {
      answers: {
        data: answers.map(({ data }) => data),
        constant: answers.map(({ constant }) => constant),
        ...(answers.some(({ withinBatches }) => withinBatches !== undefined) && {
          withinBatches: answers.map(({ withinBatches = NaN }) => withinBatches),
        }),
        ...(answers.some(({ further }) => further) && { further: answers.map(({ further }) => further ?? null) }),
      },
    }),
  };
}
