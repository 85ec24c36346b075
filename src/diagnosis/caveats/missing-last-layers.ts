/** Leaves out what a model that an error has left without its last layers shows of its head, its loss and learning. */

import type { Finding, FindingCode } from '../../report/finding';
import { lacksLayers } from '../../report/report';
import type { Facts } from '../evidence/facts';

/** What the layers themselves show, whatever comes behind them. */
const ofLayers: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'vanishing-gradient',
  'exploding-gradient',
  'dead-units',
  'saturated-activation',
  'symmetric-weights',
]);

/** @returns the findings in their order; all of them where the model has all of its layers */
export function dropForMissingLastLayers(findings: readonly Finding[], facts: Facts): Finding[] {
  return findings.filter(({ code }) => !lacksLayers(facts.model) || ofLayers.has(code));
}
