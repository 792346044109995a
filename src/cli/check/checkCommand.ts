import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Severity } from '../../core/findings/finding';
import { MAX_TEMPLATE_BYTES, RULES_FILE } from '../../template/read/sniff';
import type { Arguments, Command, RunContext } from '../command';
import { exitCode } from '../exitCode';
import { pathBelow } from '../pathBelow';
import { reasonOf } from '../reasonOf';
import { unpainted } from '../terminal';
import { fails, thresholdOf, thresholdOption } from '../threshold';
import { UsageError } from '../usageError';
import { versionOf } from '../version';
import { FileChecker } from './checkFiles';
import type { CheckedTemplate, CheckRun } from './checkRun';
import { explain } from './explain';
import type { Format, FormatContext } from './formats/format';
import { formatGithub } from './formats/github';
import { formatJson } from './formats/json';
import { formatJunit } from './formats/junit';
import { formatSarif } from './formats/sarif';
import { formatText } from './formats/text';
import { templatePaths } from './templatePaths';

const formats = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
} as const satisfies Readonly<Record<string, Format>>;

type FormatName = keyof typeof formats;

export const checkCommand: Command = {
  name: 'check',
  operands: '[FILE|FOLDER|-]…',
  summary: t => t('Check SAM, CloudFormation and Serverless Framework templates'),
  details: t => [
    t(
      'Finds what a deploy or a mount would fail for, or suffer from. Without operands, the templates of this folder are checked; - is standard input. Files that are no template with a function that mounts a file system are passed over.',
    ),
    t(
      '{0} in the folder of a template or above it says for a repository how its templates are checked; the editor follows the same file.',
      RULES_FILE,
    ),
  ],
  options: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: Object.keys(formats),
      describe: t => t('How findings are written'),
    },
    { name: 'output', short: 'o', value: 'FILE', describe: t => t('Write them into a file') },
    thresholdOption,
    {
      name: 'fix',
      describe: t => t('Apply the safe fixes to the files; with -, write the result to standard output'),
    },
    { name: 'explain', value: 'CODE', describe: t => t('Say what a code means, and check nothing') },
    {
      name: 'stdin-name',
      value: 'FILE',
      describe: t =>
        t('What standard input is the content of: it is named so, and the rules of that place count'),
    },
    { name: 'color', describe: t => t('Colours, also where the output is no terminal') },
    { name: 'no-color', describe: t => t('No colours') },
  ],
  examples: [
    'efs-mount-inspector check',
    'efs-mount-inspector check template.yaml --fix',
    'efs-mount-inspector check infra/ --format sarif --output efs.sarif --fail-on error',
    'cdk synth | efs-mount-inspector check - --stdin-name app.yaml',
    'efs-mount-inspector check --explain missing-depends-on',
  ],
  run: runCheck,
};

async function runCheck(args: Arguments, surroundings: RunContext): Promise<number> {
  const { errors, locale, out, t } = surroundings;
  const chosenColor = args.flag('no-color') ? false : args.flag('color');
  const templates = await import('../../template/index');
  const asked = args.value('explain');
  if (asked !== undefined) {
    out.write(explain(templates, asked, surroundings, out.paint(chosenColor)));
    return exitCode.fine;
  }

  const operands = args.operands.length > 0 ? args.operands : ['.'];
  const isFixing = args.flag('fix') ?? false;
  const output = args.value('output');
  if (args.value('stdin-name') !== undefined && !operands.includes('-')) {
    throw new UsageError(t('--stdin-name names what comes from standard input: add the operand -.'));
  }
  const checker = new FileChecker(templates, surroundings, isFixing);
  const run = await check(operands, args, checker, surroundings);
  checker.reportRules();

  // The fixed text has standard output for itself.
  const isTextTaken = isFixing && operands.includes('-') && output === undefined;
  const target = isTextTaken ? errors : out;
  const threshold = thresholdOf(args);
  const isFailure = (severity: Severity) => fails(severity, threshold);
  const format = formats[(args.value('format') ?? 'text') as FormatName];
  const written = format(run, {
    templates,
    t,
    locale,
    paint: output === undefined ? target.paint(chosenColor) : unpainted,
    isFailure,
    version: versionOf(surroundings.dist),
    root: rootOf(surroundings),
  } satisfies FormatContext);
  if (output === undefined) {
    target.write(written);
  } else {
    await writeOutput(output, written, checker, surroundings);
  }
  const failures = run.templates
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => isFailure(severity));
  return checker.hasTrouble ? exitCode.trouble : failures.length > 0 ? exitCode.findings : exitCode.fine;
}

async function check(
  operands: readonly string[],
  args: Arguments,
  checker: FileChecker,
  { folder, input, t }: RunContext,
): Promise<CheckRun> {
  const named = operands.filter(operand => operand !== '-').map(operand => path.resolve(folder, operand));
  const { files, unread } = await templatePaths(named);
  for (const { path: file, error } of unread) {
    checker.trouble(t('{0}: could not be read. {1}', checker.nameOf(file), reasonOf(error, t)));
  }
  const checked: (CheckedTemplate | undefined)[] = [];
  if (operands.includes('-')) {
    const bytes = await buffer(input);
    const name = args.value('stdin-name');
    const file = path.resolve(folder, name ?? 'stdin');
    if (bytes.length > MAX_TEMPLATE_BYTES) {
      checker.trouble(t('Standard input is larger than any template.'));
    } else {
      checked.push(
        await checker.checkInput(bytes, file, name === undefined ? '<stdin>' : checker.nameOf(file)),
      );
    }
  }
  for (const file of files) {
    checked.push(await checker.check(file));
  }
  return {
    files: checked.length,
    templates: checked.filter(one => one !== undefined),
    fixed: checker.fixed,
  };
}

/** What paths in a pipeline start from. */
function rootOf({ environment, folder }: RunContext): string {
  const workspace = environment.GITHUB_WORKSPACE;
  if (workspace && pathBelow(workspace, folder) !== undefined) {
    return path.resolve(workspace);
  }
  for (let above = folder; ; above = path.dirname(above)) {
    if (existsSync(path.join(above, '.git'))) {
      return above;
    }
    if (path.dirname(above) === above) {
      return folder;
    }
  }
}

async function writeOutput(
  output: string,
  text: string,
  checker: FileChecker,
  { folder, t }: RunContext,
): Promise<void> {
  const file = path.resolve(folder, output);
  try {
    await writeFile(file, text);
  } catch (error) {
    checker.trouble(t('{0}: could not be written. {1}', checker.nameOf(file), reasonOf(error, t)));
  }
}
