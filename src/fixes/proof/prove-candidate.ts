/** Probes the text with a candidate's edits, and says whether the candidate mends what it claims. */

import { probeFile } from '../../pipeline/probe-file';
import type { FileProbe, ProbeOptions } from '../../pipeline/contract/file-probe';
import { isSamePosition } from '../../report/position';
import { isCommentError, type ModelReport } from '../../report/report';
import type { Candidate } from '../contract/candidate';
import type { FixRequest, TrialOutcome } from '../contract/fix-search';
import { movedPosition } from '../edits/apply-edits';
import { editedTexts, withEditedTexts } from '../edits/edited-files';
import { reportAtCodeEnd } from './code-end';
import { isHopeless, judgeProof } from './judge-proof';
import { proofSeeds } from './proof-seeds';
import { provenWords, stateWords } from './proof-words';

/**
 * Never rejects for anything the edited code does.
 * @param say gets where the probe stands, such as `seed 2 of 5, step 14 of 30`
 * @returns undefined where `signal` ended it before
 */
export async function proveCandidate(
  candidate: Candidate,
  request: FixRequest,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<TrialOutcome | undefined> {
  const { tools, file } = request;
  const before = reportAtCodeEnd(request.model, candidate.claims);
  const texts = await editedTexts(tools.files, candidate.edits);
  const options = optionsOf(candidate, request);
  const key = JSON.stringify([file, [...texts], await unedited(request, texts), options]);
  const known = request.cache?.get(key);
  if (known) return known;

  const drop = new AbortController();
  let seen: ModelReport | undefined;
  const probed = await probeFile(
    file,
    { ...tools, files: withEditedTexts(tools.files, texts) },
    options,
    {
      progress: ({ text }) => {
        say(text);
      },
      partial: ({ models }) => {
        const now = counterpart(before, models, candidate);
        seen = now ? reportAtCodeEnd(now, candidate.claims) : seen;
        if (seen && isHopeless(before, seen, candidate.claims, !candidate.rescales, candidate.isContest)) drop.abort();
      },
      log: () => undefined,
    },
    AbortSignal.any([signal, drop.signal]),
  );
  if (signal.aborted) return undefined;
  const outcome = outcomeOf(candidate, before, probed, drop.signal.aborted ? seen : undefined);
  request.cache?.set(key, outcome);
  return outcome;
}

function optionsOf(candidate: Candidate, { model, models = 1, options, timeLimitSeconds }: FixRequest): ProbeOptions {
  const seeds = proofSeeds(model, candidate.claims);
  return {
    ...options,
    seeds,
    maximumSeeds: seeds.length,
    // A proof has more seeds than the probe; the search has a limit of its own.
    timeLimitSeconds: Math.max(options.timeLimitSeconds, timeLimitSeconds),
    ...(models > 1 && { only: [{ file: model.file, range: movedRange(model, candidate) }] }),
  };
}

/** The files that a model is made in and that no edit touches: a changed one makes another proof. */
async function unedited({ file, model, tools }: FixRequest, texts: ReadonlyMap<string, string>) {
  const names = new Set([file, model.file, ...model.layers.map((layer) => layer.file)]);
  const others = [...names].filter((name) => !texts.has(name));
  return Promise.all(others.map(async (name) => [name, await tools.files.readText(name)]));
}

function movedRange({ file, range }: ModelReport, { edits }: Candidate): ModelReport['range'] {
  const own = edits.filter((edit) => edit.file === file);
  return { start: movedPosition(range.start, own), end: movedPosition(range.end, own) };
}

/**
 * The report of the same model after the edits; several may be made at one place, then the name and order tell. A model
 * of variables stands where the first of them is made, which may be another one after the edits.
 */
function counterpart(
  model: ModelReport,
  models: readonly ModelReport[],
  candidate: Candidate,
): ModelReport | undefined {
  const { start } = movedRange(model, candidate);
  const ofFile = models.filter((one) => one.file === model.file);
  const there = ofFile.filter((one) => isSamePosition(one.range.start, start));
  const ofVariables = [model, ...ofFile].every(({ layers }) => layers.some((layer) => layer.className === 'Variable'));
  const moved = ofVariables && ofFile.length === 1 ? ofFile : [];
  return there.find(({ name }) => name === model.name) ?? there.at(0) ?? moved.at(0);
}

/** @param dropped the judgment on a candidate that one of its first seeds has ruled out */
function outcomeOf(
  candidate: Candidate,
  model: ModelReport,
  probed: FileProbe,
  dropped: ModelReport | undefined,
): TrialOutcome {
  const after = dropped ?? counterpart(model, probed.models, candidate);
  const failed = (reason: string): TrialOutcome => ({
    status: 'failed',
    tried: { candidate, reason, ...(after && { after }) },
  });
  if (!after) {
    const error = probed.errors.find((one) => !isCommentError(one));
    return failed(`The changed code cannot be probed: ${error?.message ?? 'it makes no such model.'}`);
  }
  const atEnd = reportAtCodeEnd(after, candidate.claims);
  const judgement = judgeProof(model, atEnd, candidate.claims, !candidate.rescales, candidate.isContest);
  if (dropped || !judgement.proven) return failed(judgement.reason);
  if (after.seeds.length < proofSeeds(model, candidate.claims).length)
    return failed(`There was time for only ${after.seeds.length} of its seeds.`);
  const own = probed.errors.find((error) => error.own);
  if (own) return failed(`The changed code has an error of its own: ${own.message}`);
  const { left } = judgement;
  const words = provenWords(model, atEnd, candidate.claims, left);
  return {
    status: 'proven',
    fix: {
      kind: candidate.kind,
      title: `${candidate.change} (${words}, ${after.seeds.length} of ${after.seeds.length} seeds)`,
      edits: candidate.edits,
      ...(candidate.note !== undefined && { note: candidate.note }),
      proof: {
        before: stateWords(model, after, left.ofGuessing?.before, left.ofGuessing?.steps?.before),
        after: stateWords(after, model, left.ofGuessing?.after, left.ofGuessing?.steps?.after),
        seeds: after.seeds,
        healthy: judgement.healthy,
      },
      candidate,
      after,
      lossLeft: left.amongFixes,
    },
  };
}
