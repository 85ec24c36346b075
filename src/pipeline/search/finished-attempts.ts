/** Keeps the attempts that have run, and tells which models they have missed. */

import type { ModelSite } from '../../source/sites/sites';
import type { Attempt } from '../attempts/attempt';
import { ranOutOfMemory } from '../attempts/attempt-ends';
import { explainFailures, isReached } from '../errors/explain-failures';
import { sitesBesidesOwnErrors } from '../errors/own-errors';
import type { SearchedFile } from './searched-file';

export class FinishedAttempts {
  /** The attempts that ran the file itself, in order. */
  readonly own: Attempt[] = [];
  readonly throughCallers: Attempt[] = [];

  constructor(private readonly searched: SearchedFile) {}

  /** In the order in which they ran. */
  get all(): Attempt[] {
    return [...this.own, ...this.throughCallers];
  }

  /**
   * The models that were asked for. Where only a run can tell which these are, it has reached them if it has reached
   * any.
   */
  expected(): readonly ModelSite[] {
    const { asked, sites } = this.searched;
    return asked ?? (this.all.some(({ models }) => models.length > 0) ? [] : sites.models);
  }

  /** The models that are worth another attempt. An error of the code's own stays in every attempt. */
  async sitesWorthAnother(): Promise<ModelSite[]> {
    const missed = this.#missed();
    if (missed.length === 0 || !(this.#hasOwnFaults() || this.own.some(ranOutOfMemory))) return missed;
    const { file, sites } = this.searched;
    return sitesBesidesOwnErrors(missed, await explainFailures(file, sites, missed, [], this.own));
  }

  /** Whether the file builds no model, has functions to call, and no attempt has trained anything. */
  areFruitless(): boolean {
    const { models, entries } = this.searched.sites;
    return (
      models.every(({ kind }) => kind === 'load') &&
      entries.length > 0 &&
      this.all.every((attempt) => attempt.models.length === 0)
    );
  }

  #missed(): ModelSite[] {
    const models = this.all.flatMap((attempt) => attempt.models);
    return this.expected().filter((site) => site.kind !== 'load' && !isReached(this.searched.file, site, models));
  }

  #hasOwnFaults(): boolean {
    return this.own.some(({ results }) => results.some(({ ownFaults }) => ownFaults.length > 0));
  }
}
