import type { LambdaFunction } from '../../core/lambdaFunction';

const consoleHosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The function's page in the AWS console, or undefined in partitions whose console has no public address. */
export function consoleUrl({ arn, region, name }: LambdaFunction): string | undefined {
  const host = consoleHosts[arn.split(':')[1] ?? ''];
  const home = `lambda/home?region=${encodeURIComponent(region)}`;
  return host && `https://${region}.${host}/${home}#/functions/${encodeURIComponent(name)}?tab=configure`;
}
