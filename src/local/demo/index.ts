import type { FunctionSeed } from '../options';
import { closedGroupFunction } from './closedGroupFunction';
import { constructedFunctions } from './constructedFunctions';
import { creditsUsedUpFunction } from './creditsUsedUpFunction';
import { deniedByPolicyFunction } from './deniedByPolicyFunction';
import { plainFunction } from './plainFunctions';
import { recordedFunction } from './recordedFunction';
import { thisMachine } from './thisMachine';
import { unmountableFunction } from './unmountableFunction';

/**
 * The functions of **Try the Demo**, in the order in which they tell their story: what was seen in 2022, what is well,
 * what goes wrong and how far, and what this machine has. Each says whether it is recorded, constructed or live.
 */
export async function demoFunctions(distDir: string): Promise<readonly FunctionSeed[]> {
  const live = await thisMachine(distDir);
  return [
    plainFunction('api-authorizer', 'Mounts no file system, as most functions do.'),
    recordedFunction(),
    ...constructedFunctions(),
    unmountableFunction(),
    closedGroupFunction(),
    deniedByPolicyFunction(),
    creditsUsedUpFunction(),
    ...(live ? [live] : []),
    plainFunction('thumbnail-notifier', 'Mounts no file system, as most functions do.'),
  ];
}
