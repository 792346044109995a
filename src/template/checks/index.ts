import { burstingThroughput } from './burstingThroughput';
import { capacityProviderWithFileSystem } from './capacityProviderWithFileSystem';
import type { Check } from './check';
import { creationInfoWithoutPath } from './creationInfoWithoutPath';
import { directS3ReadLowMemory } from './directS3ReadLowMemory';
import { invalidAccessPointArn } from './invalidAccessPointArn';
import { invalidLocalMountPath } from './invalidLocalMountPath';
import { missingArn } from './missingArn';
import { missingClientMount } from './missingClientMount';
import { missingClientWrite } from './missingClientWrite';
import { missingCreationInfo } from './missingCreationInfo';
import { missingDependsOn } from './missingDependsOn';
import { missingExecutePermission } from './missingExecutePermission';
import { missingLocalMountPath } from './missingLocalMountPath';
import { missingMountTarget } from './missingMountTarget';
import { missingPosixUser } from './missingPosixUser';
import { missingVpcConfig } from './missingVpcConfig';
import { mixedFileSystems } from './mixedFileSystems';
import { nfsInboundClosed } from './nfsInboundClosed';
import { nfsOutboundClosed } from './nfsOutboundClosed';
import { notAnAccessPoint } from './notAnAccessPoint';
import { rootNotWritable } from './rootNotWritable';
import { s3FilesConfigOnEfs } from './s3FilesConfigOnEfs';
import { shortTimeout } from './shortTimeout';
import { snapStartWithFileSystem } from './snapStartWithFileSystem';
import { tooManyFileSystems } from './tooManyFileSystems';

export const checks: readonly Check[] = [
  tooManyFileSystems,
  mixedFileSystems,
  missingArn,
  notAnAccessPoint,
  invalidAccessPointArn,
  missingLocalMountPath,
  invalidLocalMountPath,
  missingVpcConfig,
  snapStartWithFileSystem,
  capacityProviderWithFileSystem,
  s3FilesConfigOnEfs,
  missingDependsOn,
  missingMountTarget,
  nfsInboundClosed,
  nfsOutboundClosed,
  missingClientMount,
  missingClientWrite,
  missingCreationInfo,
  rootNotWritable,
  missingPosixUser,
  missingExecutePermission,
  creationInfoWithoutPath,
  directS3ReadLowMemory,
  shortTimeout,
  burstingThroughput,
];
