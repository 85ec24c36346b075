/**
 * Searches fixes for the findings of a model: proposes candidates, tries them side by side, and ranks those that help.
 */

import { thresholds } from '../diagnosis/thresholds/thresholds';
import { listedFaults } from '../report/finding';
import type { ModelReport } from '../report/report';
import { followUps } from './search/follow-ups';
import { proposeCandidates, readCandidateContext } from './search/propose';
import { combinations } from './search/combine';
import { withJointCandidate } from './search/joint-candidate';
import { mendableFindings } from './search/mendable-findings';
import type { Candidate, CandidateContext } from './contract/candidate';
import type { FixProgress, FixRequest, FixSearchResult, ProvenFix, TriedCandidate } from './contract/fix-search';
import { proveCandidate } from './proof/prove-candidate';

const usualEnough = 4;

/** So many changes are tried before the search follows up those that mend one fault and show the next. Chosen. */
const triedFirst = 4;

/**
 * Tries the candidates for a model's warnings and errors. Nothing runs for a model without any.
 *
 * @returns as soon as enough fixes are proven, nothing is left to try, the time is over, or `request.signal` fires; the
 * result holds what was proven by then. Never rejects for anything the edited code does.
 */
export function proveFixes(request: FixRequest): Promise<FixSearchResult> {
  return new Search(request).run();
}

class Search {
  private readonly proven: ProvenFix[] = [];
  private readonly tried: TriedCandidate[] = [];
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  private readonly enough: number;
  private readonly queue: Candidate[] = [];
  /** The places of the candidates in the order in which they were proposed. */
  private readonly places = new Map<Candidate, number>();
  private total = 0;
  private ended = 0;
  private isOutOfTime = false;
  /** The edits of the candidates that were added, as text. */
  private readonly known = new Set<string>();
  private situation: CandidateContext | undefined;
  private hasFollowedUp = false;

  constructor(private readonly request: FixRequest) {
    this.signal = AbortSignal.any([request.signal, this.stop.signal]);
    this.enough = request.enough ?? usualEnough;
  }

  async run(): Promise<FixSearchResult> {
    const started = performance.now();
    const timer = setTimeout(() => {
      this.isOutOfTime = true;
      this.stop.abort();
    }, this.request.timeLimitSeconds * 1000);
    // A run that has to end gives its thread back later; the caller need not wait for that.
    await Promise.race([this.all(), untilAborted(this.signal)]);
    clearTimeout(timer);
    const untried = this.total - this.ended;
    this.stop.abort();
    return {
      proven: this.ranked(),
      tried: [...this.tried].sort((a, b) => promise(b, this.request.model) - promise(a, this.request.model)),
      untried,
      ended: this.request.signal.aborted ? 'cancelled' : this.isOutOfTime ? 'time-limit' : 'done',
      durationMs: performance.now() - started,
    };
  }

  private async all(): Promise<void> {
    const findings = mendableFindings(this.request.model);
    if (findings.length === 0) return;
    this.situation = await readCandidateContext(this.request);
    this.queue.push(...this.added(withJointCandidate(proposeCandidates(this.situation, findings), findings)));
    await this.work();
    // The search tries two changes at once only where no single one makes the model healthy.
    if (this.isFaulty && !this.hasHealed) {
      const further = followUps(this.situation, [...this.proven, ...this.tried], 'all');
      this.queue.push(...this.added([...further, ...combinations(this.request.model, this.tried, this.proven)]));
      await this.work();
    }
  }

  private get isFaulty(): boolean {
    return listedFaults(this.request.model.findings).length > 0;
  }

  private get hasHealed(): boolean {
    return this.proven.some(({ proof }) => proof.healthy);
  }

  /** Counts those of the candidates that are new, and gives them back. */
  private added(candidates: readonly Candidate[]): readonly Candidate[] {
    const fresh = candidates.filter(({ edits }) => !this.known.has(JSON.stringify(edits)));
    for (const candidate of fresh) {
      this.known.add(JSON.stringify(candidate.edits));
      this.places.set(candidate, this.places.size);
    }
    this.total += fresh.length;
    return fresh;
  }

