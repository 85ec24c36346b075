/** Types what an expression can stand for: a part of tfjs, or a function, class, instance or object of the file. */

import ts from 'typescript';
import type { FunctionNode } from '../syntax/nodes';
import type { Binding, ScopeTree } from '../syntax/scope';
import { isTfjsModule } from './tfjs-names';

/**
 * `path` leads from the tfjs namespace to the part: `[]` is `tf`, `['layers', 'dense']` is `tf.layers.dense`.
 * A `*` in it stands for a name that is only known at run time.
 */
export type Meaning =
  | { readonly kind: 'tf'; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class' | 'instance'; readonly node: ts.ClassLikeDeclaration }
  | { readonly kind: 'object'; readonly node: ts.ObjectLiteralExpression }
  /** A value of which only the type is known. */
  | { readonly kind: 'typed'; readonly members: ts.NodeArray<ts.TypeElement> }
  /** A name that the file imports from elsewhere. */
  | { readonly kind: 'imported'; readonly from: string }
  /** Certainly nothing of tfjs. */
  | { readonly kind: 'other' };

/** Answers what other expressions of the same file stand for; undefined where the text does not tell. */
export interface KnownMeanings {
  readonly tree: ScopeTree;
  of: (node: ts.Expression) => Meaning | undefined;
  /** The first of these expressions that stands for something of tfjs or of the file. */
  firstOf: (nodes: readonly ts.Expression[]) => Meaning | undefined;
  ofBinding: (binding: Binding) => Meaning | undefined;
  /** The class that `node` extends, when it is one of the file or of tfjs. */
  baseOf: (node: ts.ClassLikeDeclaration) => Meaning | undefined;
  member: (owner: Meaning, name: string) => Meaning | undefined;
}

/** The tfjs namespace. */
export const tfMeaning: Meaning = { kind: 'tf', path: [] };
export const unknownMeaning: Meaning = { kind: 'other' };

/** The meaning of an import of a whole module. */
export function moduleMeaning(specifier: string): Meaning {
  return isTfjsModule(specifier) ? tfMeaning : { kind: 'imported', from: specifier };
}

/** The meaning of a name that is imported as `path` of the module. */
export function importMeaning(specifier: ts.Expression, path: readonly string[], name: string): Meaning | undefined {
  if (!ts.isStringLiteralLike(specifier)) return undefined;
  if (!isTfjsModule(specifier.text)) {
    // A module of the project that exports tfjs again under its usual name.
    return name === 'tf' ? tfMeaning : { kind: 'imported', from: specifier.text };
  }
  // tfjs-layers' inner modules export single factories: `@tensorflow/tfjs-layers/dist/exports_layers`.
  return { kind: 'tf', path: specifier.text.endsWith('/exports_layers') ? ['layers', ...path] : path };
}

/** Whether both stand for the same function, class, instance or object. */
export function isSameMeaning(a: Meaning | undefined, b: Meaning): boolean {
  return a?.kind === b.kind && 'node' in a && 'node' in b && a.node === b.node;
}
