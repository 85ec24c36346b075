/** Gives a layer's class weights of its own, made in `build`, for those that its `call` makes anew. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import { indentOf, insertBefore } from '../basics/line-before';
import { lineEndOf, quoted } from '../basics/quotes';
import { replaceNode } from '../basics/settings';
import { tfName } from '../basics/tf-names';
import { bareExpression } from '../../tracing/traced';
import { isFreeOf, type RenewedWeights } from './renewed-weights';

/** What every layer of tfjs has under such a name. */
const ofEveryLayer = /^(?:name|dtype|weights|input|output|states|built|losses|updates|trainable|stateful)$/;

/** Prettier's own limit is 80, that of many projects 100 to 120. */
const longestLine = 110;

/** Settings of initializers by the function that draws numbers in the same way, in the order of its arguments. */
const settingsOf: Readonly<Partial<Record<string, readonly [name: string, usual: number][]>>> = {
  randomNormal: [['mean', 0], ['stddev', 1]], // prettier-ignore
  truncatedNormal: [['mean', 0], ['stddev', 1]], // prettier-ignore
  randomUniform: [['minval', 0], ['maxval', 1]], // prettier-ignore
};

/**
 * @param all weights that methods of the class make
 * @returns undefined where a shape or a start reads what is local to the method, other than the sizes of its input
 */
export function addWeights(all: readonly RenewedWeights[], node: ts.ClassLikeDeclaration): TextEdit[] | undefined {
  const [{ parsed }] = all;
  const { source, text } = parsed;
  const isTyped = /\.[cm]?tsx?$/.test(parsed.file);
  const builds = node.members.find((one): one is ts.MethodDeclaration => isNamed(one, 'build', source));
  const given = builds?.parameters.at(0)?.name;
  const shape = builds ? (given && ts.isIdentifier(given) ? given.text : undefined) : 'inputShape';
  const [type, shapeType] = [tfName(parsed, ['LayerVariable']), tfName(parsed, ['Shape'])];
  const made = all.map((weights) => weightOf(weights, node, shape, isTyped));
  const known = made.flatMap((one) => one ?? []);
  const firstMethod = node.members.find((one) => !ts.isPropertyDeclaration(one));
  const method = node.members.find((one) => one.pos <= all[0].maker.pos && all[0].maker.end <= one.end);
  if (known.length < made.length || !method || !firstMethod || type === undefined) return undefined;
  const names = known.map(({ name }) => name);
  if (
    new Set(names).size < names.length ||
    node.members.some((one) => names.some((name) => isNamed(one, name, source)))
  )
    return undefined;
  const end = lineEndOf(text);
  const outer = indentOf(parsed, method);
  const inner = outer === '' ? '  ' : outer + (outer.startsWith('\t') ? '\t' : '  ');
  // Members that a blank line parts stay so.
  const gap = /\n[^\S\n]*\r?\n/.test(text.slice(method.pos, method.getStart(source))) ? end : '';
  const statements = known.map((weight) => `${end}${inner}${additionOf(weight, end + inner)}`).join('');
  const fields = names.map((name) => insertBefore(parsed, firstMethod, `private ${name}!: ${type};`));
  const last = fields.at(-1);
  const spaced = last && [
    ...fields.slice(0, -1),
    { ...last, newText: `${last.newText.trimEnd()}${end}${end}${outer}` },
  ];
  const override = ts.canHaveModifiers(method) && /\boverride\b/.test(method.getText(source).split('(')[0]);
  const head = isTyped ? `${override ? 'override ' : ''}build(inputShape: ${shapeType}): void` : 'build(inputShape)';
  const built = `${head} {${statements}${end}${inner}super.build(inputShape);${end}${outer}}${gap}`;
  const start = builds?.body && builds.body.getStart(source) + 1;
  return [
    ...(isTyped ? (spaced ?? []) : []),
    start === undefined
      ? insertBefore(parsed, method, built)
      : { file: parsed.file, range: rangeBetween(source, start, start), newText: statements },
    ...known.map(({ edit }) => edit),
  ];
}

