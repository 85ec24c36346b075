/** Follows a value forwards through the text of a file, to the training calls that get it. */

import ts from 'typescript';
import { enclosingFunction, type FunctionNode, isFunctionNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { isConstantProduct, isProduct } from './discounted';
import {
  callsOf,
  calleeText,
  functionOf,
  isAssigning,
  isInline,
  namesIn,
  type Owner,
  ownerOf,
  rootOf,
} from './functions';

const training: ReadonlySet<string> = new Set([
  ...['minimize', 'applyGradients', 'fit', 'trainOnBatch', 'variableGrads', 'computeGradients'],
]);
const adding: ReadonlySet<string> = new Set(['add', 'addN', 'addStrict']);
const filling: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'fill', 'splice']);
const walking: ReadonlySet<string> = new Set(['map', 'forEach', 'reduce', 'flatMap']);

/** What becomes of a value. */
export interface Flow {
  /** The training calls that get it. */
  readonly trainedBy: ReadonlySet<ts.CallExpression>;
  /** The functions that it goes through. */
  readonly owners: ReadonlySet<Owner>;
  /** Whether anything is added to it. */
  readonly isAdded: boolean;
  /** Whether anything but a number multiplies it before a training call gets it. */
  readonly isWeighed: boolean;
}

/** Follows a value by names alone, whatever the order in which the code runs. */
export function flowOf(value: ts.Expression, file: ParsedFile): Flow {
  const follower = new Follower(file);
  follower.follow(value);
  return follower;
}

class Follower implements Flow {
  readonly trainedBy = new Set<ts.CallExpression>();
  readonly owners = new Set<Owner>();
  isAdded = false;
  isWeighed = false;
  readonly #seen = new Set<ts.Node>();
  /** The uses to look at, and whether the value came there as an argument, whose call stands for what comes of it. */
  readonly #open: [use: ts.Node, isGiven: boolean][] = [];
  #isGiven = false;

  constructor(private readonly file: ParsedFile) {}

  follow(value: ts.Expression): void {
    this.#open.push([value, false]);
    for (let one = this.#open.shift(); one; one = this.#open.shift()) {
      const [use, isGiven] = one;
      if (this.#seen.has(use)) continue;
      this.#seen.add(use);
      this.#isGiven = isGiven;
      this.owners.add(ownerOf(use));
      let next: ts.Node | undefined = use;
      while (next) next = this.#above(next);
    }
  }

  /** Notes what the node around one does with it, and gives the node that has the value as well. */
  #above(at: ts.Node): ts.Node | undefined {
    const { parent } = at;
    if (ts.isVariableDeclaration(parent)) {
      this.#names(parent.name);
      return undefined;
    }
    if (ts.isForOfStatement(parent)) {
      const { initializer } = parent;
      if (ts.isVariableDeclarationList(initializer)) this.#names(initializer.declarations[0].name);
      return undefined;
    }
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === at))
      return this.#leave(enclosingFunction(at));
    if (ts.isBinaryExpression(parent)) return this.#computed(parent, at);
    if (ts.isCallExpression(parent)) return parent.expression === at ? this.#received(parent) : this.#given(parent, at);
    return ts.isStatement(parent) || isFunctionNode(parent) || ts.isSourceFile(parent) ? undefined : parent;
  }

  #names(pattern: ts.BindingName, isGiven = this.#isGiven): void {
    for (const name of namesIn(pattern)) this.#uses(name, isGiven);
  }

  /** Follows all uses of a name. */
  #uses(name: ts.Identifier | undefined, isGiven = this.#isGiven): void {
    const binding = name && this.file.tree.lookup(name);
    for (const use of binding ? this.file.tree.references(binding) : []) this.#open.push([use, isGiven]);
  }

  /** From what a function returns to where it is called, or to the call that gets the function. */
  #leave(made: FunctionNode | undefined): ts.Node | undefined {
    if (!made) return undefined;
    if (isInline(made)) return made;
    const isNested = enclosingFunction(made) !== undefined;
    if (ts.isVariableDeclaration(made.parent) && (isNested || !this.#isGiven)) this.#names(made.parent.name);
    else if (this.#isGiven) return undefined;
    else if (made.name && ts.isIdentifier(made.name) && ts.isFunctionDeclaration(made)) this.#uses(made.name);
    else for (const call of callsOf(made, this.file)) this.#open.push([call, false]);
    return undefined;
  }

  #computed(parent: ts.BinaryExpression, at: ts.Node): ts.Node | undefined {
    const { kind } = parent.operatorToken;
    if (isAssigning(parent)) {
      if (parent.left === at) return undefined;
      this.#uses(rootOf(parent.left));
    }
    if (kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.PlusEqualsToken) this.isAdded = true;
    if (isProduct(parent)) this.#weighed(parent);
    return parent;
  }

  #weighed(product: ts.Expression): void {
    this.isWeighed ||= !isConstantProduct(product) && !isInTraining(product);
  }

  /** A call of a method of the value. */
  #received(call: ts.CallExpression): ts.Node {
    this.#operate(call);
    if (walking.has(calleeText(call)))
      for (const made of call.arguments)
        if (isFunctionNode(made)) for (const { name } of made.parameters.slice(0, 2)) this.#names(name);
    return call;
  }

  /** A call that gets the value as an argument. */
  #given(call: ts.CallExpression, at: ts.Node): ts.Node | undefined {
    const name = calleeText(call);
    if (training.has(name)) {
      this.trainedBy.add(call);
      return name === 'variableGrads' || name === 'computeGradients' ? call : undefined;
    }
    const made = functionOf(call, this.file);
    const parameter = made?.parameters.at(call.arguments.indexOf(at as ts.Expression));
    if (parameter) this.#names(parameter.name, true);
    this.#operate(call);
    if (!filling.has(name) || !ts.isPropertyAccessExpression(call.expression)) return call;
    this.#uses(rootOf(call.expression.expression));
    return undefined;
  }

  #operate(call: ts.CallExpression): void {
    if (adding.has(calleeText(call))) this.isAdded = true;
    if (isProduct(call)) this.#weighed(call);
  }
}

/** Whether a node lies in what a training call gets, such as its function of the loss. */
function isInTraining(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent)
    if (ts.isCallExpression(at) && training.has(calleeText(at))) return true;
  return false;
}
