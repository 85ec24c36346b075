/** Reads the text of gradline.config.json and checks it against the schema that the editor knows too. */

import { Validator, type OutputUnit } from '@cfworker/json-schema';
import { closest, distance } from 'fastest-levenshtein';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import schema from '../../schemas/config.schema.json';
import type { Position } from '../report/position';
import type { Config, ConfigFault, ConfigResult } from './config';

/** A name that differs by more letters is no misspelling. */
const mostLettersApart = 2;

/** @param text the whole text of the file */
export function readConfig(text: string): ConfigResult {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0)
    return {
      ok: false,
      faults: errors.map(({ error, offset, length }) =>
        fault(text, offset, length, `This is no JSON: ${wordsOf(printParseErrorCode(error))}.`),
      ),
    };
  if (!tree) return { ok: false, faults: [fault(text, 0, 0, 'The file is empty. Write {} for no settings.')] };
  const value: unknown = getNodeValue(tree);
  const { valid, errors: units } = new Validator(schema as object, '7', false).validate(value);
  return valid
    ? { ok: true, config: value as Config }
    : {
        ok: false,
        faults: units.filter(({ keyword }) => telling.has(keyword)).map((unit) => schemaFault(text, tree, unit)),
      };
}

/** Splits an error code into words: `comma expected` for `CommaExpected`. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
}

/** The schema's keywords that find a fault themselves; the validator reports each object around a fault as well. */
const telling: ReadonlySet<string> = new Set([
  'false',
  'type',
  'enum',
  'minimum',
  'maximum',
  'required',
  'minLength',
  'minItems',
  'uniqueItems',
]);

function schemaFault(
  text: string,
  tree: Node,
  { instanceLocation, keyword, keywordLocation }: OutputUnit,
): ConfigFault {
  const path = parts(instanceLocation).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const node = findNodeAtLocation(tree, path) ?? tree;
  const name = path.filter((part) => typeof part === 'string').at(-1) ?? 'The file';
  if (keyword === 'false') {
    const property = node.parent?.children?.[0] ?? node;
    return fault(text, property.offset, property.length, unknownSetting(name, path.length > 1));
  }
  const written = text.slice(node.offset, node.offset + node.length);
  const not = written.length <= 40 ? `, not ${written}` : '';
  return fault(text, node.offset, node.length, `${name} ${demand(keyword, ruleAt(keywordLocation))}${not}.`);
}

/** What a rule of the schema asks for, as the end of a sentence that begins with the setting. */
function demand(keyword: string, rule: unknown): string {
  const words: Readonly<Record<string, string>> = {
    integer: 'a whole number',
    array: 'a list',
    object: 'an object',
    string: 'a string',
  };
  switch (keyword) {
    case 'type':
      return `takes ${words[String(rule)] ?? String(rule)}`;
    case 'enum':
      return `takes ${(rule as readonly string[]).join(', ')}`;
    case 'minimum':
      return `is at least ${String(rule)}`;
    case 'maximum':
      return `is at most ${String(rule)}`;
    case 'required':
      return `needs ${(rule as readonly string[]).join(', ')} in each entry`;
    case 'uniqueItems':
      return 'takes each entry once';
    default:
      return 'must not be empty';
  }
}

/** The value of a rule in the schema, such as `1000` at `#/properties/steps/$ref/maximum`. */
function ruleAt(keywordLocation: string): unknown {
  let at: unknown = schema;
  for (const part of parts(keywordLocation)) {
    at = (at as Record<string, unknown>)[part];
    if (part === '$ref') at = ruleAt(String(at));
  }
  return at;
}

function parts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unknownSetting(name: string, isInOverride: boolean): string {
  const known = Object.keys(isInOverride ? schema.properties.overrides.items.properties : schema.properties);
  const nearest = closest(name, known);
  return distance(name, nearest) <= mostLettersApart
    ? `There is no setting ${name}. Did you mean ${nearest}?`
    : `There is no setting ${name} here. There are ${known.filter((one) => !one.startsWith('$')).join(', ')}.`;
}

function fault(text: string, offset: number, length: number, message: string): ConfigFault {
  return { range: { start: positionAt(text, offset), end: positionAt(text, offset + length) }, message };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - (before.lastIndexOf('\n') + 1) };
}
