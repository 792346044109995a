import type { LambdaFunction } from '../lambdaFunction';
import type { Translate } from '../translate';
import { visible } from '../text/visibleText';

/** From here on, `AUTO` reads from the bucket. https://docs.aws.amazon.com/lambda/latest/api/API_S3FilesConfig.html */
const LEAST_MEMORY_MB = 512;

/**
 * Whether large reads go past an S3 file system, right to its bucket. Undefined where there is none. Lambda takes what
 * is not set for `AUTO`.
 */
export function describeDirectRead(
  { fileSystem, memoryMb }: LambdaFunction,
  t: Translate,
): string | undefined {
  if (fileSystem.kind !== 's3files') {
    return undefined;
  }
  const { directS3Read = 'AUTO' } = fileSystem;
  switch (directS3Read) {
    case 'AUTO':
      return memoryMb >= LEAST_MEMORY_MB
        ? t('AUTO: yes, for the function has {0} MB of memory or more', LEAST_MEMORY_MB)
        : t(
            'AUTO: no, for the function has less than {0} MB of memory; all is read through the file system',
            LEAST_MEMORY_MB,
          );
    case 'ENABLED':
      return t('ENABLED: yes, whatever the memory is');
    case 'DISABLED':
      return t('DISABLED: all is read through the file system');
    default:
      return visible(directS3Read);
  }
}
