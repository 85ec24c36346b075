/**
 * Tells from the names in the bare text whether the numbers that a critic learns are rewards, which are to be raised,
 * or costs, which are to be lowered: the numbers themselves do not say.
 */

/** A comment, or a string whose words are no names; a quote in a comment begins no string. */
const noCode = /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*"/g;

/** Names of what an agent is to get the most of; `return` alone is a word of the language. */
const rewards = /reward|\badvantages?\b|[a-z]Advantages?\b|\breturns\b|[a-z]_?Returns?\b/i;

/**
 * What may be lowered on purpose, wherever it is named: a cost, or what another net gets of a game that only one of the
 * two can win.
 */
const costs = new RegExp(
  'cost|penalt|energ(?:y|ies)|regret|expens|punish|damage|hazard|toxic|' +
    'advers|opponent|attack|disturb|worst|zero-?sum|minimax',
  'i',
);

/** A reward, also by the short names that its place in a buffer has. */
const reward = String.raw`(?:[\w.]*reward\w*|(?:\w+\.)*\br(?:ew)?\b)`;

/** Rewards whose sign is turned before the critic gets them. */
const turned = new RegExp(
  [
    'neg(?:ative|ated)?_?reward',
    'minus_?reward',
    String.raw`(?:[=(,:?[{>\d]|\breturn)\s*-\s*${reward}`,
    String.raw`${reward}(?:\.\w+|\[\w+\])*\s*[*/]\s*-`,
    String.raw`${reward}(?:\[\w+\]|\(\w*\))*\.(?:neg\(|(?:mul|div)\(\s*(?:tf\.scalar\(\s*)?-)`,
    String.raw`neg\(\s*${reward}`,
    String.raw`scalar\([^)]*\)\.sub\(\s*${reward}`,
  ].join('|'),
  'i',
);

/** Whether the code names rewards, and neither costs nor rewards whose sign is turned. */
export function namesRewardsAlone(texts: readonly string[]): boolean {
  if (texts.some((text) => costs.test(text) || turned.test(text))) return false;
  return texts.some((text) => rewards.test(text.replace(noCode, '')));
}