  /** Puts follow-ups before the changes that are still to try, once, where the most promising ones have not healed. */
  private followUpEarly(): void {
    if (this.hasFollowedUp || this.ended < triedFirst || this.hasHealed || !this.situation || !this.isFaulty) return;
    const further = this.added(followUps(this.situation, [...this.proven, ...this.tried], 'surest'));
    this.hasFollowedUp = further.length > 0;
    this.queue.unshift(...further);
  }

  private async work(): Promise<void> {
    await Promise.all(Array.from({ length: Math.max(1, this.request.workers) }, () => this.worker()));
  }

  private async worker(): Promise<void> {
    for (;;) {
      const isEnough = this.proven.filter(({ proof }) => proof.healthy).length >= this.enough;
      const candidate = this.signal.aborted || isEnough ? undefined : this.queue.shift();
      if (!candidate) return;
      if (this.isSpare(candidate)) this.total--;
      else await this.try(candidate);
    }
  }

  /** A fix differs from it by a number alone. */
  private isSpare({ oneIsEnough, kind }: Candidate): boolean {
    return oneIsEnough === true && this.proven.some(({ proof, candidate }) => proof.healthy && candidate.kind === kind);
  }

  /**
   * The fixes in order: healthy models first, those whose steps suit before others, then the least loss left, then the
   * smallest edit, then the order of the proposals.
   */
  private ranked(): ProvenFix[] {
    const place = ({ candidate }: ProvenFix): number => this.places.get(candidate) ?? Infinity;
    return ranked([...this.proven].sort((a, b) => place(a) - place(b)));
  }

  private async try(candidate: Candidate): Promise<void> {
    const say = (state: FixProgress['state'], text: string): void => {
      if (this.signal.aborted) return;
      this.request.onProgress?.({
        candidate,
        state,
        text,
        ended: this.ended,
        total: this.total,
        proven: this.ranked(),
      });
    };
    say('running', 'starting');
    const outcome = await proveCandidate(candidate, this.request, this.signal, (text) => {
      say('running', text);
    });
    if (!outcome || this.signal.aborted) return;
    this.ended++;
    if (outcome.status === 'proven') {
      this.proven.push(outcome.fix);
      say('proven', outcome.fix.title);
    } else {
      this.tried.push(outcome.tried);
      say('failed', outcome.tried.reason);
    }
    this.followUpEarly();
  }
}

/** In that order; equal ones stay as they are. */
function ranked(fixes: readonly ProvenFix[]): ProvenFix[] {
  const gain = ({ lossLeft }: ProvenFix): number =>
    Math.round(Math.log(Math.max(lossLeft, 1e-6)) / Math.log(thresholds.proof.asGood));
  return [...fixes].sort(
    (a, b) =>
      Number(b.proof.healthy) - Number(a.proof.healthy) ||
      Number(isUneasy(a)) - Number(isUneasy(b)) ||
      gain(a) - gain(b) ||
      sizeOf(a.candidate) - sizeOf(b.candidate),
  );
}

/** Whether an information still says that the steps are too few, too small, or as large as they can be. */
function isUneasy({ after }: ProvenFix): boolean {
  return after.findings.some(({ code }) => /^(?:not-learning|few-steps|update-too-small|update-too-large)$/.test(code));
}

/** The size of a change: its new characters and the places that it edits. */
function sizeOf({ edits }: Candidate): number {
  return edits.reduce((sum, { newText }) => sum + newText.length + 10, 0);
}

/** How near a failed candidate came: the fewer faults are left, the more promising. */
function promise({ after }: TriedCandidate, before: ModelReport): number {
  if (!after) return -Infinity;
  return listedFaults(before.findings).length - listedFaults(after.findings).length;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
