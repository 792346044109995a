import { isFlag, isText, optional, own, shape, type Guard } from '../core/guards';

export type ToolName =
  | 'check_lambda_mount_template'
  | 'get_lambda_mount_report'
  | 'inspect_lambda_mount'
  | 'list_lambda_file_systems';

/** A tool as models are told of it. package.json has the same for VS Code. */
export interface ToolDefinition {
  readonly name: ToolName;
  readonly title: string;
  /** What it does, when to use it and what it does not do: for a model. */
  readonly description: string;
  /** JSON Schema of an object. */
  readonly inputSchema: {
    readonly type: 'object';
    readonly properties: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
  /** Whether it may create or invoke something in an account. */
  readonly acts: boolean;
  /** Judges an input before it is believed. */
  readonly accepts: Guard;
}

const functionInput = {
  type: 'string',
  description: 'Name or ARN of a Lambda function, as list_lambda_file_systems gives it.',
} as const;

export const toolDefinitions: readonly ToolDefinition[] = [
  {
    name: 'list_lambda_file_systems',
    title: 'List Lambda File Systems',
    description:
      'Lists the AWS Lambda functions of the selected profile and regions that mount Amazon EFS or Amazon S3 Files: name, ARN, region, mount path, access point, network, and whether each can be inspected through a probe that is known. Reads the configuration of functions alone; invokes nothing.',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    acts: false,
    accepts: shape({}),
  },
  {
    name: 'check_lambda_mount_template',
    title: 'Check Lambda Mount Template',
    description:
      'Checks a SAM, CloudFormation or Serverless Framework template (YAML or JSON) for what makes a Lambda function with Amazon EFS or S3 Files fail to deploy or to mount: missing VPC, mount targets, DependsOn, security group rules, access point settings, permissions. Gives findings with code, severity, line, message, fixes and documentation. Use it before and after editing FileSystemConfigs. Changes nothing.',
    inputSchema: {
      type: 'object',
      properties: {
        path: {
          type: 'string',
          description: 'Path of the template file: absolute, or from the workspace or working folder.',
        },
      },
      required: ['path'],
      additionalProperties: false,
    },
    acts: false,
    accepts: shape({ path: isText }),
  },
  {
    name: 'get_lambda_mount_report',
    title: 'Get Lambda Mount Report',
    description:
      'Gives the last report of a Lambda function’s mount that is known here: whether code must retry reads and writes, NFS mount options against what AWS recommends, findings, statistics, or why Lambda could not mount. Asks nobody. Use inspect_lambda_mount for a new one.',
    inputSchema: {
      type: 'object',
      properties: { function: functionInput },
      required: ['function'],
      additionalProperties: false,
    },
    acts: false,
    accepts: shape({ function: isText }),
  },
  {
    name: 'inspect_lambda_mount',
    title: 'Inspect Lambda Mount',
    description:
      'Inspects what a Lambda function really mounts, and gives a new report. Only a function that is known to be a read-only probe is invoked. For any other function, allowTemporaryProbe creates a function beside it with its role, network and mount, asks that, and deletes it; the user is told what that touches first. Neither contents of files nor their names are returned.',
    inputSchema: {
      type: 'object',
      properties: {
        function: functionInput,
        allowTemporaryProbe: {
          type: 'boolean',
          description:
            'Whether a temporary probe may be created in the account. Only where the user wants that.',
        },
        network: {
          type: 'boolean',
          description:
            'Whether to check the network path as well: subnets, security groups, network ACLs, routes and DNS between function and mount targets. Costs nothing; a mount that fails has it checked by itself.',
        },
        metrics: {
          type: 'boolean',
          description:
            'Whether to read a day of CloudWatch metrics of the file system: burst credits, I/O limit, throughput, connections. AWS charges for them, about 0.01 USD for a thousand metrics.',
        },
      },
      required: ['function'],
      additionalProperties: false,
    },
    acts: true,
    accepts: shape({
      function: isText,
      allowTemporaryProbe: optional(isFlag),
      network: optional(isFlag),
      metrics: optional(isFlag),
    }),
  },
];

/** What inspect_lambda_mount is asked for besides the function. */
export interface InspectionInput {
  readonly allowTemporaryProbe: boolean;
  readonly network: boolean;
  readonly metrics: boolean;
}

/** @param input was judged */
export function askedOf(input: Readonly<Record<string, unknown>>): InspectionInput {
  const flag = (name: keyof InspectionInput) => own(input, name) === true;
  return {
    allowTemporaryProbe: flag('allowTemporaryProbe'),
    network: flag('network'),
    metrics: flag('metrics'),
  };
}

export function toolNamed(name: string): ToolDefinition | undefined {
  return toolDefinitions.find(tool => tool.name === name);
}

/** A text of an input that was judged; empty where there is none. */
export function askedText(input: Readonly<Record<string, unknown>>, key: string): string {
  const value = own(input, key);
  return isText(value) ? value : '';
}
