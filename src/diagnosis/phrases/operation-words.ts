/**
 * Says in plain words how an operation of tfjs makes NaN or infinity from finite numbers, and what to write instead.
 */

import { formatMagnitude } from '../../report/format';
import type { NonFiniteOrigin, OperandReport } from '../../report/report';

export interface OperationWords {
  /** How the number came about, with the operation's inputs; part of a sentence. */
  readonly why: string;
  /** What to do in the code; a sentence without its full stop. */
  readonly remedy: string;
}

type Values = NonFiniteOrigin['values'];
type Describe = (values: Values, subject: string) => OperationWords | undefined;

/** Above this `exp` leaves the range of float32: ln(3.4e38). */
const largestExponent = 88.7;
/** Float32 numbers near 1 differ from what was meant by less. */
const rounding = 1e-4;

const aboveZero = 'Keep its input above 0: add 1e-7 first, or tf.clipByValue(x, 1e-7, 1)';
const positive =
  'Make its input positive, as tf.softplus(x).add(1e-7) does; tf.clipByValue lets no gradient through where it cuts';
const notZero =
  'Add a small number to the divisor, such as .add(1e-7); tf.divNoNan and tf.where do not keep it out of the gradient';
const withinOne = 'Keep its input between -1 and 1: tf.clipByValue(x, -0.9999, 0.9999)';
const smallExponent =
  'Keep the exponent small: subtract the largest input first, or use tf.softmax, tf.logSumExp or a loss of tfjs that ' +
  'takes logits';

/** `64 of 128 values of output`, `1 of 16 values`. */
function share(part: number, { count }: OperandReport, subject: string): string {
  return `${part} of ${count} values${subject} ${part === 1 ? 'is' : 'are'}`;
}

const logarithm: Describe = ([x], subject) => {
  if (!x) return undefined;
  if (x.negatives > 0)
    return {
      why: `the logarithm of a negative number is NaN, and ${share(x.negatives, x, subject)} negative`,
      remedy: positive,
    };
  return x.zeros > 0
    ? { why: `the logarithm of 0 is -infinity, and ${share(x.zeros, x, subject)} 0`, remedy: aboveZero }
    : undefined;
};

const root: Describe = ([x], subject) =>
  x && x.negatives > 0
    ? {
        why: `the root of a negative number is NaN, and ${share(x.negatives, x, subject)} negative`,
        remedy: 'Keep its input at 0 or above: tf.relu(x), or the square of what is meant',
      }
    : x && x.zeros > 0
      ? { why: `1 divided by the root of 0 is infinite, and ${share(x.zeros, x, subject)} 0`, remedy: aboveZero }
      : undefined;

const division: Describe = ([, divisor]) =>
  divisor && divisor.zeros > 0
    ? { why: `it divides by 0: ${share(divisor.zeros, divisor, ' of the divisor')} 0`, remedy: notZero }
    : undefined;

const reciprocal: Describe = ([x], subject) =>
  x && x.zeros > 0 ? { why: `it divides by 0: ${share(x.zeros, x, subject)} 0`, remedy: notZero } : undefined;

const power: Describe = ([base], subject) =>
  base && base.negatives > 0
    ? {
        why: `a power of a negative number may be NaN, and ${share(base.negatives, base, subject)} negative`,
        remedy: 'Take the power of tf.abs(x), or of a number that is 0 or above',
      }
    : base && base.zeros > 0
      ? { why: `a negative power of 0 is infinite, and ${share(base.zeros, base, subject)} 0`, remedy: aboveZero }
      : undefined;

const exponential: Describe = ([x], subject) =>
  x && x.largest > largestExponent
    ? {
        why:
          `the exponential of a number above 88 leaves the range of float32, and values${subject} reach ` +
          formatMagnitude(x.largest),
        remedy: smallExponent,
      }
    : undefined;

