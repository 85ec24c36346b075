/** Candidates: a function around the optimizer that shortens gradients which are too long. */

import { isTypeScript } from '../../../files/paths';
import type { CandidateKind } from '../../contract/candidate';
import { mayBlameOptimizer } from '../../changes/blamed-optimizer';

const name = 'clipGradients';

/** @param tf how the file calls tfjs */
function wrapper(tf: string, isTyped: boolean): string {
  const head = isTyped
    ? `function ${name}<T extends ${tf}.Optimizer>(optimizer: T, most: number): T {`
    : `function ${name}(optimizer, most) {`;
  return `/** Shortens the gradients of a step where their common norm exceeds \`most\`. */
${head}
  const apply = optimizer.applyGradients.bind(optimizer);
  optimizer.applyGradients = (gradients) => {
    ${tf}.tidy(() => {
      const named = Array.isArray(gradients)
        ? gradients
        : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
      const norm = ${tf}.addN(named.map(({ tensor }) => tensor.square().sum())).sqrt();
      const factor = ${tf}.minimum(1, ${tf}.div(most, norm.add(1e-12)));
      apply(named.map(({ name, tensor }) => ({ name, tensor: tensor.mul(factor) })));
    });
  };
  return optimizer;
}`;
}

export const gradientClipping: CandidateKind = {
  kind: 'gradient-clipping',
  codes: ['exploding-gradient', 'update-too-large', 'non-finite', 'zero-gradient'],
  propose: ({ model, text }, finding) => {
    if (!mayBlameOptimizer(model, finding)) return [];
    const optimizer = model.compiledAt && text.optimizer(model.compiledAt);
    const file = optimizer?.made.parsed.file;
    const tf = file === undefined ? undefined : text.tfName(file, []);
    if (!optimizer || file === undefined || tf === undefined) return [];
    const wrapped = text.wrapOptimizer(optimizer, name, '1');
    const isTyped = isTypeScript(file);
    return wrapped
      ? [
          {
            change: 'gradients clipped to norm 1',
            edits: [...text.addFunction(file, name, wrapper(tf, isTyped)), ...wrapped],
          },
        ]
      : [];
  },
};
