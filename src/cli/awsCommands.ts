import type { Command, Option } from './command';
import { thresholdOption } from './threshold';

const connectionOptions: readonly Option[] = [
  { name: 'profile', value: 'NAME', describe: t => t('Profile of ~/.aws, where it is not the usual one') },
  { name: 'region', value: 'REGION', describe: t => t('Region, where it is not that of the profile') },
  {
    name: 'endpoint',
    value: 'URL',
    describe: t => t('Endpoint of Lambda and EFS, where it is not that of AWS'),
  },
  {
    name: 'verbose',
    short: 'v',
    describe: t => t('Say on standard error what is asked and what came of it'),
  },
];

/** The same, of several regions. */
const connectionsOptions: readonly Option[] = connectionOptions.map(option =>
  option.name === 'region'
    ? {
        ...option,
        isList: true,
        describe: t => t('Region, as often as there are regions to look at'),
      }
    : option,
);

const outputOptions: readonly Option[] = [
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: ['text', 'markdown', 'json'],
    describe: t => t('How the report is written'),
  },
  { name: 'output', short: 'o', value: 'FILE', describe: t => t('Write it into a file') },
  thresholdOption,
];

export const inspectCommand: Command = {
  name: 'inspect',
  operands: 'FUNCTION',
  summary: t => t('Ask a function what it mounts, and compare with what AWS recommends'),
  details: t => [
    t(
      'A smoke test after a deploy: does the mount come up, and is it as recommended? Credentials and region are found as the AWS CLI finds them. The exit status is 1 also where Lambda cannot mount the file system.',
    ),
    t(
      'Only a function that is known to be our probe now is invoked: its code is the probe of this version, or it declares the probe. For any other function, --allow-temporary-probe creates one beside it, with its role, network and mount, and deletes it on every way out.',
    ),
  ],
  options: [
    ...outputOptions,
    {
      name: 'allow-temporary-probe',
      describe: t => t('Create, ask and delete a function of ours where FUNCTION is no probe'),
    },
    {
      name: 'network',
      describe: t => t('Check the network path to the file system, too, as after a mount that failed'),
    },
    {
      name: 'metrics',
      describe: t => t('Read a day of CloudWatch metrics of the file system, which AWS charges for'),
    },
    ...connectionOptions,
  ],
  examples: [
    'efs-mount-inspector inspect my-probe --region eu-central-1',
    'efs-mount-inspector inspect thumbnailer --allow-temporary-probe --fail-on error',
    'efs-mount-inspector inspect my-probe --network --metrics --format markdown',
    'efs-mount-inspector inspect my-probe --format json --output my-probe.efs-mount.json',
  ],
  run: async (args, surroundings) => (await import('./aws/index')).runInspect(args, surroundings),
};

export const reportCommand: Command = {
  name: 'report',
  operands: 'FILE',
  summary: t => t('Show a report that was saved as JSON, and judge it anew'),
  details: t => [
    t(
      'FILE was written by inspect with --format json, or by Export Report in the editor; - is standard input. What was measured then is read by the rules of this version. Nobody is asked.',
    ),
  ],
  options: outputOptions,
  examples: [
    'efs-mount-inspector report my-probe.efs-mount.json',
    'efs-mount-inspector report my-probe.efs-mount.json --format markdown --fail-on never >> "$GITHUB_STEP_SUMMARY"',
  ],
  run: async (args, surroundings) => (await import('./report/index')).runReport(args, surroundings),
};

export const auditCommand: Command = {
  name: 'audit',
  operands: '',
  summary: t => t('List the functions that mount a file system, and what keeps them from it'),
  details: t => [
    t(
      'Reads the configuration of functions, and of EFS what the credentials allow to read: access points, file systems and mount targets. Invokes nothing. What is proved is an error; what only points to a failure is a warning.',
    ),
  ],
  options: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: ['text', 'json'],
      describe: t => t('How the report is written'),
    },
    thresholdOption,
    ...connectionsOptions,
  ],
  examples: ['efs-mount-inspector audit --region eu-central-1 --region us-east-1 --format json'],
  run: async (args, surroundings) => (await import('./aws/index')).runAudit(args, surroundings),
};

export const mcpCommand: Command = {
  name: 'mcp',
  operands: '',
  summary: t => t('Serve the tools for agents over MCP, on standard input and output'),
  details: t => [
    t(
      'Tools: list the functions that mount a file system, check a template below this folder, inspect a mount, and give its last report. They invoke what inspect would invoke, and nothing else.',
    ),
  ],
  options: [
    {
      name: 'allow-temporary-probe',
      describe: t => t('Let agents create temporary probes, each deleted right after it was asked'),
    },
    ...connectionsOptions,
  ],
  examples: ['efs-mount-inspector mcp --profile dev --region eu-central-1'],
  run: async (args, surroundings) => (await import('./aws/index')).runMcp(args, surroundings),
};