/** Rounding takes a cosine of equal vectors a little beyond 1. */
function reachBeyondOne(largest: number): string {
  return largest < 1 + rounding ? 'go beyond them by rounding' : `reach ${formatMagnitude(largest)}`;
}

const arc: Describe = ([x], subject) =>
  x && x.largest > 1
    ? { why: `it is NaN beyond 1 and -1, and values${subject} ${reachBeyondOne(x.largest)}`, remedy: withinOne }
    : undefined;

const mean: Describe = ([x]) =>
  x?.count === 0
    ? { why: 'the mean of no values at all is NaN', remedy: 'Check what is selected before it' }
    : undefined;

const forward: Readonly<Partial<Record<string, Describe>>> = {
  Log: logarithm,
  Log1p: ([x], subject) =>
    x && x.negatives > 0
      ? {
          why:
            'the logarithm of 1 + x is -infinity or NaN for x of -1 and less, and ' +
            `${share(x.negatives, x, subject)} negative`,
          remedy: 'Keep its input above -1',
        }
      : undefined,
  Sqrt: root,
  Rsqrt: root,
  RealDiv: division,
  FloorDiv: division,
  Reciprocal: reciprocal,
  Pow: power,
  Exp: exponential,
  Expm1: exponential,
  Sinh: exponential,
  Cosh: exponential,
  Acos: arc,
  Asin: arc,
  Atanh: arc,
  Mean: mean,
  Fill: () => ({
    why: 'it fills in an infinity, which 0 times makes NaN, as does a softmax of nothing else',
    remedy: 'Fill in a large number instead, such as -1e9',
  }),
};

const infiniteSlope = (what: string, remedy: string): Describe => {
  return ([x], subject) =>
    x && x.zeros > 0 ? { why: `${what} at 0 is infinite, and ${share(x.zeros, x, subject)} 0`, remedy } : undefined;
};

/**
 * Descriptions for gradients. The values are those that the operation keeps for its gradient, in the order of its
 * inputs.
 */
const gradient: Readonly<Partial<Record<string, Describe>>> = {
  Sqrt: infiniteSlope('the derivative of a root', 'Take the root of a number that is not 0: x.add(1e-7).sqrt()'),
  Rsqrt: infiniteSlope('the derivative of 1 / root', aboveZero),
  Log: infiniteSlope('the derivative of a logarithm', `${aboveZero}; a tf.where behind it does not keep it out`),
  Pow: infiniteSlope('the derivative of such a power', 'Take the power of a number that is not 0: add 1e-7 first'),
  RealDiv: (values, subject) =>
    division(values, subject) ?? {
      why: 'its divisor is so small that the gradient leaves the range of float32',
      remedy: notZero,
    },
  Reciprocal: reciprocal,
  Acos: arcSlope,
  Asin: arcSlope,
  Atanh: arcSlope,
};

function arcSlope([x]: Values, subject: string): OperationWords | undefined {
  return x && x.largest >= 1
    ? { why: `its derivative at 1 and -1 is infinite, and values${subject} reach 1`, remedy: withinOne }
    : undefined;
}

/**
 * @param subject whose values they are, such as ` of output`; empty where that has no name
 * @returns undefined where the values do not tell how the number came about
 */
export function knownWords({ by, kernel, values }: NonFiniteOrigin, subject: string): OperationWords | undefined {
  return (by === 'gradient' ? gradient : forward)[kernel]?.(values, subject);
}

/** The same, and for any other operation how large its inputs are. */
export function operationWords(origin: NonFiniteOrigin, subject: string): OperationWords {
  const known = knownWords(origin, subject);
  if (known) return known;
  const { by, kernel, values } = origin;
  const largest = Math.max(0, ...values.map((operand) => operand?.largest ?? 0));
  return {
    why:
      `${kernel} of finite numbers (up to ${formatMagnitude(largest)}) ` +
      (by === 'gradient' ? 'has a gradient that is not finite' : 'gives a number that is not finite'),
    remedy: 'Look for what makes its inputs so large, and scale them down',
  };
}
