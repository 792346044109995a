import { CreateFunctionCommand, DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipTexts } from '../../src/local/demo/zipTexts';
import type { LocalLambda } from '../../src/local/index';

/** Puts a function in use, with a mount, in the place of the function of this name. */
export async function deployOther({ accessKey, url }: LocalLambda, name: string): Promise<void> {
  const client = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials: accessKey });
  await client.send(new DeleteFunctionCommand({ FunctionName: name }));
  await client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: 'arn:aws:iam::123456789012:role/in-use',
      Runtime: 'nodejs22.x',
      Handler: 'app.run',
      Code: { ZipFile: zipTexts([['app.js', 'exports.run = async () => "paid"']]) },
      VpcConfig: { SubnetIds: ['subnet-0aaaaaaaaaaaaaaa1'], SecurityGroupIds: ['sg-0bbbbbbbbbbbbbbb1'] },
      FileSystemConfigs: [
        {
          Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0c0a1000000000001',
          LocalMountPath: '/mnt/efs',
        },
      ],
    }),
  );
  client.destroy();
}
