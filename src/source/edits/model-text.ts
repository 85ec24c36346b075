/** The text around a model as fixes see it: they ask for settings of its layers and get edits. */

import type { TextEdit } from '../../report/finding';
import type { Location } from '../../report/position';
import type { CallNode } from '../syntax/nodes';
import { parse, type ParsedFile } from '../syntax/parsed-file';
import { quoted } from './quotes';
import { type Change, changeSetting, type Definition, definitionsOf, overrideSetting } from './settings';
import { callBetween, type Traced } from './tracing/traced';
import { Tracer } from './tracing/tracer';

/** A call in the text, as a report gives its place. */
export interface CallPlace extends Location {
  /** The calls that led to it, innermost first. */
  readonly callers?: readonly Location[];
}

export class ModelText {
  private readonly parsed = new Map<string, ParsedFile>();
  private readonly tracer = new Tracer((file) => this.file(file));

  /** @param texts by absolute path: the files in which the model and its layers are made, and those that call them */
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** The texts that define a setting of a layer; empty where it is not set. */
  definitions(layer: CallPlace, name: string): readonly Definition[] {
    const call = this.call(layer);
    return call ? definitionsOf(this.tracer, call, name) : [];
  }

  /**
   * The edits that change or add a setting of a layer.
   * @returns undefined where the text does not show where that would be
   */
  change(layer: CallPlace, name: string, change: Change): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && changeSetting(this.tracer, call, name, change);
  }

  /** The same in the call's own config, even where a shared one sets it, so that no other call changes. */
  override(layer: CallPlace, name: string, text: string): readonly TextEdit[] | undefined {
    const call = this.call(layer);
    return call && overrideSetting(this.tracer, call, name, text);
  }

  /** A string in the quotes of a file. */
  quote(file: string, value: string): string {
    return quoted(value, this.texts.get(file) ?? '');
  }

  private call({ file, range, callers = [] }: CallPlace): Traced<CallNode> | undefined {
    const parsed = this.file(file);
    const node = parsed && callBetween(parsed, range.start, range.end);
    return node && { parsed, node, callers };
  }

  private file(file: string): ParsedFile | undefined {
    const known = this.parsed.get(file);
    if (known) return known;
    const text = this.texts.get(file);
    if (text === undefined) return undefined;
    const parsed = parse(file, text);
    this.parsed.set(file, parsed);
    return parsed;
  }
}
