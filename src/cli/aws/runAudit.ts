import { judgeBySetup, type CauseCode } from '../../core/failure/mountCauses';
import type { Severity } from '../../core/findings/finding';
import { visible, visibleJson } from '../../core/text/visibleText';
import { describeFileSystemSetup } from '../../core/words/fileSystemSetupWords';
import { nameKind } from '../../core/words/fileSystemKindWords';
import { describeCause } from '../../core/words/mountCauseWords';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Inspection } from '../../inspect/inspection';
import { describeError } from '../../inspect/inspectProblems';
import type { Arguments, RunContext } from '../command';
import { exitCode } from '../exitCode';
import { fails, thresholdOf } from '../threshold';
import { UsageError } from '../usageError';
import type { AwsSession } from './awsSession';
import { withSession } from './withSession';

/** Why a mount fails, as far as the set-up of a file system alone can tell; worth a look where it is short of a proof. */
const causes: readonly CauseCode[] = [
  'access-point-unavailable',
  'mount-target-missing',
  'mount-target-not-available',
  'other-network',
  'role-denied',
  'execute-permission',
];
/** Short of a proof these say only that there is something to read: a policy of its own is nothing wrong. */
const onlyProved: ReadonlySet<CauseCode> = new Set<CauseCode>(['role-denied']);

interface AuditFinding {
  readonly code: CauseCode;
  readonly severity: Severity;
  readonly title: string;
  readonly check: string;
}

interface Audited extends KnownFunction {
  readonly way: string | undefined;
  readonly findings: readonly AuditFinding[];
  /** Whole sentences. */
  readonly notRead: readonly string[];
}

/** `audit`: all functions that mount a file system, and what of their set-up keeps them from it. Invokes nothing. */
export function runAudit(args: Arguments, surroundings: RunContext): Promise<number> {
  const { errors, out, t } = surroundings;
  if (args.operands.length > 0) {
    throw new UsageError(t('{0} takes no operands.', 'audit'));
  }
  return withSession(args, surroundings, async (session, signal) => {
    const states = await session.list(signal);
    const setups = new SetupReader(session, signal);
    const audited: Audited[] = [];
    for (const { connection, functions } of states) {
      for (const target of functions) {
        const known = { target, connection };
        audited.push(audit(known, await setups.read(known), session, surroundings));
      }
    }
    const failed = states.flatMap(({ error }) => (error ? [describeError(error, t)] : []));
    failed.forEach(message => errors.line(message));
    out.write(args.value('format') === 'json' ? toJson(audited) : toText(audited, surroundings));
    const threshold = thresholdOf(args);
    const isFound = audited.some(({ findings }) =>
      findings.some(({ severity }) => fails(severity, threshold)),
    );
    return failed.length > 0 ? exitCode.trouble : isFound ? exitCode.findings : exitCode.fine;
  });
}

/** Reads how file systems are set up: once for each access point, however many functions mount through it. */
class SetupReader {
  readonly #session: AwsSession;
  readonly #signal: AbortSignal;
  readonly #read = new Map<string, Inspection['setup']>();

  constructor(session: AwsSession, signal: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
  }

  async read(known: KnownFunction): Promise<Inspection['setup']> {
    const { connection, target } = known;
    const key = [connection.id, target.accountId, target.fileSystem.arn, target.origin.kind].join(' ');
    if (!this.#read.has(key)) {
      this.#read.set(key, await this.#session.setupOf(known, this.#signal));
    }
    return this.#read.get(key);
  }
}

function audit(
  known: KnownFunction,
  setup: Inspection['setup'],
  session: AwsSession,
  { locale, t }: RunContext,
): Audited {
  const { target } = known;
  const findings = causes.flatMap((code): readonly AuditFinding[] => {
    const judged = setup && judgeBySetup(code, target, setup);
    const isFound =
      judged?.standing === 'certain' || (judged?.standing === 'indicated' && !onlyProved.has(code));
    if (!judged || !isFound) {
      return [];
    }
    const [title, check] = describeCause({ code, ...judged }, target, t, locale);
    return [{ code, severity: judged.standing === 'certain' ? 'error' : 'warning', title, check }];
  });
  return {
    ...known,
    way: session.inspector.wayFor(known),
    findings,
    notRead: setup ? describeFileSystemSetup(setup, target, t, locale).notRead : [],
  };
}

function toText(audited: readonly Audited[], { t }: RunContext): string {
  const blocks = audited.map(({ findings, notRead, target, way }) => {
    const { fileSystem, name, region } = target;
    return [
      `${region} ${visible(name)}: ${nameKind(fileSystem.kind, t)} ${visible(fileSystem.localMountPath)}${way === undefined ? '' : ` (${t('can be inspected')})`}`,
      ...findings.map(({ check, code, severity, title }) => `  ${severity}: ${title} ${check} [${code}]`),
      ...notRead.map(sentence => `  ${sentence}`),
    ].join('\n');
  });
  const found = audited.reduce((all, { findings }) => all + findings.length, 0);
  return `${[...blocks, t('Functions that mount a file system: {0}. Findings: {1}.', audited.length, found)].join('\n')}\n`;
}

function toJson(audited: readonly Audited[]): string {
  const document = {
    schemaVersion: 1,
    functions: audited.map(({ findings, notRead, target, way }) => ({
      function: target,
      way,
      findings,
      notRead,
    })),
  };
  return `${visibleJson(JSON.stringify(document, undefined, 2))}\n`;
}
