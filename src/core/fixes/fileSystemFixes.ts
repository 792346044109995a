import { isMode } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';
import type { Fix } from './fix';
import { fileSystemId, isS3Files, type FixContext } from './fixContext';
import { configureFileSystem } from './functionFixes';
import { shorthandOf } from './shorthand';
import { block, reference } from './terraformText';

/** Whom EFS's console suggests. */
const usualId = 1000;

/**
 * One that makes its root directory, because an access point cannot be changed; and the function on it. Undefined where
 * it is not known for whom the old one is.
 */
export function createAccessPoint(context: FixContext): Fix | undefined {
  const isS3 = isS3Files(context);
  const id = fileSystemId(context);
  const old = readingValue(context.setup?.accessPoint) ?? undefined;
  // One that replaces no user is followed by one that does not either.
  const user = old ? old.posixUser : { uid: usualId, gid: usualId, secondaryGids: [] };
  const made = old?.rootDirectory.creationInfo;
  const { gid, uid } = user ?? made ?? { uid: usualId, gid: usualId };
  const owner = { uid: made ? made.uid : uid, gid: made ? made.gid : gid };
  if (uid === undefined || gid === undefined || owner.uid === undefined || owner.gid === undefined) {
    return undefined;
  }
  const groups = user?.secondaryGids ?? [];
  const hasGroups = groups.length > 0;
  const path = old?.rootDirectory.path ?? '/lambda';
  const permissions = made && isMode(made.permissions) ? made.permissions : '755';
  const creation = isS3 ? 'CreationPermissions' : 'CreationInfo';
  const root = {
    Path: path,
    [creation]: { OwnerUid: owner.uid, OwnerGid: owner.gid, Permissions: permissions },
  };
  const type = isS3 ? 'aws_s3files_access_point' : 'aws_efs_access_point';
  const moved = configureFileSystem(context, 'NEW_ACCESS_POINT_ARN');
  return {
    code: 'create-access-point',
    commands: [
      [
        ...[isS3 ? 's3files' : 'efs', 'create-access-point', '--file-system-id', id],
        ...(user
          ? [
              '--posix-user',
              shorthandOf(
                isS3
                  ? { uid, gid, ...(hasGroups && { secondaryGids: groups }) }
                  : { Uid: uid, Gid: gid, ...(hasGroups && { SecondaryGids: groups }) },
              ),
            ]
          : []),
        '--root-directory',
        shorthandOf(
          isS3
            ? { path, creationPermissions: { ownerUid: owner.uid, ownerGid: owner.gid, permissions } }
            : root,
        ),
      ],
      moved.command,
    ],
    cloudFormation: {
      AccessPoint: {
        Type: isS3 ? 'AWS::S3Files::AccessPoint' : 'AWS::EFS::AccessPoint',
        Properties: {
          FileSystemId: id,
          ...(user && {
            PosixUser: {
              Uid: String(uid),
              Gid: String(gid),
              ...(hasGroups && { SecondaryGids: groups.map(String) }),
            },
          }),
          RootDirectory: {
            Path: path,
            [creation]: {
              OwnerUid: String(owner.uid),
              OwnerGid: String(owner.gid),
              Permissions: permissions,
            },
          },
        },
      },
      ...moved.resource({ 'Fn::GetAtt': ['AccessPoint', isS3 ? 'AccessPointArn' : 'Arn'] }),
    },
    existing: ['cloudformation', 'terraform'],
    terraform: [
      {
        type,
        name: 'lambda',
        body: {
          file_system_id: id,
          ...(user && {
            posix_user: block({ uid, gid, ...(hasGroups && { secondary_gids: groups }) }),
          }),
          root_directory: block({
            path,
            [isS3 ? 'creation_permissions' : 'creation_info']: block({
              owner_uid: owner.uid,
              owner_gid: owner.gid,
              permissions,
            }),
          }),
        },
      },
      moved.terraform(reference(`${type}.lambda.arn`)),
    ],
    notes: [old ? 'creates-directory' : 'other-data'],
  };
}

/** Undefined where the file system cannot have it: Max I/O has no elastic throughput. */
export function elasticThroughput(context: FixContext): Fix | undefined {
  const { performanceMode, throughputMode } = readingValue(context.setup?.fileSystem) ?? {};
  if (isS3Files(context) || performanceMode === 'maxIO' || throughputMode === 'elastic') {
    return undefined;
  }
  const id = fileSystemId(context);
  return {
    code: 'elastic-throughput',
    commands: [['efs', 'update-file-system', '--file-system-id', id, '--throughput-mode', 'elastic']],
    cloudFormation: {
      FileSystem: { Type: 'AWS::EFS::FileSystem', Properties: { ThroughputMode: 'elastic' } },
    },
    terraform: [{ type: 'aws_efs_file_system', name: 'main', body: { throughput_mode: 'elastic' } }],
    existing: ['cloudformation', 'terraform'],
    notes: ['elastic-price'],
  };
}

/** MiB/s that a bursting file system of 2 TiB has without credits. */
const usualMibps = 100;

/** Provisioned throughput: twice of what there is. */
export function moreThroughput(context: FixContext): Fix | undefined {
  const { provisionedMibps, throughputMode } = readingValue(context.setup?.fileSystem) ?? {};
  if (isS3Files(context) || throughputMode === undefined || throughputMode === 'elastic') {
    return undefined;
  }
  const id = fileSystemId(context);
  const mibps = provisionedMibps === undefined ? usualMibps : Math.ceil(provisionedMibps * 2);
  return {
    code: 'more-throughput',
    commands: [
      [
        ...['efs', 'update-file-system', '--file-system-id', id, '--throughput-mode', 'provisioned'],
        ...['--provisioned-throughput-in-mibps', String(mibps)],
      ],
    ],
    cloudFormation: {
      FileSystem: {
        Type: 'AWS::EFS::FileSystem',
        Properties: { ThroughputMode: 'provisioned', ProvisionedThroughputInMibps: mibps },
      },
    },
    terraform: [
      {
        type: 'aws_efs_file_system',
        name: 'main',
        body: { throughput_mode: 'provisioned', provisioned_throughput_in_mibps: mibps },
      },
    ],
    existing: ['cloudformation', 'terraform'],
    notes: ['choose-number', 'provisioned-price'],
  };
}
