/** Keeps account of which model sites user code has come by, so that no function is called for what is there already. */

import type { EntryCall } from '../report/entry';
import type { BundlePosition, BundleRange } from '../report/position';
import type { Session } from './session';

export class SiteLedger {
  constructor(
    private readonly session: Session,
    private readonly sites: readonly (BundleRange | undefined)[],
  ) {}

  /** Whether calling the entry may bring a model that is not there, or training of one that was only built. */
  needs(entry: EntryCall): boolean {
    const sites = (entry.models ?? []).flatMap((index) => this.sites[index] ?? []);
    if (sites.length === 0) return !this.wasCalled(entry);
    if (!sites.every((site) => this.session.recorder.models.some((model) => isIn(site, this.session.recorder.framesOf(model))))) return true;
    return entry.trains && !sites.every((site) => this.session.measured.some((subject) => isIn(site, subject.stack)));
  }

  /** Where sites say nothing: whether a model was made under a function of that name. */
  private wasCalled(entry: EntryCall): boolean {
    if (entry.trains && this.session.measured.length === 0) return false;
    const name = entry.key.slice(entry.key.indexOf('#') + 1).split('.').at(-1) ?? '';
    return this.session.recorder.models.some((model) =>
      this.session.recorder.framesOf(model).some(({ functionName }) => functionName.split(/[. ]/).includes(name) || functionName.endsWith(`[as ${name}]`)),
    );
  }
}

function isIn({ start, end }: BundleRange, stack: readonly BundlePosition[]): boolean {
  return stack.some((at) => !isBefore(at, start) && isBefore(at, end));
}

function isBefore(a: BundlePosition, b: BundlePosition): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
