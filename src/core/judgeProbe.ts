import { PROBE_HANDLER } from '../protocol';
import type { InvocableWay } from './capture/capture';
import type { LambdaFunction } from './lambdaFunction';

/** What makes a function a probe, besides what Lambda says of it. */
export interface ProbeEvidence {
  /** ARNs of functions whose code is our probe, as the user says. */
  readonly installedFunctions: readonly string[];
  /** ARNs of functions whose handler runs shell commands, as the user says. */
  readonly shellFunctions: readonly string[];
  /** Whether the user has said so of what the function is now. An ARN alone says it of whatever is deployed there. */
  readonly isConfirmed: (target: LambdaFunction, mark: InvocableWay) => boolean;
  /** Base64 of the SHA-256 of the probe zip that we ship, as Lambda's CodeSha256. */
  readonly shippedCodeSha256?: string;
}

/** Undefined for a function that is not known to be a probe. */
export function judgeProbe(
  target: LambdaFunction,
  isDemo: boolean,
  evidence: ProbeEvidence,
): InvocableWay | undefined {
  // The user's word goes first: the environment variable may have been copied along with other settings.
  const mark = markOf(target, evidence);
  if (mark !== undefined && evidence.isConfirmed(target, mark)) {
    return mark;
  }
  const isOurCode = target.codeSha256 !== undefined && target.codeSha256 === evidence.shippedCodeSha256;
  if (runsOurHandler(target) && (target.declaresProbe || isOurCode)) {
    return 'installed-probe';
  }
  // The demo's recorded and constructed functions answer as the function of 2022 did.
  return isDemo && target.origin.kind !== 'live' ? 'shell-handler' : undefined;
}

/** As what the user's settings mark a function, whether or not that still holds. */
export function markOf(
  { arn }: LambdaFunction,
  { installedFunctions, shellFunctions }: ProbeEvidence,
): InvocableWay | undefined {
  if (shellFunctions.includes(arn)) {
    return 'shell-handler';
  }
  return installedFunctions.includes(arn) ? 'installed-probe' : undefined;
}

/** Why it is open whether a function with the probe's handler is one: empty where that is not open. */
export function whyUndecided(target: LambdaFunction): string {
  return runsOurHandler(target) ? (target.environmentError ?? '') : '';
}

/** With another handler, a layer's code may be what runs. */
function runsOurHandler({ handler, packageType, runtime }: LambdaFunction): boolean {
  return packageType === 'Zip' && handler === PROBE_HANDLER && /^nodejs\d+\.x$/.test(runtime ?? '');
}
