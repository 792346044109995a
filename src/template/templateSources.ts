import { sources as shared } from '../core/findings/mountSources';

/** Pages that say what the checks say. */
export const templateSources = {
  ...shared,
  cloudFormationFileSystemConfig:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-filesystemconfig.html',
  cloudFormationLimits:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  efsAccessPoints: 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
  efsCreationInfo: 'https://docs.aws.amazon.com/efs/latest/ug/API_CreationInfo.html',
  cloudFormationGetAtt:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html',
  cloudFormationRef:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html',
  efsMountTargets:
    'https://docs.aws.amazon.com/efs/latest/ug/manage-fs-access-create-delete-mount-targets.html',
  efsPolicyExamples:
    'https://docs.aws.amazon.com/efs/latest/ug/security_iam_resource-based-policy-examples.html',
  efsPosixUser: 'https://docs.aws.amazon.com/efs/latest/ug/API_PosixUser.html',
  efsRootDirectory: 'https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html',
  lambdaVpcConfigApi: 'https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html',
  s3FilesCreationPermissions:
    'https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3Files_CreationPermissions.html',
  s3FilesPosixUser: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3Files_PosixUser.html',
  s3FilesPrerequisites: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prereq-policies.html',
  s3FilesResources: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-resources.html',
  s3FilesRootDirectory: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3Files_RootDirectory.html',
  efsPerformance: 'https://docs.aws.amazon.com/efs/latest/ug/performance.html',
  lambdaEfs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-efs.html',
  lambdaS3FilesApi: 'https://docs.aws.amazon.com/lambda/latest/api/API_S3FilesConfig.html',
  lambdaS3FilesLaunch: 'https://aws.amazon.com/about-aws/whats-new/2026/04/aws-lambda-amazon-s3/',
  lambdaSnapStart: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
} as const;
