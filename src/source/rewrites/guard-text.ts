/** Writes guards around the nodes of a file: calls of the probe's hooks, with what each needs to know. */

import type ts from 'typescript';
import { type ProbeGlobal, probeGlobalText } from '../../report/probe-globals';
import type { TextInsertion } from '../../report/position';
import type { ConditionModels } from '../entries/branch-models';
import { lineOf } from '../syntax/positions';

/** The most characters of an expression in the name of its stand-in. */
const longestName = 60;

/** The models that a clause of a switch, or a member of a table, leads to. */
export interface GuardedChoice {
  /** Indices of models. */
  readonly models: readonly number[];
  /** Source text of the value that chooses it; undefined for `default`. */
  readonly value?: string;
}

export class GuardText {
  /** The insertions, in the order in which they were written. */
  readonly insertions: TextInsertion[] = [];

  constructor(private readonly source: ts.SourceFile) {}

  /** Writes the call that declares names which the file uses and nothing declares. */
  declareGlobals(names: readonly string[]): void {
    const first = this.source.statements.at(0);
    if (first && names.length > 0)
      this.insert(first.getStart(this.source), `${probeGlobalText('declareGlobals')}?.(${JSON.stringify(names)});`);
  }

  /**
   * Guards a value, which a stand-in replaces where it fails. The stand-in's name is `name`, or else the text of the
   * value.
   */
  value(node: ts.Expression, isAwaited: boolean, name?: string): void {
    const shown = name ?? node.getText(this.source).replace(/\s+/g, ' ').slice(0, longestName);
    const hook = probeGlobalText('guardValue');
    this.wrap(
      node,
      isAwaited ? `(await ${hook}(async()=>(` : `${hook}(()=>(`,
      `),${JSON.stringify(shown)},${this.where(node)})${isAwaited ? ')' : ''}`,
    );
  }

  /** Puts a stand-in in the place of a value, which then does not run at all. */
  standIn(node: ts.Expression, name: string): void {
    this.wrap(node, '(0?(', `):${probeGlobalText('standIn')}(${JSON.stringify(name)}))`);
  }

  /** Guards the class that another one extends. */
  baseClass(node: ts.Expression): void {
    const name = JSON.stringify(node.getText(this.source).slice(0, longestName));
    this.wrap(node, `(${probeGlobalText('guardBaseClass')}(()=>(`, `),${name},${this.where(node)}))`);
  }

  /** @param preferred the outcome where the condition cannot run */
  branch(node: ts.Expression, preferred: boolean, outcomes: ConditionModels | undefined): void {
    const models = outcomes ? `,${node.pos},${JSON.stringify([outcomes.whenTrue, outcomes.whenFalse])}` : '';
    this.hook('guardBranch', node, `${this.where(node)},${String(preferred)}${models}`);
  }

  loop(condition: ts.Expression): void {
    const place = `line ${lineOf(this.source, condition)}, character ${condition.getStart(this.source)}`;
    this.hook('guardLoop', condition, JSON.stringify(place));
  }

  /** Guards the value by which a switch or a table chooses. */
  choice(node: ts.Expression, choices: readonly GuardedChoice[]): void {
    const written = choices.map(
      ({ models, value }) => `[${JSON.stringify(models)}${value === undefined ? '' : `,()=>${value}`}]`,
    );
    this.hook('guardSwitch', node, `${this.where(node)},${node.pos},[${written.join(',')}]`);
  }

  /** Guards a statement that may fail. @param inside writes what is guarded within */
  attempt(node: ts.Statement, inside: () => void): void {
    this.insert(node.getStart(this.source), 'try{');
    inside();
    this.insert(node.end, `}catch(gradline$e){${probeGlobalText('guardStatement')}(gradline$e,${this.where(node)})}`);
  }

  /** Leaves out a statement, which then does not run at all. */
  leaveOut(node: ts.Statement): void {
    this.wrap(node, 'if(0){', '}');
  }

  private hook(name: ProbeGlobal, node: ts.Expression, rest: string): void {
    this.wrap(node, `${probeGlobalText(name)}(()=>(`, `),${rest})`);
  }

  private wrap(node: ts.Node, before: string, after: string): void {
    this.insert(node.getStart(this.source), before);
    this.insert(node.end, after);
  }

  private insert(offset: number, text: string): void {
    this.insertions.push({ offset, text });
  }

  private where(node: ts.Node): string {
    return JSON.stringify(`line ${lineOf(this.source, node)}`);
  }
}
