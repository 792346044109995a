import type { FileSystemKind } from '../lambdaFunction';
import type { Translate } from '../translate';

/** What to call a file system inside a sentence. */
export function nameKind(kind: FileSystemKind, t: Translate): string {
  switch (kind) {
    case 'efs':
      return 'EFS';
    case 's3files':
      return 'S3 Files';
    case 'unknown':
      return t('the file system');
  }
}
