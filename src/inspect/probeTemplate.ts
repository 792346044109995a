import { PROBE_HANDLER, PROBE_MARKER_VALUE, PROBE_MARKER_VARIABLE } from '../protocol';

/** Values that the template's parameters have unless others are given at deployment. */
export interface ProbeTemplateDefaults {
  readonly accessPointArn?: string;
  readonly localMountPath?: string;
  readonly subnetIds?: readonly string[];
  readonly securityGroupIds?: readonly string[];
}

const CODE_INDENT = ' '.repeat(8);

/**
 * A SAM template that deploys the installed probe beside an existing access point: one function, and a role that may
 * mount but not write. The probe's code is in it, readable.
 *
 * @param code text of the built probe, one CommonJS file
 */
export function probeTemplate(code: string, defaults: ProbeTemplateDefaults = {}): string {
  const inlineCode = code
    .replace(/\n+$/, '')
    .split('\n')
    .map(line => (line === '' ? '' : CODE_INDENT + line))
    .join('\n');
  return `# Deploys the probe of EFS Mount Inspector beside an existing access point:
#   sam deploy --guided --capabilities CAPABILITY_IAM
# The probe reads what is mounted, how, and what lies there. It never writes and runs no command from a request.
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Probe of EFS Mount Inspector for AWS Lambda

Parameters:
  AccessPointArn:
    Type: String
    Description: ARN of the EFS or S3 Files access point to mount
    AllowedPattern: ^arn:aws[a-zA-Z-]*:(elasticfilesystem|s3files):.+access-point/fsap-[0-9a-f]+$${defaultValue(defaults.accessPointArn)}
  LocalMountPath:
    Type: String
    Description: Where the function sees the file system
    AllowedPattern: ^/mnt/[a-zA-Z0-9-_.]+$${defaultValue(defaults.localMountPath ?? '/mnt/efs')}
  SubnetIds:
    Type: List<AWS::EC2::Subnet::Id>
    Description: Subnets in zones that have a mount target of the file system${defaultValue(defaults.subnetIds?.join(','))}
  SecurityGroupIds:
    Type: List<AWS::EC2::SecurityGroup::Id>
    Description: Security groups that may reach the mount targets on TCP 2049${defaultValue(defaults.securityGroupIds?.join(','))}
  Runtime:
    Type: String
    Description: nodejs22.x where the region does not have nodejs24.x
    Default: nodejs24.x
    AllowedValues: [nodejs24.x, nodejs22.x]
  RoleArn:
    Type: String
    Description: Role to run with, to see what it sees. Empty for a new one that may only mount
    Default: ''

Conditions:
  CreatesRole: !Equals [!Ref RoleArn, '']
  UsesS3Files: !Equals [!Select [2, !Split [':', !Ref AccessPointArn]], s3files]

Resources:
  Probe:
    Type: AWS::Serverless::Function
    Properties:
      Description: Probe of EFS Mount Inspector; reads only
      Runtime: !Ref Runtime
      Handler: ${PROBE_HANDLER}
      MemorySize: 256
      Timeout: 30
      Role: !If [CreatesRole, !GetAtt ProbeRole.Arn, !Ref RoleArn]
      VpcConfig:
        SubnetIds: !Ref SubnetIds
        SecurityGroupIds: !Ref SecurityGroupIds
      FileSystemConfigs:
        - Arn: !Ref AccessPointArn
          LocalMountPath: !Ref LocalMountPath
      Environment:
        Variables:
          ${PROBE_MARKER_VARIABLE}: '${PROBE_MARKER_VALUE}'
      InlineCode: |
${inlineCode}

  ProbeRole:
    Type: AWS::IAM::Role
    Condition: CreatesRole
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole
      Policies:
        - PolicyName: MountReadOnly
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - !If
                - UsesS3Files
                - Effect: Allow
                  Action: s3files:ClientMount
                  Resource: !Select [0, !Split [/access-point/, !Ref AccessPointArn]]
                - Effect: Allow
                  Action: elasticfilesystem:ClientMount
                  Resource: '*'
                  Condition:
                    StringEquals:
                      elasticfilesystem:AccessPointArn: !Ref AccessPointArn

Outputs:
  ProbeArn:
    Description: Function to inspect
    Value: !GetAtt Probe.Arn
`;
}

/** A `Default` line of a parameter; a JSON string is a YAML string too. */
function defaultValue(value: string | undefined): string {
  return value === undefined || value === '' ? '' : `\n    Default: ${JSON.stringify(value)}`;
}
