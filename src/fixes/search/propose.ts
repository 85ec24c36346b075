/** Collects the candidates of all kinds for all findings of a model. */

import { pinnedTfjs } from '../../pipeline/data/pinned-tfjs';
import { textsAround } from '../../pipeline/places/texts-around';
import { readOtherFiles } from '../../pipeline/search/other-files';
import type { Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate, CandidateKind, CandidateContext } from '../contract/candidate';
import type { FixRequest } from '../contract/fix-search';
import { editsCollide, mergeEdits } from '../edits/apply-edits';
import { candidateKinds } from '../candidates/kinds';

/** The most candidates for one model. */
const most = 20;
/** By how many places a likely proposal moves up: past the kinds that suit many faults. Chosen. */
const ahead = 15;

type Wanted = Pick<FixRequest, 'model' | 'file' | 'tools' | 'signal'>;

/** The model as it stands, with the texts around it. */
export async function readCandidateContext({ model, file, tools, signal }: Wanted): Promise<CandidateContext> {
  const { isPageScript, ModelText, ParsedFiles } = await import('../../source/index');
  const texts = await textsAround(file, model, (path) => tools.files.readText(path));
  const parsedFiles = new ParsedFiles();
  const own = parsedFiles.get(file, texts.get(file) ?? '');
  const text = new ModelText(texts, await readOtherFiles(own, tools, signal, parsedFiles));
  const pinned = { file, text: own.text, isPageScript: isPageScript(own) };
  const tfjsVersion = await pinnedTfjs(pinned, tools.files);
  return { model, text, tfjsVersion };
}

/**
 * @param findings for which changes are wanted
 * @returns the most promising first: likely ones, of each kind its best proposal, then the second ones
 */
export function proposeCandidates(situation: CandidateContext, findings: readonly Finding[]): readonly Candidate[] {
  const found = findings.flatMap((finding) =>
    candidateKinds
      .filter((kind) => mayMend(kind, finding, situation.model))
      .flatMap(({ kind, propose, oneIsEnough }, order) =>
        propose(situation, finding).map(({ isLikely, ...proposal }, rank) => ({
          proposal: { kind, ...proposal, ...(oneIsEnough && { oneIsEnough }) },
          finding,
          place: order + 2 * rank - (isLikely ? ahead : 0),
        })),
      ),
  );
  const byEdits = new Map<string, Candidate>();
  for (const { proposal, finding } of found.sort((a, b) => a.place - b.place)) {
    const edits = mergeEdits(proposal.edits);
    if (edits.length === 0 || editsCollide(edits)) continue;
    const key = JSON.stringify(edits);
    byEdits.set(key, { ...proposal, edits, claims: [...(byEdits.get(key)?.claims ?? []), finding] });
  }
  return [...byEdits.values()].slice(0, most);
}

/**
 * Whether a kind may mend a finding. Numbers in the data that are not finite stay so whatever else changes, and
 * information asks for one change only.
 */
function mayMend(
  { codes, kind, mendsData }: CandidateKind,
  { code, severity }: Finding,
  { dataFacts }: ModelReport,
): boolean {
  if (severity === 'information' && kind !== 'epochs' && kind !== 'penalty') return false;
  const data = [...(dataFacts?.inputs ?? []), ...(dataFacts?.targets ?? [])];
  const isOfData = code === 'non-finite' && data.some(({ rowsNotFinite }) => rowsNotFinite > 0);
  return codes.includes(code) && (!isOfData || mendsData === true);
}
