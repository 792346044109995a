import { bucketWithoutVersioning } from './bucketWithoutVersioning';
import { burstingThroughput } from './burstingThroughput';
import { capacityProviderWithFileSystem } from './capacityProviderWithFileSystem';
import type { Check } from './check';
import { creationInfoWithoutPath } from './creationInfoWithoutPath';
import { deniedByFileSystemPolicy } from './deniedByFileSystemPolicy';
import { directoryNotWritable } from './directoryNotWritable';
import { directS3ReadLowMemory } from './directS3ReadLowMemory';
import { fileSystemConfigsNotAList } from './fileSystemConfigsNotAList';
import { incompleteCreationInfo } from './incompleteCreationInfo';
import { incompletePosixUser } from './incompletePosixUser';
import { invalidAccessPointArn } from './invalidAccessPointArn';
import { invalidAccessPointPath } from './invalidAccessPointPath';
import { invalidDirectoryPermissions } from './invalidDirectoryPermissions';
import { invalidLocalMountPath } from './invalidLocalMountPath';
import { invalidPosixId } from './invalidPosixId';
import { missingArn } from './missingArn';
import { missingClientMount, missingClientWrite } from './missingClientPermissions';
import { missingCreationInfo } from './missingCreationInfo';
import { missingDependsOn } from './missingDependsOn';
import { missingDirectReadPermission } from './missingDirectReadPermission';
import { missingExecutePermission } from './missingExecutePermission';
import { missingLocalMountPath } from './missingLocalMountPath';
import { missingMountTarget } from './missingMountTarget';
import { missingNetworkInterfacePermission } from './missingNetworkInterfacePermission';
import { missingPosixUser } from './missingPosixUser';
import { missingSecurityGroupIds } from './missingSecurityGroupIds';
import { missingSubnetIds } from './missingSubnetIds';
import { missingVpcConfig } from './missingVpcConfig';
import { mixedFileSystems } from './mixedFileSystems';
import { mountTargetsInOneZone } from './mountTargetsInOneZone';
import { nfsInboundClosed } from './nfsInboundClosed';
import { nfsOutboundClosed } from './nfsOutboundClosed';
import { noSuchResource } from './noSuchResource';
import { notAnAccessPoint } from './notAnAccessPoint';
import { rootNotWritable } from './rootNotWritable';
import { s3FilesConfigOnEfs } from './s3FilesConfigOnEfs';
import { shortTimeout } from './shortTimeout';
import { snapStartWithFileSystem } from './snapStartWithFileSystem';
import { tooManyFileSystems } from './tooManyFileSystems';
import { wrongCreationKey } from './wrongCreationKey';

export const checks: readonly Check[] = [
  fileSystemConfigsNotAList,
  noSuchResource,
  tooManyFileSystems,
  mixedFileSystems,
  missingArn,
  notAnAccessPoint,
  invalidAccessPointArn,
  missingLocalMountPath,
  invalidLocalMountPath,
  missingVpcConfig,
  missingSubnetIds,
  missingSecurityGroupIds,
  missingNetworkInterfacePermission,
  snapStartWithFileSystem,
  capacityProviderWithFileSystem,
  s3FilesConfigOnEfs,
  missingDependsOn,
  missingMountTarget,
  mountTargetsInOneZone,
  nfsInboundClosed,
  nfsOutboundClosed,
  deniedByFileSystemPolicy,
  missingClientMount,
  missingClientWrite,
  bucketWithoutVersioning,
  invalidAccessPointPath,
  invalidDirectoryPermissions,
  invalidPosixId,
  wrongCreationKey,
  incompleteCreationInfo,
  incompletePosixUser,
  missingCreationInfo,
  rootNotWritable,
  missingPosixUser,
  missingExecutePermission,
  directoryNotWritable,
  creationInfoWithoutPath,
  directS3ReadLowMemory,
  missingDirectReadPermission,
  shortTimeout,
  burstingThroughput,
];