function isNamed({ name }: ts.ClassElement, text: string, source: ts.SourceFile): boolean {
  return name?.getText(source) === text;
}

interface LayerWeight {
  readonly name: string;
  /** `this.kernel` */
  readonly target: string;
  /** What `addWeight` is given. */
  readonly given: readonly string[];
  /** What the method reads instead. */
  readonly edit: TextEdit;
}

/** The statement that adds the weight, over several lines where one would be long. */
function additionOf({ target, given }: LayerWeight, line: string): string {
  const text = `${target} = this.addWeight(${given.join(', ')});`;
  if (line.length + text.length <= longestLine) return text;
  const step = line.endsWith('\t') ? '\t' : '  ';
  return `${target} = this.addWeight(${given.map((one) => `${line}${step}${one},`).join('')}${line});`;
}

function weightOf(
  weights: RenewedWeights,
  node: ts.ClassLikeDeclaration,
  shape: string | undefined,
  isTyped: boolean,
): LayerWeight | undefined {
  const { parsed, expression, declared } = weights;
  const drawn = drawnBy(expression);
  const wanted = drawn?.call.arguments?.at(0);
  const sizes = wanted && ts.isArrayLiteralExpression(wanted) ? wanted.elements : undefined;
  if (!drawn || !sizes) return undefined;
  const written = sizes.map((size) => sizeInBuild(size, weights, node, shape, isTyped));
  const start = initializerText(drawn, weights, node);
  if (start === undefined || written.some((size) => size === undefined)) return undefined;
  const called = declared?.name.text ?? 'kernel';
  const name = ofEveryLayer.test(called) ? `${called}Variable` : called;
  const label = quoted(name, parsed.text);
  const rank = drawn.call.typeArguments?.at(0)?.getText(parsed.source);
  const tensor = tfName(parsed, ['Tensor']);
  const cast = ts.isAsExpression(expression)
    ? ` as ${expression.type.getText(parsed.source)}`
    : rank === undefined || tensor === undefined
      ? ''
      : ` as ${tensor}<${rank}>`;
  const read = `this.${name}.read()${cast}`;
  return {
    name,
    target: `this.${name}`,
    given: [label, `[${written.join(', ')}]`, quoted('float32', parsed.text), start],
    edit: replaceNode({ parsed, node: expression, callers: [] }, declared || cast === '' ? read : `(${read})`),
  };
}

interface Drawn {
  /** `tf.randomNormal([4, 1])` */
  readonly call: CallNode;
  /** By what the code multiplies the numbers then. */
  readonly factor: number;
}

/** The call that draws the numbers, and by what `.mul(0.3)` and the like scale them; undefined for other arithmetic. */
function drawnBy(expression: ts.Expression): Drawn | undefined {
  const bare = bareExpression(expression);
  if (!ts.isCallExpression(bare)) return undefined;
  const name = calleeName(bare).getText();
  if (settingsOf[name]) return { call: bare, factor: 1 };
  const [given] = bare.arguments;
  if (name === 'variable') return drawnBy(given);
  if (!/^(?:mul|div)$/.test(name) || !ts.isPropertyAccessExpression(bare.expression)) return undefined;
  const inner = drawnBy(bare.expression.expression);
  const by = numberOf(given);
  return inner && by !== undefined
    ? { ...inner, factor: name === 'mul' ? inner.factor * by : inner.factor / by }
    : undefined;
}

/** `tf.initializers.randomNormal({ stddev: 0.3 })` */
function initializerText(
  { call, factor }: Drawn,
  { parsed }: RenewedWeights,
  node: ts.ClassLikeDeclaration,
): string | undefined {
  const name = calleeName(call).getText(parsed.source);
  const maker = tfName(parsed, ['initializers', name]);
  const settings = (settingsOf[name] ?? []).map(([setting, usual], index) => {
    const given = call.arguments?.at(index + 1);
    const value = given ? numberOf(given) : usual;
    if (value !== undefined) return setting === 'mean' && value === 0 ? '' : `${setting}: ${scaled(value, factor)}`;
    const isKept = given && factor === 1 && isFreeOf(node, given, parsed, true);
    return isKept ? `${setting}: ${given.getText(parsed.source)}` : undefined;
  });
  if (maker === undefined || settings.some((one) => one === undefined)) return undefined;
  return `${maker}({ ${settings.filter((one) => one !== '').join(', ')} })`;
}

