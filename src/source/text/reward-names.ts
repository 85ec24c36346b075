/**
 * Tells from the names in the bare text whether the numbers that a critic learns are rewards, which are to be raised,
 * or costs, which are to be lowered: the numbers themselves do not say.
 */

/** A comment, or a string whose words are no names; a quote in a comment begins no string. */
const noCode = /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*"/g;

/** Names of what an agent is to get the most of; `return` alone is a word of the language. */
const rewards = /reward|advantages?\b|\breturns\b|[a-z]Returns?\b|[a-z]_returns?\b/i;

/**
 * What may be lowered on purpose, wherever it is named: a cost, or what another net gets of a game that only one of the
 * two can win.
 */
const costs =
  /costs?(?![a-z])|penalt|energ(?:y|ies)|regret|expens|punish|damage|hazard|toxic|advers|opponent|attack|disturb|worst|zero-?sum|minimax/i;

/** Rewards whose sign is turned before the critic gets them. */
const turned =
  /neg(?:ative|ated)?_?reward|minus_?reward|(?:[=(,:?[{>]|\breturn)\s*-\s*[\w.]*reward|reward\w*(?:\.\w+|\[\w+\])*\.(?:neg\(|mul\(\s*-)|neg\([\w.]*reward/i;

/** Whether the code names rewards, and neither costs nor rewards whose sign is turned. */
export function namesRewardsAlone(texts: readonly string[]): boolean {
  if (texts.some((text) => costs.test(text) || turned.test(text))) return false;
  return texts.some((text) => rewards.test(text.replace(noCode, '')));
}
