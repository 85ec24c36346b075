/** Gathers evidence from a value's uses as a setting of a layer, a model or a compile call. */

import ts from 'typescript';
import type { Meanings } from '../meaning/meanings';
import { textOf } from '../syntax/nodes';
import type { Evidence } from './evidence';
import { roleKind } from './name-guess';
import { shapeTakers } from './telling-names';

/** Height, width and channels. */
const imageAxes = 3;

export class SettingEvidence {
  constructor(private readonly meanings: Meanings) {}

  /** The value of a setting: `units: p`, `inputShape: p`. */
  addRole(role: string | undefined, config: ts.Node, evidence: Evidence): void {
    if (role === undefined) return;
    const kind = roleKind(role);
    if (kind === 'shape') evidence.shapeOf ??= this.layerOf(config);
    else if (kind === 'number') evidence.number = betterRole(evidence.number, role);
    else if (kind === 'string') evidence.string = betterRole(evidence.string, role);
    else if (kind === 'boolean') evidence.boolean = true;
    else if (kind === 'object') evidence.alive = true;
  }

  /** The whole config, or what is spread into it: `dense({ ...p })`. */
  addConfig(config: ts.Node, evidence: Evidence): void {
    evidence.object = true;
    const kind = this.layerOf(config);
    if (kind) evidence.config ??= kind;
  }

  /** The kind of layer that takes an object literal as its config; empty where the text does not show it. */
  layerOf(config: ts.Node): string {
    const call = config.parent;
    const callee = ts.isCallExpression(call) ? this.meanings.of(call.expression) : undefined;
    return callee?.kind === 'tf' && callee.path[0] === 'layers' ? (callee.path[1] ?? '') : '';
  }

  /** `inputShape: [p]`, `kernelSize: [p, p]`, `tf.zeros([p])`. */
  addListElement(use: ts.Expression, list: ts.ArrayLiteralExpression, evidence: Evidence): void {
    const around = list.parent;
    const role = ts.isPropertyAssignment(around) ? textOf(around.name) : undefined;
    const kind = role === undefined ? undefined : roleKind(role);
    if (kind === 'shape') evidence.number ??= isSideOfImage(use, list, role) ? 'side' : 'dim';
    else if (kind === 'number') evidence.number ??= role;
    else if (kind === 'object') evidence.alive = true;
    else if (ts.isCallExpression(around) && around.arguments[0] === list) {
      const callee = this.meanings.of(around.expression);
      if (callee?.kind === 'tf' && shapeTakers.has(callee.path[0] ?? '')) evidence.number ??= 'dim';
    }
  }

  /** `inputShape: [...p]` */
  addSpread(spread: ts.SpreadElement, evidence: Evidence): void {
    evidence.array = true;
    const list = spread.parent;
    const around = list.parent;
    if (
      ts.isArrayLiteralExpression(list) &&
      ts.isPropertyAssignment(around) &&
      roleKind(textOf(around.name) ?? '') === 'shape'
    ) {
      evidence.shapeOf ??= this.layerOf(around.parent);
      // `[...size, 3]` is the shape of an image: `size` gives the other axes.
      if (list.elements.length > 1) evidence.rank = Math.max(evidence.rank, imageAxes - (list.elements.length - 1));
    }
  }
}

/** The role that says more: a setting, rather than plain arithmetic or a comparison, whose role is an empty string. */
export function betterRole(known: string | undefined, role: string): string {
  return known === undefined || known === '' ? role : known;
}

/** `inputShape: [side, side, 3]`. */
function isSideOfImage(use: ts.Expression, { elements }: ts.ArrayLiteralExpression, role: string | undefined): boolean {
  return (
    (role === 'inputShape' || role === 'shape') &&
    elements.length === imageAxes &&
    elements.indexOf(use) < imageAxes - 1
  );
}
