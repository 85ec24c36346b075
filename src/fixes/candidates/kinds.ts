/** Lists the kinds of candidates, those first that authors of faulty programs needed most often. */

import type { CandidateKind } from '../contract/candidate';
import { hiddenActivation } from './hidden-activation';

export const candidateKinds: readonly CandidateKind[] = [hiddenActivation];
