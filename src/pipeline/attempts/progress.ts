/** Shows how far a probe is, as a fraction that never decreases although later attempts and seeds may be added. */

import type { ProbeEvent } from '../../probe/protocol/events';
import type { ProbeProgress } from '../contract/file-probe';

type Step = Extract<ProbeEvent, { type: 'progress' }>;

/** The first attempt fills this share of the fraction; further attempts share the rest. */
const baseShare = 0.9;

export class Progress {
  #fraction = 0;
  #from = 0;
  #to = baseShare;
  #before = 0;
  #total: number | undefined;
  #note = '';

  /** @param naming whether to name the model that is trained, for a file with several */
  constructor(
    private readonly show: (progress: ProbeProgress) => void,
    private readonly naming: boolean,
  ) {}

  say(text: string): void {
    this.show({ text, fraction: this.#fraction });
  }

  /** Begins a part that was not planned, such as another attempt. It gets half of what is left. */
  next(): void {
    this.#from = this.#fraction;
    this.#to = this.#from + (1 - this.#from) / 2;
    this.#before = 0;
    this.#total = undefined;
    this.#note = '';
  }

  /** @param before seeds that have ended, and disagree; further ones begin */
  further(before: number, more: number): void {
    this.next();
    this.#before = before;
    this.#total = before + more;
    this.#note = ` (the first ${before} disagree)`;
  }

  step({ seedIndex, seeds, step, steps, model }: Step): void {
    const share = (seedIndex + Math.min(1, step / steps)) / seeds;
    // A second model in the same seed counts its steps from zero again.
    this.#fraction = Math.max(this.#fraction, this.#from + share * (this.#to - this.#from));
    this.say(
      `${this.naming ? `${model}, ` : ''}seed ${this.#before + seedIndex + 1} of ` +
        `${this.#total ?? seeds}${this.#note}, step ${step} of ${steps}`,
    );
  }
}
