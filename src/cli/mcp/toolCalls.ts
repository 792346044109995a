import { realpathSync } from 'node:fs';
import path from 'node:path';
import {
  answerCheck,
  answerInspection,
  answerList,
  answerNoReport,
  answerNotAProbe,
  askedOf,
  askedText,
  english,
  type UncheckedPart,
  type InspectionInput,
  type ToolName,
} from '../../agent';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Inspection } from '../../inspect/inspection';
import { describeError } from '../../inspect/inspectProblems';
import type { AwsSession } from '../aws/awsSession';
import { FileChecker } from '../check/checkFiles';
import type { RunContext } from '../command';
import { pathBelow } from '../pathBelow';
import { versionOf } from '../version';

/** What the tools do without an editor. One session with AWS serves them all. */
export class ToolCalls {
  readonly #session: AwsSession;
  readonly #surroundings: RunContext;
  /** Whether whoever started the server lets it create temporary probes: there is nobody to ask here. */
  readonly #mayCreate: boolean;
  readonly #inspections = new Map<string, Inspection>();
  /** The last inspection of each function, by its ARN: the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(session: AwsSession, surroundings: RunContext, mayCreate: boolean) {
    this.#session = session;
    this.#surroundings = surroundings;
    this.#mayCreate = mayCreate;
  }

  /** @param input was judged. @throws HumanError, or the signal's reason */
  call(name: ToolName, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string> {
    const text = (key: string) => askedText(input, key);
    switch (name) {
      case 'list_lambda_file_systems':
        return this.#list(signal);
      case 'check_lambda_mount_template':
        return this.#check(text('path'));
      case 'get_lambda_mount_report':
        return this.#report(text('function'));
      case 'inspect_lambda_mount':
        return this.#inspect(text('function'), askedOf(input), signal);
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { inspector } = this.#session;
    const states = await this.#session.list(signal);
    return answerList(
      states.flatMap(({ connection, functions }) =>
        functions.map(target => ({ target, way: inspector.wayFor({ target, connection }) })),
      ),
      states.flatMap(({ error }) => (error ? [describeError(error, english)] : [])),
    );
  }

  async #check(file: string): Promise<string> {
    const templates = await import('../../template/index');
    const { folder } = this.#surroundings;
    const absolute = path.resolve(folder, file);
    if (!isBelow(folder, absolute)) {
      return `Only templates below the working folder are checked, ${JSON.stringify(folder)}.`;
    }
    const problems: UncheckedPart[] = [];
    const checker = new FileChecker(
      templates,
      { ...this.#surroundings, t: english },
      false,
      (line, problem) => problems.push(problem ?? { reason: line }),
    );
    const checked = await checker.check(absolute);
    return answerCheck(file, checked, templates, problems);
  }

  async #report(asked: string): Promise<string> {
    const inspection = [...this.#inspections.values()].find(
      ({ target }) => target.arn === asked || target.name === asked,
    );
    return inspection ? this.#answer(inspection) : answerNoReport(asked);
  }

  async #inspect(asked: string, of: InspectionInput, signal: AbortSignal): Promise<string> {
    const known = await this.#session.find(asked, signal);
    const { arn } = known.target;
    // One after the other: what one has created and deletes at its end is not taken from another.
    const before = this.#turns.get(arn) ?? Promise.resolve();
    const turn = before.then(() => this.#inspectNow(known, of, signal));
    this.#turns.set(
      arn,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #inspectNow(known: KnownFunction, of: InspectionInput, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const { inspector, temporaryProbes } = this.#session;
    const { arn, name, role } = known.target;
    if (inspector.wayFor(known) === undefined) {
      if (!this.#mayCreate) {
        return `This function is not known to be a probe, so it was not invoked. This server may not create temporary probes: the user can start it with --allow-temporary-probe, or run: efs-mount-inspector inspect ${JSON.stringify(name)} --allow-temporary-probe`;
      }
      if (!of.allowTemporaryProbe || role === undefined) {
        return answerNotAProbe(name);
      }
      temporaryProbes.allow(arn);
    }
    try {
      const inspection = await this.#session.inspect(known, { signal }, of);
      this.#inspections.set(arn, inspection);
      return await this.#answer(inspection);
    } finally {
      temporaryProbes.disallow(arn);
      await temporaryProbes.discard(arn);
    }
  }

  async #answer(inspection: Inspection): Promise<string> {
    const version = versionOf(this.#surroundings.dist);
    return answerInspection(inspection, version, await import('../../inspect/inspecting'));
  }
}

/** Also where links lead to. */
function isBelow(folder: string, file: string): boolean {
  return pathBelow(realpath(folder), realpath(file)) !== undefined;
}

function realpath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
