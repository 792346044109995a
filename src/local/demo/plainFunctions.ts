import type { FunctionSeed } from '../options';
import { DEMO_REGION, demoVpc, efsAccessPoint } from './parts';
import { zipTexts } from './zipTexts';

const zip = zipTexts([['index.js', 'exports.handler = async event => event;\n']]);

/** A function that mounts nothing. */
export function plainFunction(name: string, description: string, region = DEMO_REGION): FunctionSeed {
  return {
    region,
    configuration: {
      FunctionName: name,
      Description: description,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
    },
    code: { kind: 'zip', zip },
  };
}

/** Functions as a large account has them: about 3 % mount a file system. */
export function manyFunctions(count: number, region = DEMO_REGION): readonly FunctionSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = plainFunction(`service-${String(index + 1).padStart(5, '0')}`, 'One of many.', region);
    if (index % 33 !== 32) {
      return seed;
    }
    const accessPoint = efsAccessPoint(index.toString(16).padStart(17, '0'), region);
    return {
      ...seed,
      configuration: {
        ...seed.configuration,
        VpcConfig: demoVpc,
        FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/efs' }],
      },
    };
  });
}
