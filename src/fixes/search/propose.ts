/** Collects the candidates of all kinds for all findings of a model. */

import { surroundingsOf } from '../../pipeline/attempts/surroundings';
import { faults, type Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate, Proposal } from '../contract/candidate';
import type { FixKind } from '../contract/fix-kinds';
import type { FixRequest } from '../contract/fix-search';
import { collide, merged } from '../edits/apply-edits';
import { candidateKinds } from '../candidates/kinds';

/** More are not tried for one model. */
const most = 20;

type Wanted = Pick<FixRequest, 'model' | 'file' | 'tools' | 'signal'>;

/** @returns the most promising first: of each kind its best proposal, then the second ones */
export async function proposeCandidates({ model, file, tools, signal }: Wanted): Promise<readonly Candidate[]> {
  const { ModelText, ParsedFiles } = await import('../../source/index');
  const texts = await textsOf(model, file, (path) => tools.files.readText(path));
  const parsedFiles = new ParsedFiles();
  const own = parsedFiles.get(file, texts.get(file) ?? '');
  const text = new ModelText(texts, await surroundingsOf(own, tools, signal, parsedFiles));
  const situation = { model, text };
  const found = faults(model.findings).flatMap((finding) =>
    candidateKinds
      .filter(({ codes }) => codes.includes(finding.code))
      .flatMap(({ kind, propose }, order) =>
        propose(situation, finding).map((proposal, rank) => ({ kind, proposal, finding, place: order + 2 * rank })),
      ),
  );
  const byEdits = new Map<string, Candidate>();
  for (const { kind, proposal, finding } of found.sort((a, b) => a.place - b.place)) {
    const edits = merged(proposal.edits);
    if (edits.length === 0 || collide(edits)) continue;
    const key = JSON.stringify(edits);
    byEdits.set(key, candidateOf(kind, { ...proposal, edits }, [...(byEdits.get(key)?.claims ?? []), finding]));
  }
  return [...byEdits.values()].slice(0, most);
}

function candidateOf(kind: FixKind, proposal: Proposal, claims: readonly Finding[]): Candidate {
  return { kind, ...proposal, claims };
}

/** The files in which the model is made, and those of the calls that led there. */
async function textsOf(
  model: ModelReport,
  file: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const { layers, findings, compiledAt } = model;
  const places = [
    model,
    ...layers.flatMap((layer) => [layer, ...layer.callers]),
    ...findings,
    ...(compiledAt ? [compiledAt] : []),
  ];
  const names = [...new Set([file, ...places.map((place) => place.file)])];
  const texts = await Promise.all(names.map(read));
  return new Map(
    names.flatMap((name, index): [string, string][] => {
      const text = texts[index];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
