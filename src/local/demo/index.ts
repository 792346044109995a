import type { FunctionSeed } from '../options';
import { constructedFunctions } from './constructedFunctions';
import { plainFunction } from './plainFunctions';
import { recordedFunction } from './recordedFunction';
import { thisMachine } from './thisMachine';
import { unmountableFunction } from './unmountableFunction';

/** The functions of **Try the Demo**. Each says whether it is recorded, constructed or live. */
export async function demoFunctions(distDir: string): Promise<readonly FunctionSeed[]> {
  const live = await thisMachine(distDir);
  return [
    plainFunction('api-authorizer', 'Mounts no file system, as most functions do.'),
    recordedFunction(),
    ...(live ? [live] : []),
    ...constructedFunctions(),
    unmountableFunction(),
    plainFunction('thumbnail-notifier', 'Mounts no file system, as most functions do.'),
  ];
}
