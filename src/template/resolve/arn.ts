import type { Resource } from '../read/template';
import { identityOf, partsOf, type PatternPart, type Reference, type Text, type Value } from './values';

export type FileSystemService = 'efs' | 's3files';

/**
 * What the `Arn` of a file system configuration stands for. `resource` is the resource of this template that it names.
 */
export interface ArnTarget {
  readonly is:
    | 'access-point'
    /** The id of an access point, where its ARN belongs. */
    | 'access-point-id'
    /** An access point's attribute that does not exist. */
    | 'no-such-attribute'
    | 'file-system'
    | 'mount-target'
    | 'bucket'
    /** A text that is the ARN of no access point. */
    | 'malformed'
    | 'unknown';
  readonly service?: FileSystemService;
  readonly resource?: Resource;
}

/** Longest ARN that Lambda takes. https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html */
const MAX_LENGTH = 256;

const accessPointArns: readonly [FileSystemService, RegExp][] = [
  [
    'efs',
    /^arn:aws[a-zA-Z-]*:elasticfilesystem:(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d:\d{12}:access-point\/fsap-[a-f0-9]{17}$/,
  ],
  [
    's3files',
    /^arn:aws[-a-z]*:s3files:[0-9a-z:-]+:file-system\/fs-[0-9a-f]{17,40}\/access-point\/fsap-[0-9a-f]{17,40}$/,
  ],
];

export function serviceOf(resource: Resource | undefined): FileSystemService | undefined {
  return resource?.type?.startsWith('AWS::EFS::')
    ? 'efs'
    : resource?.type?.startsWith('AWS::S3Files::')
      ? 's3files'
      : undefined;
}

/** The attribute that holds an access point's ARN. */
export function arnAttribute(accessPoint: Resource): string {
  return serviceOf(accessPoint) === 's3files' ? 'AccessPointArn' : 'Arn';
}

/** The file system's id in its own ARN, or in that of an access point of S3 Files. */
export function fileSystemIdIn(arn: Value): Text | undefined {
  if (arn.kind !== 'text' && arn.kind !== 'pattern') {
    return undefined;
  }
  const last = partsOf(arn)?.at(-1);
  const [, id] = (typeof last === 'string' ? fileSystemArnEnd.exec(last) : undefined) ?? [];
  return id === undefined ? undefined : { kind: 'text', text: id, node: arn.node };
}

const fileSystemArnEnd = /:file-system\/(fs-[0-9a-f]+)(?:\/access-point\/fsap-[0-9a-f]+)?$/;

export function targetOf(arn: Value): ArnTarget {
  if (arn.kind === 'reference') {
    return targetOfReference(arn);
  }
  const parts = partsOf(arn);
  return parts && (arn.kind !== 'unknown' || arn.example !== undefined)
    ? targetOfText(parts)
    : { is: 'unknown' };
}

function targetOfReference({ resource, attribute }: Reference): ArnTarget {
  const service = serviceOf(resource);
  const about = service ? { service, resource } : { resource };
  switch (resource.type) {
    case 'AWS::EFS::AccessPoint':
    case 'AWS::S3Files::AccessPoint':
      if (attribute === arnAttribute(resource)) {
        return { is: 'access-point', ...about };
      }
      return {
        is:
          attribute === 'AccessPointId' || attribute === undefined ? 'access-point-id' : 'no-such-attribute',
        ...about,
      };
    case 'AWS::EFS::FileSystem':
    case 'AWS::S3Files::FileSystem':
      return { is: 'file-system', ...about };
    case 'AWS::EFS::MountTarget':
    case 'AWS::S3Files::MountTarget':
      return { is: 'mount-target', ...about };
    case 'AWS::S3::Bucket':
      return { is: 'bucket', ...about };
    default:
      return { is: 'unknown' };
  }
}

const UNKNOWN_PART = '\0';

function targetOfText(parts: readonly PatternPart[]): ArnTarget {
  const text = parts.map(example).join('');
  const resource = parts.findLast(
    part => typeof part !== 'string' && part.kind === 'reference' && serviceOf(part.resource),
  );
  const named =
    typeof resource === 'object' && resource.kind === 'reference' ? { resource: resource.resource } : {};
  const service = accessPointArns.find(([, pattern]) => pattern.test(text))?.[0];
  if (service && text.length <= MAX_LENGTH) {
    return { is: 'access-point', service, ...named };
  }
  if (/^fs-[0-9a-f]+$/.test(text)) {
    return { is: 'file-system', ...named };
  }
  if (/^fsap-[0-9a-f]+$/.test(text)) {
    return { is: 'access-point-id', ...named };
  }
  if (/^fsmt-[0-9a-f]+$/.test(text)) {
    return { is: 'mount-target', ...named };
  }
  if (/^arn:[^:]*:s3:/.test(text)) {
    return { is: 'bucket', ...named };
  }
  const efs = /^arn:[^:]*:elasticfilesystem:[^:]*:[^:]*:(file-system|mount-target|access-point)\//.exec(text);
  if (efs && efs[1] !== 'access-point') {
    return { is: efs[1] === 'file-system' ? 'file-system' : 'mount-target', service: 'efs', ...named };
  }
  if (/^arn:[^:]*:s3files:[^/]*:file-system\/[^/\0]*$/.test(text)) {
    return { is: 'file-system', service: 's3files', ...named };
  }
  if (text.includes(UNKNOWN_PART)) {
    return efs ? { is: 'access-point', service: 'efs', ...named } : { is: 'unknown' };
  }
  // `…:access-point/${FileSystem}`: the id of the file system stands where that of an access point belongs.
  const endsInFileSystem = parts.at(-1) === resource && named.resource?.type?.endsWith('::FileSystem');
  return { is: endsInFileSystem ? 'file-system' : 'malformed', ...named };
}

/** What a value could be at a deployment; undefined where its form is not known. */
export function exampleOf(value: Value): string | undefined {
  const text = partsOf(value)?.map(example).join('');
  return text?.includes(UNKNOWN_PART) ? undefined : text;
}

/** What a part could be at a deployment, where its form is known. */
function example(part: PatternPart): string {
  if (typeof part === 'string') {
    return part;
  }
  if (part.kind === 'unknown') {
    return part.example ?? pseudoParameters.get(identityOf(part) ?? '') ?? UNKNOWN_PART;
  }
  const { type = '' } = part.resource;
  return examples.get(`${type} ${part.attribute ?? 'Ref'}`) ?? UNKNOWN_PART;
}

const pseudoParameters = new Map([
  ['Ref("AWS::Partition")', 'aws'],
  ['Ref("AWS::Region")', 'us-east-1'],
  ['Ref("AWS::AccountId")', '123456789012'],
]);

const FILE_SYSTEM = 'fs-0123456789abcdef0';
const ACCESS_POINT = 'fsap-0123456789abcdef0';
const MOUNT_TARGET = 'fsmt-0123456789abcdef0';
const EFS = 'arn:aws:elasticfilesystem:us-east-1:123456789012';
const S3_FILES = `arn:aws:s3files:us-east-1:123456789012:file-system/${FILE_SYSTEM}`;

/**
 * What `Ref` and attributes give. Ref of a file system of S3 Files is its ARN.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3files-filesystem.html
 */
const examples = new Map([
  ['AWS::EFS::AccessPoint Ref', ACCESS_POINT],
  ['AWS::EFS::AccessPoint AccessPointId', ACCESS_POINT],
  ['AWS::EFS::AccessPoint Arn', `${EFS}:access-point/${ACCESS_POINT}`],
  ['AWS::EFS::FileSystem Ref', FILE_SYSTEM],
  ['AWS::EFS::FileSystem FileSystemId', FILE_SYSTEM],
  ['AWS::EFS::FileSystem Arn', `${EFS}:file-system/${FILE_SYSTEM}`],
  ['AWS::EFS::MountTarget Ref', MOUNT_TARGET],
  ['AWS::EFS::MountTarget Id', MOUNT_TARGET],
  ['AWS::S3Files::AccessPoint Ref', ACCESS_POINT],
  ['AWS::S3Files::AccessPoint AccessPointId', ACCESS_POINT],
  ['AWS::S3Files::AccessPoint AccessPointArn', `${S3_FILES}/access-point/${ACCESS_POINT}`],
  ['AWS::S3Files::FileSystem Ref', S3_FILES],
  ['AWS::S3Files::FileSystem FileSystemArn', S3_FILES],
  ['AWS::S3Files::FileSystem FileSystemId', FILE_SYSTEM],
  ['AWS::S3Files::MountTarget MountTargetId', MOUNT_TARGET],
]);
