/** Pages that findings and explanations cite. */
export const sources = {
  efsMountSettings: 'https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-nfs-mount-settings.html',
  efsPerformanceTips: 'https://docs.aws.amazon.com/efs/latest/ug/performance-tips.html',
  efsTroubleshooting: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-general.html',
  efsMountTroubleshooting: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  efsFileTroubleshooting: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-fileop-errors.html',
  efsPermissions: 'https://docs.aws.amazon.com/efs/latest/ug/accessing-fs-nfs-permissions.html',
  efsConsistency: 'https://docs.aws.amazon.com/efs/latest/ug/how-it-works.html#consistency',
  efsLimits: 'https://docs.aws.amazon.com/efs/latest/ug/limits.html',
  efsUtils: 'https://github.com/aws/efs-utils',
  s3FilesQuotas: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-quotas.html',
  s3FilesLambda: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html',
  lambdaFileSystems: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html',
  lambdaFileSystemApi: 'https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html',
  lambdaEphemeralStorage: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html',
  lambdaInvokeTroubleshooting: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html',
  nfsManual: 'https://man7.org/linux/man-pages/man5/nfs.5.html',
  mountstatsManual: 'https://man7.org/linux/man-pages/man8/mountstats.8.html',
  /** The patch that introduced fatal_neterrors; nfs(5) does not describe it yet. */
  fatalNetworkErrors:
    'https://lore.kernel.org/linux-nfs/cover.1742570192.git.trond.myklebust@hammerspace.com/',
} as const;