function scaled(value: number, factor: number): string {
  return String(Number((value * factor).toPrecision(6)));
}

/** A number that the text writes out, with its sign. */
function numberOf(node: ts.Expression): number | undefined {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = numberOf(node.operand);
    return value === undefined ? undefined : -value;
  }
  return ts.isNumericLiteral(node) ? Number(node.text) : undefined;
}

/** A size as `build` reads it: `x.shape[1]` of the layer's input becomes `inputShape[1]`. */
function sizeInBuild(
  size: ts.Expression,
  { parsed, maker }: RenewedWeights,
  node: ts.ClassLikeDeclaration,
  shape: string | undefined,
  isTyped: boolean,
): string | undefined {
  if (isFreeOf(node, size, parsed, true)) return size.getText(parsed.source);
  const bare = bareExpression(valueOf(size, parsed));
  const sides = sidesOfAccess(bare);
  const holder = sides && bareExpression(valueOf(sides.of, parsed));
  if (!holder || !ts.isPropertyAccessExpression(holder) || holder.name.text !== 'shape' || shape === undefined)
    return undefined;
  const input = maker.parameters.at(0)?.name;
  if (!input || !ts.isIdentifier(input) || !isInput(holder.expression, input, parsed)) return undefined;
  const index = sides.index < 0 ? `${shape}.length - ${-sides.index}` : String(sides.index);
  return `${shape}[${index}]${isTyped ? ' as number' : ''}`;
}

/** What a name stands for, or the expression itself. */
function valueOf(node: ts.Expression, { tree }: RenewedWeights['parsed']): ts.Expression {
  const bare = bareExpression(node);
  const declaration = ts.isIdentifier(bare) ? tree.lookup(bare)?.declaration : undefined;
  const isPlain = declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name);
  return isPlain && declaration.initializer ? declaration.initializer : bare;
}

/** The two sides of `shape[1]`, `shape.at(-1)` or `shape[shape.length - 1]`; undefined for the size of the batch. */
function sidesOfAccess(node: ts.Expression): { readonly of: ts.Expression; readonly index: number } | undefined {
  if (ts.isElementAccessExpression(node)) {
    const { argumentExpression: given, expression } = node;
    const fromEnd = new RegExp(`^${escaped(expression.getText())}\\.length\\s*-\\s*([1-9])$`).exec(given.getText());
    const index = fromEnd ? -Number(fromEnd[1]) : numberOf(given);
    return index === undefined || index === 0 ? undefined : { of: expression, index };
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const index = node.expression.name.text === 'at' ? numberOf(node.arguments[0]) : undefined;
  return index === undefined || index === 0 ? undefined : { of: node.expression.expression, index };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether an expression is the one tensor that a layer is given: `inputs`, `inputs[0]`, or a name for these. */
function isInput(node: ts.Expression, input: ts.Identifier, parsed: RenewedWeights['parsed']): boolean {
  const bare = bareExpression(node);
  if (ts.isIdentifier(bare)) {
    const declaration = parsed.tree.lookup(bare)?.declaration;
    if (declaration === input.parent) return true;
    const value = valueOf(bare, parsed);
    return value !== bare && isInput(value, input, parsed);
  }
  if (ts.isConditionalExpression(bare))
    return isInput(bare.whenTrue, input, parsed) && isInput(bare.whenFalse, input, parsed);
  return (
    ts.isElementAccessExpression(bare) &&
    numberOf(bare.argumentExpression) === 0 &&
    isInput(bare.expression, input, parsed)
  );
}
