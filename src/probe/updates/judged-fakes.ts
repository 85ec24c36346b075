/**
 * Compares the two steps of nets against each other, such as those of a GAN: which way the step of the judge, and that
 * of the net that makes its fakes, push what the judge says of fakes. They have to push it in opposite directions, and
 * each has to train its own net alone.
 */

import type { LossSlip } from '../losses/step-losses';
import type { JudgedCall, Push } from '../tape/model-calls';
import type { Model } from '../tfjs/internals';

/** So many steps of the maker meet one of the judge before they count. */
const leastTurns = 10;
/** Nearly all of them have to go the same way. Chosen: labels of a few steps may be swapped on purpose. */
const mostTurns = 0.9;
/**
 * Two steps with the same loss push with sizes whose ratio is the same in all turns, but for what the judge learns
 * between them: the middle eighty percent differ at most by this factor. Chosen: losses with other targets differ by
 * more as the judge learns.
 */
const steady = 1.5;

/** A step of a loop. */
export interface JudgedStep {
  /** Tells the steps of a loop apart; undefined where user code applies the gradients itself. */
  readonly key: string | undefined;
  readonly calls: readonly JudgedCall[];
  /** Whether the step has gradients for weights of the model. */
  readonly trains: (model: Model) => boolean;
  /** Whether the two models have a layer in common. */
  readonly shareLayers: (one: Model, other: Model) => boolean;
}

/** The turns of one step that trains a maker of fakes. */
interface Turns {
  all: number;
  /** In which both steps push what the judge says of fakes the same way ... */
  same: number;
  /** ... or in opposite ways. */
  opposite: number;
  /** In which the step trains the judge as well, whose own step leaves the maker alone. */
  both: number;
  /** The sizes of pushes that go the same way, divided by those of the judge's step. */
  readonly ratios: number[];
}

/** What a judge's own step pushes. */
interface OwnPush extends Push {
  /** Whether the step trains the maker of the fakes as well. */
  readonly trainsMaker: boolean;
}

/** What a judge's own steps last did. */
interface Judge {
  ofReal: Push | undefined;
  readonly ofFakes: Map<Model, OwnPush>;
  readonly turns: Map<string, Turns>;
  /** Whether a step has trained it. */
  isTrained: boolean;
  /** Whether a step has trained a maker by what it says. */
  isAsked: boolean;
  /** How many of its own steps told data and fakes, and how many of these pushed both the same way. */
  readonly own: { all: number; alike: number };
}

type Slip = Omit<LossSlip, 'stack'>;

export class JudgedFakes {
  readonly #judges = new WeakMap<Model, Judge>();
  /** The steps that may get a slip next time. */
  readonly #suspects = new Set<string>();

  /** Whether the place of the loss will count in the next step of this key. */
  expects(key: string | undefined): boolean {
    return this.#suspects.has(key ?? '');
  }

