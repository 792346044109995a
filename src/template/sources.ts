import { sources as shared } from '../core/findings/sources';

/** Pages that say what the checks say. */
export const sources = {
  ...shared,
  cloudFormationFileSystemConfig:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-filesystemconfig.html',
  efsAccessPoints: 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
  efsCreationInfo: 'https://docs.aws.amazon.com/efs/latest/ug/API_CreationInfo.html',
  efsPerformance: 'https://docs.aws.amazon.com/efs/latest/ug/performance.html',
  lambdaEfs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-efs.html',
  lambdaS3FilesApi: 'https://docs.aws.amazon.com/lambda/latest/api/API_S3FilesConfig.html',
  lambdaS3FilesLaunch: 'https://aws.amazon.com/about-aws/whats-new/2026/04/aws-lambda-amazon-s3/',
  lambdaSnapStart: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
} as const;
