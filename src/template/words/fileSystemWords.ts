import type { Context } from './sentence';

/** What is said of access points, mount targets, file systems and buckets. */
export const fileSystemWords = {
  'invalid-access-point-path': ({ t, subject, actual, param }: Context) => {
    switch (param('is')) {
      case 'relative':
        return t(
          'The Path of {0} has to begin with a slash, and {1} does not. The access point is refused.',
          subject,
          actual,
        );
      case 'length':
        return t('The Path of {0} has more than 100 characters, and the access point is refused.', subject);
      case 'levels':
        return t('The Path of {0} has more than 4 levels, and the access point is refused.', subject);
      case 'dots':
        return t(
          'In the Path of {0} a directory begins with a full stop: {1}. The access point is refused.',
          subject,
          actual,
        );
      default:
        return t(
          'The Path of {0} has an empty name or a character that is not allowed: {1}. The access point is refused.',
          subject,
          actual,
        );
    }
  },
  'invalid-directory-permissions': ({ t, subject, actual, expected }: Context) =>
    t(
      'Permissions of {0} has to be three or four octal digits such as {2}, and is {1}. The access point is refused.',
      subject,
      actual,
      expected,
    ),
  'invalid-posix-id': ({ t, subject, actual, expected, param }: Context) =>
    param('is') === 'groups'
      ? t(
          '{0} has {1} SecondaryGids, and {2} are allowed. The access point is refused.',
          subject,
          actual,
          expected,
        )
      : t(
          'Ids of users and groups are numbers from 0 to {2}, and {0} has {1}. The access point is refused.',
          subject,
          actual,
          expected,
        ),
  'wrong-creation-key': ({ t, subject, actual, expected, param }: Context) =>
    param('service') === 's3files'
      ? t(
          '{1} is a key of Amazon EFS, and {0} is an access point of Amazon S3 Files, which calls it {2}.',
          subject,
          actual,
          expected,
        )
      : t(
          '{1} is a key of Amazon S3 Files, and {0} is an access point of Amazon EFS, which calls it {2}.',
          subject,
          actual,
          expected,
        ),
  'incomplete-creation-info': ({ t, subject, actual, expected }: Context) =>
    t(
      '{1} of {0} needs all of OwnerUid, OwnerGid and Permissions, and the access point is refused without {2}.',
      subject,
      actual,
      expected,
    ),
  'incomplete-posix-user': ({ t, subject, expected }: Context) =>
    t(
      'PosixUser of {0} needs both Uid and Gid, and the access point is refused without {1}.',
      subject,
      expected,
    ),
  'directory-not-writable': ({ t, subject, actual, expected, param }: Context) =>
    expected
      ? t(
          'The directory belongs to user {2} of {0}, and mode {1} lets its owner read and not write. Add the write bit, as {3} has it.',
          subject,
          actual,
          param('uid'),
          expected,
        )
      : t(
          'The directory is created for user {3} with mode {1}, and every access through {0} is by user {2}, who can read and not write. Give {4} the Uid and Gid of PosixUser.',
          subject,
          actual,
          param('uid'),
          param('owner'),
          param('creationKey'),
        ),
  'mount-targets-in-one-zone': ({ t, subject, actual }: Context) =>
    t(
      '{0} is in the same Availability Zone as {1}, and a file system has one mount target in each. {0} is refused.',
      subject,
      actual,
    ),
  'denied-by-file-system-policy': ({ t, subject, actual }: Context) =>
    t(
      'This statement of the file system policy denies {1} to {0}, and no other policy can allow what one denies.',
      subject,
      actual,
    ),
  'bucket-without-versioning': ({ t, subject, param }: Context) =>
    t(
      'S3 Files needs a bucket with versioning, and {0} has none. The file system {1} is not created.',
      subject,
      param('fileSystem'),
    ),
};
