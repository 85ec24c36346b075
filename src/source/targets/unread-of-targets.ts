/** Finds targets of learning by reward that leave out the reward, or the end of an episode, where it is at hand. */

import ts from 'typescript';
import type { UnreadOfTarget } from '../../report/data/unread-targets';
import type { Range } from '../../report/position';
import type { ParsedFile } from '../syntax/parsed-file';
import { rangeOf } from '../syntax/positions';
import { mayTellSteps } from './conditions';
import { discountedAnswers } from './discounted';
import { type Flow, flowOf } from './flow';
import { callsOf, functionOf, nodesIn, type Owner, ownerOf } from './functions';
import { isEndName, isRewardName } from './names';
import { hasRealEnds } from './real-ends';
import { unreadStoredEnd } from './stored-ends';
import { type UnreadVariable, unreadVariable } from './unread-variables';

/** What the targets of a file leave out. */
export interface UnreadInText extends UnreadOfTarget<Range> {
  /** The training calls that get the target. */
  readonly trainedBy: readonly Range[];
}

/**
 * Only what is certain: a discount multiplies what a network says of a state, a training call gets that, nothing on its
 * way may tell the last step of an episode from others, and nothing reads the end, or the reward, that is at hand. One
 * for each function.
 */
export function unreadOfTargets(file: ParsedFile): UnreadInText[] {
  if (!/gamma|discount/i.test(file.text)) return [];
  const found = new Map<Owner, UnreadInText>();
  for (const product of discountedAnswers(file)) {
    const owner = ownerOf(product);
    const flow = flowOf(product, file);
    const unread = found.has(owner) || flow.trainedBy.size === 0 ? undefined : unreadBy(owner, flow, file);
    if (!unread) continue;
    found.set(owner, {
      ...unread,
      target: rangeOf(file.source, product),
      trainedBy: [...flow.trainedBy].map((call) => rangeOf(file.source, call)),
    });
  }
  return [...found.values()];
}

type Unread = Omit<UnreadInText, 'target' | 'trainedBy'>;

function unreadBy(owner: Owner, flow: Flow, file: ParsedFile): Unread | undefined {
  if (!flow.isAdded) {
    const reward = unreadVariable(owner, isRewardName, file);
    return reward && toUnread('reward', reward, file);
  }
  if (flow.isWeighed || !hasRealEnds(file)) return undefined;
  const variable = unreadVariable(owner, isEndName, file);
  const passed = variable ? partsOf(variable, owner, file) : new Set<ts.Node>();
  const isPassed = (node: ts.Node): boolean => passed.has(node);
  const around = [owner, ...flow.owners, ...givenTo(owner, file)];
  if (around.some((node) => mayTellSteps(node, file, isPassed))) return undefined;
  const isNaming = (node: ts.Node): boolean => isPassed(node) || isNamingEnd(node);
  if (calledBy(owner, file).some((made) => mayTellSteps(made, file, isNaming))) return undefined;
  if (variable) return toUnread('end', variable, file);
  const field = unreadStoredEnd(new Set([owner, ...flow.owners]), file);
  return field?.name && ts.isIdentifier(field.name)
    ? { what: 'end', kind: 'field', name: field.name.text, madeAt: rangeOf(file.source, field) }
    : undefined;
}

/** What the text has of a variable that nothing reads: its declaration, what writes it, and what calls give for it. */
function partsOf({ name, declaration, writes }: UnreadVariable, owner: Owner, file: ParsedFile): Set<ts.Node> {
  const at = ts.isParameter(declaration) && !ts.isSourceFile(owner) ? owner.parameters.indexOf(declaration) : -1;
  const given = at < 0 ? [] : callsOf(owner, file).flatMap((call) => call.arguments.slice(at, at + 1));
  return new Set<ts.Node>([ts.isParameter(declaration) ? name : declaration, ...writes, ...given]);
}

/** Whether a node gives an end its name, from which on it is seen by that name. */
function isNamingEnd(node: ts.Node): boolean {
  return (
    (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
    ts.isIdentifier(node.name) &&
    isEndName(node.name.text)
  );
}

function toUnread(what: Unread['what'], { name, declaration }: UnreadVariable, { source }: ParsedFile): Unread {
  const kind = ts.isParameter(declaration) ? 'parameter' : 'variable';
  return { what, kind, name: name.text, madeAt: rangeOf(source, name) };
}

/** What the calls of a function give it, and what made that. */
function givenTo(owner: Owner, file: ParsedFile): ts.Node[] {
  const given = callsOf(owner, file).flatMap((call) => [...call.arguments]);
  const made = given.flatMap((one) =>
    nodesIn(one, ts.isIdentifier).flatMap((name) => {
      const declaration = file.tree.lookup(name)?.declaration;
      return declaration && ts.isVariableDeclaration(declaration) ? (declaration.initializer ?? []) : [];
    }),
  );
  return [...given, ...made];
}

/** The functions of the file that a function calls. */
function calledBy(owner: Owner, file: ParsedFile): ts.Node[] {
  return nodesIn(owner, ts.isCallExpression).flatMap((call) => functionOf(call, file) ?? []);
}
