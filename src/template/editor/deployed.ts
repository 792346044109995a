import type { LambdaFunction } from '../../core/lambdaFunction';
import type { Translate } from '../../core/translate';
import { code } from '../../core/text/markdownText';
import type { HoverMount } from './hover';

/** Where the deployed function is not what the template says, as Markdown. */
export function differencesFrom(
  mount: HoverMount,
  deployed: LambdaFunction,
  t: Translate,
): readonly string[] {
  const { fileSystem } = deployed;
  return [
    ...(differs(mount.localMountPath, fileSystem.localMountPath)
      ? [
          t(
            'The template says {0}; the deployed function mounts at {1}',
            code(mount.localMountPath ?? ''),
            code(fileSystem.localMountPath),
          ),
        ]
      : []),
    ...(differs(mount.arn, fileSystem.arn)
      ? [
          t(
            'The template names {0}; the deployed function uses {1}',
            code(mount.arn ?? ''),
            code(fileSystem.arn),
          ),
        ]
      : []),
    ...(fileSystem.kind !== 'unknown' && differs(mount.service, fileSystem.kind)
      ? [t('The template and the deployed function disagree on EFS or S3 Files')]
      : []),
    ...(differs(mount.timeout?.seconds, deployed.timeoutSeconds)
      ? [
          mount.timeout?.seconds === 1
            ? t(
                'The template says a timeout of 1 second; the deployed function has {0}',
                deployed.timeoutSeconds,
              )
            : t(
                'The template says a timeout of {0} seconds; the deployed function has {1}',
                mount.timeout?.seconds ?? '',
                deployed.timeoutSeconds,
              ),
        ]
      : []),
    ...(differs(mount.memory, deployed.memoryMb)
      ? [
          t(
            'The template says {0} MB of memory; the deployed function has {1}',
            mount.memory ?? '',
            deployed.memoryMb,
          ),
        ]
      : []),
  ];
}

function differs<T>(known: T | undefined, deployed: T): boolean {
  return known !== undefined && known !== deployed;
}
