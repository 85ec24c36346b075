/** Tells by its name what a value of learning by reward is: a discount, an end of an episode, a reward. */

const discounts = /gamma|discount/i;
const rewards: ReadonlySet<string> = new Set(['reward', 'rewards']);
const ends: ReadonlySet<string> = new Set([
  ...['done', 'dones', 'terminal', 'terminals', 'terminated', 'terminates', 'finished', 'ended', 'ends', 'over'],
]);
/** Words that say no more than where a value comes from, or what holds it. */
const fillers: ReadonlySet<string> = new Set([
  ...['is', 'are', 'was', 'has', 'the', 'a', 'game', 'episode', 'episodes', 'batch', 'sampled', 'mini', 'step'],
  ...['tensor', 'tensors', 't', 'b', 'd', 's', 'tf', 'array', 'arr', 'list', 'flag', 'flags', 'value', 'values'],
]);
/** Words of names that may stand for an end in some other form. */
const endLike: ReadonlySet<string> = new Set([
  ...ends,
  ...[
    'end',
    'ending',
    'terminate',
    'termination',
    'nonterminal',
    'not',
    'non',
    'alive',
    'live',
    'lives',
    'dead',
    'died',
  ],
  ...['mask', 'masks', 'masked', 'absorbing', 'final', 'finals', 'finish', 'continue', 'continues', 'continuing'],
  ...[
    'valid',
    'invalid',
    'truncated',
    'fail',
    'failed',
    'failure',
    'crashed',
    'crash',
    'goal',
    'won',
    'lost',
    'status',
  ],
  ...['ongoing', 'running', 'active', 'bootstrap', 'bootstraps', 'keep', 'stop', 'stopped', 'terms', 'term'],
]);
/** Words of names that count steps. */
const counters: ReadonlySet<string> = new Set([
  ...['t', 'i', 'j', 'k', 'n', 'step', 'steps', 'time', 'tick', 'ticks', 'turn', 'turns', 'count', 'counter', 'moves'],
  ...['age', 'elapsed', 'length', 'max', 'limit', 'horizon', 'frame', 'frames', 'episode', 'iteration', 'iterations'],
]);

/** The words of a name, in small letters: `nextStates`, `next_states` and `NEXT_STATES` have the same. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .flatMap((part) => part.split(/\s+/))
    .map((word) => word.toLowerCase().replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

function isNamed(name: string, after: ReadonlySet<string>): boolean {
  const words = wordsOf(name).filter((word) => !fillers.has(word));
  return words.length === 1 && after.has(words[0]);
}

export function isDiscountName(name: string): boolean {
  return discounts.test(name);
}

/** Whether a name is that of a reward of single steps; sums and means of rewards have names of other words as well. */
export function isRewardName(name: string): boolean {
  return isNamed(name, rewards) && !/episode/i.test(name);
}

/** Whether a name says plainly that an episode has ended: `done`, `isTerminal`, `gameOver`. */
export function isEndName(name: string): boolean {
  return isNamed(name, ends);
}

/** Whether a name is that of a call which lets an environment go on by a step; it gives more than a program needs. */
export function isActingName(name: string): boolean {
  return /step|act\b|play|move|perform|tick|advance/i.test(name);
}

/** Whether a name may hold an end in some form, such as a mask. */
export function mayHoldEnd(name: string): boolean {
  return wordsOf(name).some((word) => endLike.has(word));
}

/** Whether a name counts steps, or limits them. */
export function isCounterName(name: string): boolean {
  return wordsOf(name).every((word) => counters.has(word) || fillers.has(word));
}
