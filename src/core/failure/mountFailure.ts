import { isProved } from './causeProofs';
import { startFailures, type FactName, type FailureCode, type StartFailure } from './startFailures';
import type { CauseCode, CauseJudgement, FailureCause, Standing } from './mountCauses';
import type { LambdaFunction } from '../lambdaFunction';
import type { Problem } from '../humanError';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { isOfOtherAccount, judgeBySetup } from './mountCauses';
import { mountPath, type MountPath } from './mountPath';
import { judgeByPath } from './networkCauses';

/** Why a function could not be started, as data; its words are in `words/mountFailure`. */
export interface MountFailure {
  readonly code: FailureCode;
  /** Lambda's own words, where it said any. Untrusted text. */
  readonly reason?: string;
  readonly target: LambdaFunction;
  /** Those that are certain first, those that are ruled out last, otherwise the likely ones first. */
  readonly causes: readonly FailureCause[];
  /** What of the function matters here. */
  readonly facts: readonly FactName[];
  /** Pages that say so, most specific first. */
  readonly sources: readonly string[];
}

/** Undefined for a problem that has no more to it than its sentence. */
export function explainFailure(
  { code, params }: Problem,
  target: LambdaFunction,
  setup?: FileSystemSetup,
): MountFailure | undefined {
  if (!Object.hasOwn(startFailures, code)) {
    return undefined;
  }
  const known = code as FailureCode;
  const { causes: ofAnyFunction, facts, pages }: StartFailure = startFailures[known];
  const { reason, way } = params;
  // It has the role of the function, and is another function.
  const causes = [
    ...(way === 'temporary-probe' ? (causesOfTemporaryProbe[known] ?? []) : []),
    ...(known === 'kms-failed' && TOKEN_INVALID.test(String(reason)) ? (['role-replaced'] as const) : []),
    ...ofAnyFunction,
  ];
  const path = setup?.network && mountPath(target, setup);
  // What Lambda's error proves, it proves of one cause.
  const alone = causes.length === 1;
  return {
    code: known,
    reason: typeof reason === 'string' && reason !== '' ? reason : undefined,
    target,
    causes: causes
      .flatMap(cause => judge({ failure: known, cause, alone }, target, setup, path) ?? [])
      .toSorted((a, b) => standingOrder[a.standing] - standingOrder[b.standing]),
    facts,
    sources: pages,
  };
}

const causesOfTemporaryProbe: Readonly<Partial<Record<FailureCode, readonly CauseCode[]>>> = {
  'ec2-denied': ['role-tied-to-function'],
  'efs-mount-failure': ['role-tied-to-function'],
  'role-not-assumable': ['role-tied-to-function'],
  's3files-mount-failure': ['role-tied-to-function'],
};

const standingOrder: Record<Standing, number> = { certain: 0, indicated: 1, likely: 2, 'ruled-out': 3 };

/** KMS's words where a role was deleted and made again under its name: {@link sources.lambdaKmsErrors}. */
const TOKEN_INVALID = /UnrecognizedClientException|security token included in the request is invalid/;

interface Suspicion {
  readonly failure: FailureCode;
  readonly cause: CauseCode;
  /** Whether it is the only cause. */
  readonly alone: boolean;
}

function judge(
  { alone, cause, failure }: Suspicion,
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  path: MountPath | undefined,
): FailureCause | undefined {
  const judged: CauseJudgement = judgeTarget(cause, target) ??
    (setup && path && judgeByPath(cause, target, setup, path)) ??
    (setup && judgeBySetup(cause, target, setup)) ?? { standing: 'likely' };
  if (cause === 'other-account' && judged.standing === 'likely') {
    return undefined;
  }
  if (alone && isProved(failure, cause, 'error')) {
    return { code: cause, ...judged, standing: 'certain' };
  }
  const isUnproved = judged.standing === 'certain' && !isProved(failure, cause, 'configuration');
  return { code: cause, ...judged, ...(isUnproved && { standing: 'indicated' }) };
}

/** What the function's own configuration says, whatever was read of the file system. */
function judgeTarget(cause: CauseCode, target: LambdaFunction): CauseJudgement | undefined {
  return cause === 'other-account' && isOfOtherAccount(target)
    ? { standing: 'certain', params: { account: target.fileSystem.arn.split(':')[4] ?? '' } }
    : undefined;
}
