/** Whether a policy that AWS wrote grants an action; undefined for one that is not known here. */
type Granted = boolean | undefined;

/** Grant everything that we ask for. */
const administrators = /^(?:AdministratorAccess|PowerUserAccess)$/;

/** For clients of file systems. https://docs.aws.amazon.com/efs/latest/ug/security-iam-awsmanpol.html */
const clients = /^Amazon(ElasticFileSystem|S3Files)Client(ReadOnly|ReadWrite|Full)Access$/;

/** Grant the network interfaces of a function in a VPC. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html */
const networks =
  /^(?:AWSLambda(?:VPCAccessExecution|MSKExecution)Role|AWSLambdaENIManagementAccess|AmazonEC2FullAccess|AmazonVPCFullAccess)$/;

/** Grant reading of every bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam-awsmanpol.html */
const bucketReaders = /^AmazonS3(?:Full|ReadOnly)Access$/;

/** Functions often have these, and they grant nothing else of what we ask for. */
const unrelated =
  /^(?:AWSLambda(?:BasicExecution|VPCAccessExecution|SQSQueueExecution|DynamoDBExecution|KinesisExecution|MSKExecution|BasicDurableExecution)Role(?:Policy)?|AWSLambdaENIManagementAccess|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess|CloudWatchLambdaInsightsExecutionRolePolicy|CloudWatchLogsFullAccess|AmazonDynamoDB\w+Access|AmazonSQS\w+Access|AmazonSNS\w+Access|AmazonSSM\w+Access|AmazonS3(?:Full|ReadOnly)Access)$/;

/** @param name the policy's, without its path */
export function awsManagedPolicyGrants(name: string, action: string): Granted {
  if (administrators.test(name)) {
    return true;
  }
  const client = clients.exec(name);
  if (client) {
    const prefix = client[1] === 'S3Files' ? 's3files:' : 'elasticfilesystem:';
    return action.startsWith(prefix) && !(client[2] === 'ReadOnly' && action.endsWith('ClientWrite'));
  }
  if (
    (action.startsWith('ec2:') && networks.test(name)) ||
    (action.startsWith('s3:Get') && bucketReaders.test(name))
  ) {
    return true;
  }
  if (name === 'SecretsManagerReadWrite') {
    return action.startsWith('s3:') ? undefined : false;
  }
  return unrelated.test(name) ? false : undefined;
}

/** Policy templates of SAM that may grant objects of a bucket. */
const mayReadBuckets = /S3|Athena|Backup|DataPipeline|EMR|Firehose|Glue|Lake|Repo|SageMaker|Textract/;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html */
export function samPolicyTemplateGrants(name: string, action: string): Granted {
  if (name === 'EFSWriteAccessPolicy') {
    return action.startsWith('elasticfilesystem:');
  }
  if (action.startsWith('s3:')) {
    return /^S3(?:Read|Crud|FullAccess)Policy$/.test(name) || (mayReadBuckets.test(name) ? undefined : false);
  }
  return /EFS|S3Files/.test(name) ? undefined : false;
}
