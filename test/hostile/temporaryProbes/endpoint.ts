import path from 'node:path';

import { startLocalLambda, type FunctionSeed, type LocalLambda } from '../../../src/local';
import { projectRoot } from '../../harness/projectRoot';

/** The function in use: whatever happens, nothing may reach it. */
const inUse: FunctionSeed = {
  configuration: {
    FunctionName: 'thumbnailer',
    PackageType: 'Image',
    Timeout: 3,
    VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    FileSystemConfigs: [
      {
        Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
        LocalMountPath: '/mnt/efs',
      },
    ],
  },
  code: { kind: 'image', uri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/thumbnailer:1' },
};

export function startEndpoint(): Promise<LocalLambda> {
  return startLocalLambda({ distDir: path.join(projectRoot, 'dist'), demo: false, functions: [inUse] });
}

/** Puts an endpoint's credentials into the environment. Returns what takes them out again. */
export function useCredentialsOf({ accessKey }: LocalLambda): () => void {
  const set = {
    AWS_ACCESS_KEY_ID: accessKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: accessKey.secretAccessKey,
  };
  const before = Object.keys(set).map(name => [name, process.env[name]] as const);
  Object.assign(process.env, set);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
  };
}
