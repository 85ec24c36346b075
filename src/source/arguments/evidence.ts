/** Holds what the uses of a value in the code say about its kind. */

import type ts from 'typescript';

/** Filled by `EvidenceReader`, one use after another. */
export class Evidence {
  /** It is the tfjs namespace. */
  tf = false;
  /** It is called, or has methods of tensors, layers or models, so JSON cannot carry it. */
  alive = false;
  /** The kind of layer whose input shape it is; an empty string where the text does not show the layer. */
  shapeOf: string | undefined;
  /** The most axes that an index or a pattern names. */
  rank = 0;
  /** The setting it is used as (`units`), or an empty string for plain arithmetic. */
  number: string | undefined;
  string: string | undefined;
  array = false;
  object = false;
  /** Its truth is tested. Weak evidence: the truth of strings and numbers is tested as well. */
  boolean = false;
  /** A branch that is taken when it is true makes layers. */
  leadsToLayers = false;
  /** The code throws where it is missing. */
  demanded = false;
  /** The code throws where `Array.isArray` says no. */
  mustBeList = false;
  /** It is put into a template or added to a string, which happens to numbers too. */
  weakString = false;
  /** The code tests it with `instanceof`, so it may be something simpler than its methods suggest. */
  tested = false;
  /** The code has a fallback (`p ?? 3`) for when it is missing. */
  fallback = false;
  /** A value that the code compares it with or looks up. */
  literal: unknown;
  readonly fields = new Map<string, ts.Expression[]>();
  /** Uses of its elements. */
  readonly elements: ts.Expression[] = [];
  /** All of it is passed to `tf.layers.<kind>`. */
  config: string | undefined;
  /** The types of the parameters that it is passed to, in functions of the file. */
  readonly types: ts.TypeNode[] = [];

  addField(name: string, uses: readonly ts.Expression[]): void {
    this.fields.set(name, [...(this.fields.get(name) ?? []), ...uses]);
  }
}
