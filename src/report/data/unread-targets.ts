/** Types what the text shows about targets of learning by reward: something at hand that they leave out. */

/** What a target leaves out, whatever its place. */
export interface UnreadOfTarget<Place> {
  /** Whether a step was the last of its episode, or what it earned. */
  readonly what: 'end' | 'reward';
  readonly name: string;
  /** A field is stored with each step; a variable is a local of the function that makes the target, or a parameter. */
  readonly kind: 'field' | 'variable' | 'parameter';
  /** The product of the discount and of what a network says of the next state. */
  readonly target: Place;
  readonly madeAt: Place;
}
