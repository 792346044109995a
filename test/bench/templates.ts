import { parse } from 'yaml';
import {
  checkInSteps,
  checkTemplate,
  hoverAt,
  readTemplate,
  TemplateReader,
  type Template,
} from '../../src/template';
import { milliseconds, sideBySide, summarise, table, type Measure } from './measure';
import { rounds } from './options';

/** A SAM template of about `resources` resources; each fifth mounts a file system of its own. */
function templateOf(resources: number): string {
  const groups = Array.from({ length: Math.max(1, Math.round(resources / 5)) }, (_, index) => group(index));
  return `AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n${groups.join('')}`;
}

function group(n: number): string {
  return `  Function${n}:
    Type: AWS::Serverless::Function
    DependsOn: MountTarget${n}
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src/
      Timeout: 30
      VpcConfig:
        SubnetIds: [subnet-0123456789abcdef0]
        SecurityGroupIds: [!GetAtt Group${n}.GroupId]
      FileSystemConfigs:
        - Arn: !GetAtt AccessPoint${n}.Arn
          LocalMountPath: /mnt/efs
  FileSystem${n}:
    Type: AWS::EFS::FileSystem
  AccessPoint${n}:
    Type: AWS::EFS::AccessPoint
    Properties:
      FileSystemId: !Ref FileSystem${n}
      PosixUser: { Uid: '1000', Gid: '1000' }
      RootDirectory:
        Path: /lambda
        CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '755' }
  MountTarget${n}:
    Type: AWS::EFS::MountTarget
    Properties:
      FileSystemId: !Ref FileSystem${n}
      SubnetId: subnet-0123456789abcdef0
      SecurityGroups: [!GetAtt Group${n}.GroupId]
  Group${n}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: NFS
`;
}

const ROUNDS = rounds(15);

/** What the editor waits for, beside the YAML library's own parse of the same text as the floor. */
export async function benchTemplates(): Promise<string> {
  const rows: string[][] = [];
  for (const resources of [50, 500, 2000]) {
    const text = templateOf(resources);
    const measures = await measureTemplate(text);
    rows.push([String(resources), String(Math.round(text.length / 1024)), ...measures.map(milliseconds)]);
  }
  return `## Template checks

${ROUNDS} rounds. Not measured: the pause in typing and VS Code's own drawing. The editor works in slices of 12 ms and one step; the longest step is how long it can be held on top.

${table(['resources', 'KiB', 'YAML library alone', 'read and check', 'after one edit', 'hover', 'longest step'], rows)}

Files of 1 MB that are no templates:

${table(['file', 'KiB', 'told apart'], await benchOthers())}`;
}

/** Files that have the words of a template and are none. */
async function benchOthers(): Promise<string[][]> {
  const words = ['AWS::Lambda::Function', 'FileSystemConfigs: AWS::Serverless::Function'];
  const many = (one: (n: number) => unknown) => Array.from({ length: 9000 }, (_, n) => one(n));
  const others = {
    'a schema': JSON.stringify({
      definitions: many(n => ({
        [`Type${n}`]: { enum: words, properties: { Resources: {}, FileSystemConfigs: {} } },
      })),
    }),
    'a snapshot': JSON.stringify({
      snapshots: [{ Resources: many(() => ({ Type: words[0], FileSystemConfigs: [] })) }],
    }),
    'a search index': JSON.stringify({
      docs: many(n => ({ id: n, text: `Resources: ${words.join('\n')}`, tail: 'x'.repeat(30) })),
    }),
    'a YAML file': `items:\n${many(n => `  - name: n${n}\n    text: 'Resources, FileSystemConfigs: and ${words[0]}'\n`).join('')}`,
  };
  const measures = await sideBySide(
    Object.fromEntries(Object.entries(others).map(([name, text]) => [name, () => readTemplate(text)])),
    ROUNDS,
  );
  return Object.entries(others).map(([name, text]) => {
    const measure = measures[name];
    return [name, String(Math.round(text.length / 1024)), measure ? milliseconds(measure) : '–'];
  });
}

async function measureTemplate(text: string): Promise<Measure[]> {
  const known = read(text);
  const offset = text.lastIndexOf('LocalMountPath') + 2;
  const editor = new TemplateReader();
  const steps: number[] = [];
  let edits = 0;
  const measures = await sideBySide(
    {
      'YAML library alone': () => parse(text, { logLevel: 'silent' }) as unknown,
      'read and check': () => checkTemplate(read(text)),
      'after one edit': () =>
        checkTemplate(
          // At the top, and of another length each time: all below it moves.
          inSteps(editor.read(text.replace('Timeout: 30', `Timeout: 3${'0'.repeat(edits++ % 3)}`))) ?? known,
        ),
      hover: () => hoverAt(known, offset),
      'longest step': () => steps.push(longestStep(text)),
    },
    ROUNDS,
  );
  return [...Object.values(measures).slice(0, -1), summarise(steps)];
}

/** Milliseconds of the longest step of reading and checking. */
function longestStep(text: string): number {
  const times: number[] = [];
  const template = inSteps(new TemplateReader().read(text), times);
  inSteps(checkInSteps(template ?? read(text)), times);
  return Math.max(...times);
}

function inSteps<Result>(steps: Generator<void, Result>, times: number[] = []): Result {
  for (;;) {
    const started = performance.now();
    const step = steps.next();
    times.push(performance.now() - started);
    if (step.done) {
      return step.value;
    }
  }
}

function read(text: string): Template {
  const template = readTemplate(text);
  if (!template) {
    throw new Error('The generated template was not recognised.');
  }
  return template;
}