  /**
   * Whether the step trains a judge on data alone, or on fakes alone. Of a judge that knows nothing yet, two such
   * steps push in opposite directions, and both are right.
   */
  isHalf({ calls, trains }: JudgedStep): boolean {
    return calls.some(({ judge, maker }) => {
      const isOfOneKind = calls.every((call) => call.judge !== judge || Boolean(call.maker) === Boolean(maker));
      const hasFakes = maker ? !trains(maker) : (this.#judges.get(judge)?.ofFakes.size ?? 0) > 0;
      return isOfOneKind && hasFakes && trains(judge);
    });
  }

  /** Notes a step of a compiled model. One that was trained before a step asked it is none that trains in turns. */
  addCompiled(model: Model): void {
    const known = this.#judges.get(model);
    if (known) known.isTrained = true;
  }

  /** Notes a step, after its backward pass. */
  add(step: JudgedStep): Slip | undefined {
    let slip: Slip | undefined;
    for (const judge of new Set(step.calls.map((call) => call.judge))) slip ??= this.#addOf(judge, step);
    return slip;
  }

  #addOf(judge: Model, step: JudgedStep): Slip | undefined {
    const calls = step.calls.filter((call) => call.judge === judge);
    const real = together(calls.filter(({ maker }) => !maker));
    const known = this.#judges.get(judge) ?? {
      ofReal: undefined,
      ofFakes: new Map(),
      turns: new Map(),
      isTrained: false,
      isAsked: false,
      own: { all: 0, alike: 0 },
    };
    this.#judges.set(judge, known);
    const trainsJudge = step.trains(judge);
    if (real && trainsJudge) known.ofReal = real;
    known.isTrained ||= trainsJudge;
    let slip: Slip | undefined;
    let isJudged = false;
    for (const maker of new Set(calls.flatMap((call) => call.maker ?? []))) {
      const ofMaker = calls.filter((call) => call.maker === maker);
      const fakes = together(ofMaker);
      if (!fakes || step.shareLayers(judge, maker)) continue;
      const trainsMaker = step.trains(maker);
      known.isAsked ||= trainsMaker && !trainsJudge;
      isJudged ||= trainsMaker && !trainsJudge && known.isTrained;
      if (trainsJudge && real && real.sign * fakes.sign < 0) slip ??= { kind: 'judges', operation: '', shapes: [] };
      if (trainsJudge && real && !trainsMaker) slip ??= this.#ownStep(known, real, fakes, step.key ?? '');
      if (trainsJudge && (real ?? !trainsMaker)) known.ofFakes.set(maker, { ...fakes, trainsMaker });
      else if (trainsMaker && !real && (step.key !== undefined || !trainsJudge))
        slip ??= this.#turn(known, maker, fakes, step.key ?? '', {
          trainsJudge,
          isAlone: ofMaker.every(({ isAlone }) => isAlone),
        });
    }
    if (!trainsJudge && known.isTrained && calls.some(({ copied }) => copied && step.trains(copied)))
      slip ??= this.#detached(step.key ?? '');
    return slip ?? (isJudged ? { kind: 'judged', operation: '', shapes: [] } : undefined);
  }

  /** A step that is to tell data from fakes, and pushes what the judge says of both the same way each time. */
  #ownStep({ own, isAsked }: Judge, real: Push, fakes: Push, key: string): Slip | undefined {
    own.all++;
    if (real.sign * fakes.sign > 0) own.alike++;
    if (own.alike < mostTurns * own.all) return undefined;
    if (own.all >= leastTurns - 1) this.#suspects.add(key);
    if (own.all < leastTurns || !isAsked) return undefined;
    return { kind: 'judge-alike', operation: fakes.sign > 0 ? 'lower' : 'raise', shapes: [] };
  }

  /** Reported from the second time on, when the place of the loss is known. */
  #detached(key: string): Slip | undefined {
    const isKnown = this.#suspects.has(key);
    this.#suspects.add(key);
    return isKnown ? { kind: 'detached', operation: '', shapes: [] } : undefined;
  }

  #turn(
    { ofReal, ofFakes, turns: all }: Judge,
    maker: Model,
    push: Push,
    key: string,
    { trainsJudge, isAlone }: { readonly trainsJudge: boolean; readonly isAlone: boolean },
  ): Slip | undefined {
    const judged = ofFakes.get(maker);
    if (!ofReal || !judged) return undefined;
    const turns = all.get(key) ?? { all: 0, same: 0, opposite: 0, both: 0, ratios: [] };
    all.set(key, turns);
    turns.all++;
    if (trainsJudge && !judged.trainsMaker) turns.both++;
    const isApart = ofReal.sign * judged.sign < 0;
    if (isApart && push.sign === judged.sign) {
      turns.same++;
      turns.ratios.push(push.size / judged.size);
    } else if (isApart && push.sign === -judged.sign) turns.opposite++;
    const isMost = (count: number): boolean => count >= mostTurns * turns.all && turns.all >= leastTurns;
    // A net that is to be recognized, such as one that hides a mark in pictures, has to keep to something else too.
    if (isAlone && turns.all >= leastTurns - 1 && turns.same >= mostTurns * turns.all) this.#suspects.add(key);
    if (isAlone && isMost(turns.same) && isSteady(turns.ratios))
      return { kind: 'same-goal', operation: judged.sign > 0 ? 'lower' : 'raise', shapes: [] };
    return isMost(turns.opposite) && isMost(turns.both)
      ? { kind: 'judge-too', operation: 'minimize', shapes: [] }
      : undefined;
  }
}

function isSteady(ratios: readonly number[]): boolean {
  const sorted = [...ratios].sort((a, b) => a - b);
  const margin = Math.floor(sorted.length / 10);
  return sorted[sorted.length - 1 - margin] <= steady * sorted[margin];
}

/** What several calls push together; undefined for none. */
function together(calls: readonly JudgedCall[]): Push | undefined {
  if (calls.length === 0) return undefined;
  const [{ sign }] = calls.map(({ push }) => push);
  return {
    sign: calls.every(({ push }) => push.sign === sign) ? sign : 0,
    size: calls.reduce((sum, { push }) => sum + push.size, 0) / calls.length,
  };
}
