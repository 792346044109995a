import * as vscode from 'vscode';
import {
  answerCheck,
  answerError,
  answerInspection,
  answerList,
  answerNoReport,
  answerNotAProbe,
  askedOf,
  askedText,
  english,
  toolNamed,
  type UncheckedPart,
  type InspectionInput,
  type ToolName,
} from '../../agent';
import { isObject } from '../../core/guards';
import { TextLines } from '../../core/text/textLines';
import { bounded, plain } from '../../core/text/visibleText';
import { describeMetricsCost } from '../../core/words/metricWords';
import { describeWay } from '../../core/words/originWords';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Inspection } from '../../inspect/inspection';
import { describeError } from '../../inspect/inspectProblems';
import { describeCreation } from '../../inspect/temporary/creationWords';
import { confirmTemporaryProbe } from '../commands/confirmTemporaryProbe';
import { t } from '../localize';
import type { Surfaces } from '../surfaces';
import type { SyntaxProblem } from '../../template';
import { mayMountFileSystem } from '../../template/read/sniff';
import { openDocument } from '../template/diagnostics';
import { rulesFor } from '../template/ruleFiles';
import { TemplateFile } from '../template/templateFile';
import { fileOfWorkspace } from './fileOfWorkspace';
import { fitting } from './fitting';

type Input = Readonly<Record<string, unknown>>;

/** What models can have done in this window: what a person can, and after the same questions. */
export class AgentTools {
  readonly #services: Surfaces;

  constructor(services: Surfaces) {
    this.#services = services;
  }

  /** What a person is shown before a tool runs. */
  async prepare(name: ToolName, input: unknown): Promise<vscode.PreparedToolInvocation> {
    if (name !== 'inspect_lambda_mount' || !isAccepted(name, input)) {
      return {};
    }
    const known = await this.#find(askedText(input, 'function')).catch(() => undefined);
    if (!known || known === 'several') {
      return {};
    }
    const { connection, target } = known;
    const way = this.#services.inspector.wayFor(known);
    const { allowTemporaryProbe, metrics } = askedOf(input);
    const creates = way === undefined && allowTemporaryProbe;
    const subject = creates
      ? describeCreation(known, t('You are asked once more before it is created.'), t)
      : [
          t('Function: {0}', target.arn),
          t('Account: {0}', target.accountId ?? '–'),
          t('Region: {0}', connection.region),
          way === undefined
            ? t('It is not known to be a probe: it will not be invoked.')
            : t('Way: {0}', describeWay(way, t)),
        ];
    const isRun = way !== undefined || creates;
    const lines = [...subject, ...(metrics && isRun ? [describeMetricsCost(t)] : [])];
    return {
      invocationMessage: plain(t('Inspecting the mount of {0}', target.name)),
      confirmationMessages: {
        title: plain(t('Inspect the mount of {0}?', target.name)),
        message: new vscode.MarkdownString().appendText(lines.map(plain).join('\n')),
      },
    };
  }

  async invoke(
    name: ToolName,
    { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    let answer: string;
    try {
      answer = isAccepted(name, input)
        ? await this.#call(name, input, token)
        : `The input of ${name} has to be: ${JSON.stringify(toolNamed(name)?.inputSchema)}`;
    } catch (error) {
      if (token.isCancellationRequested) {
        throw new vscode.CancellationError();
      }
      answer = answerError(error);
    }
    const text = await fitting(answer, tokenizationOptions, token);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  }

  #call(name: ToolName, input: Input, token: vscode.CancellationToken): Promise<string> {
    switch (name) {
      case 'list_lambda_file_systems':
        return this.#list(token);
      case 'check_lambda_mount_template':
        return this.#check(askedText(input, 'path'));
      case 'get_lambda_mount_report':
        return this.#report(askedText(input, 'function'));
      case 'inspect_lambda_mount':
        return this.#inspect(askedText(input, 'function'), askedOf(input), token);
    }
  }

  async #list(token: vscode.CancellationToken): Promise<string> {
    const { catalog, connections, inspector } = this.#services;
    await this.#listed(token);
    return answerList(
      catalog.functions.map(known => ({ target: known.target, way: inspector.wayFor(known) })),
      [connections.problem, ...catalog.states.map(({ error }) => error)].flatMap(error =>
        error ? [describeError(error, english)] : [],
      ),
    );
  }

  async #check(file: string): Promise<string> {
    const uri = await fileOfWorkspace(file);
    if (!uri) {
      return 'There is no such file in the folders of the workspace. Only those are checked.';
    }
    const templates = await import('../../template/index');
    const text = openDocument(uri)?.getText() ?? (await TemplateFile.read(uri))?.text;
    if (text === undefined || text.length > templates.MAX_LENGTH) {
      const reason = 'The file is larger than any template that CloudFormation takes.';
      return answerCheck(file, undefined, templates, [{ reason }]);
    }
    if (!mayMountFileSystem(text)) {
      return answerCheck(file, undefined, templates);
    }
    const template = templates.readTemplate(text);
    const lines = new TextLines(text);
    const problem = templates.unreadProblemOf(text, template);
    const problems = problem ? [problemAt(lines, problem)] : [];
    if (!template) {
      return answerCheck(file, undefined, templates, problems);
    }
    const chosen = this.#services.settings.templateSeverities.value;
    const findings = templates.checkTemplate(template, {
      ...(await rulesFor(uri, templates)),
      severityOf: code => chosen[code],
    });
    const name = vscode.workspace.asRelativePath(uri);
    return answerCheck(file, { name, lines, findings }, templates, problems);
  }

  async #report(asked: string): Promise<string> {
    const known = await this.#find(asked);
    if (known === 'several') {
      return answerSeveral(asked);
    }
    const { store } = this.#services;
    const arn = known?.target.arn ?? asked;
    await store.restore(arn);
    const inspection = store.get(arn);
    return inspection?.report || inspection?.failure ? this.#answer(inspection) : answerNoReport(asked);
  }

  async #inspect(asked: string, of: InspectionInput, token: vscode.CancellationToken): Promise<string> {
    const { inspector, store, temporaryProbes } = this.#services;
    const known = await this.#find(asked, token);
    if (known === 'several') {
      return answerSeveral(asked);
    }
    if (!known) {
      return `There is no function of this name or ARN that mounts a file system in the selected profile and regions. Call list_lambda_file_systems: ${JSON.stringify(bounded(asked, 500))}`;
    }
    const { arn, name, role } = known.target;
    const isNew = inspector.wayFor(known) === undefined;
    if (isNew) {
      if (!of.allowTemporaryProbe || role === undefined) {
        return answerNotAProbe(name);
      }
      // Whoever lets tools run without a question has not seen what this one creates.
      if (!(await confirmTemporaryProbe(known, store))) {
        return 'The user did not allow a temporary probe. Do not ask again unless the user wants it.';
      }
      if (token.isCancellationRequested) {
        throw new vscode.CancellationError();
      }
      temporaryProbes.allow(arn);
    }
    try {
      await this.#run(known, token);
    } catch (error) {
      if (token.isCancellationRequested) {
        throw error;
      }
      if (isAbort(error)) {
        return 'The user stopped this inspection. There is no new report.';
      }
      // It is kept, and more is known of it there.
    } finally {
      if (isNew) {
        temporaryProbes.disallow(arn);
      }
    }
    const { failure, status } = store.get(arn) ?? {};
    const isUnmounted = status === 'failed' && (failure?.explanation?.facts.includes('accessPoint') ?? false);
    await untilCancelled(
      Promise.all([
        ...(of.network || isUnmounted ? [store.checkNetwork(known)] : []),
        ...(of.metrics ? [store.readMetrics(known)] : []),
      ]),
      token,
    );
    const inspection = store.get(arn);
    return inspection ? this.#answer(inspection) : answerNoReport(asked);
  }

  /** An inspection that a person began is waited for, and goes on where the chat ends. */
  async #run(known: KnownFunction, token: vscode.CancellationToken): Promise<void> {
    const { store } = this.#services;
    const { arn } = known.target;
    const isJoined = store.running.includes(arn);
    const ended = new AbortController();
    const stopped = new Promise<never>((_resolve, reject) => {
      const stop = token.onCancellationRequested(() => {
        if (!isJoined) {
          store.cancel(arn);
        }
        reject(new vscode.CancellationError());
      });
      ended.signal.addEventListener('abort', () => {
        stop.dispose();
      });
    });
    try {
      await Promise.race([store.inspect(known), stopped]);
    } finally {
      ended.abort();
    }
  }

  async #answer(inspection: Inspection): Promise<string> {
    return answerInspection(inspection, '', await import('../../inspect/inspecting'));
  }

  async #find(
    asked: string,
    token?: vscode.CancellationToken,
  ): Promise<KnownFunction | 'several' | undefined> {
    await this.#listed(token);
    const found = this.#services.catalog.functions.filter(
      ({ target: { arn, name } }) => arn === asked || name === asked,
    );
    return found.length > 1 ? 'several' : found[0];
  }

  /** Resolves when every selected region was looked through, or the token is cancelled. */
  async #listed(token?: vscode.CancellationToken): Promise<void> {
    const { catalog, discovery } = this.#services;
    await discovery.ensure();
    const isOver = () => token?.isCancellationRequested || !catalog.isLoading;
    await new Promise<void>(resolve => {
      const subscriptions: { dispose(): void }[] = [];
      const look = () => {
        if (isOver()) {
          subscriptions.forEach(subscription => subscription.dispose());
          resolve();
        }
      };
      subscriptions.push(catalog.onDidChange(look));
      if (token) {
        subscriptions.push(token.onCancellationRequested(look));
      }
      look();
    });
  }
}

/** @throws CancellationError where the token is cancelled first */
function untilCancelled<T>(work: Promise<T>, token: vscode.CancellationToken): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = token.onCancellationRequested(() => {
      reject(new vscode.CancellationError());
    });
    void work.then(resolve, reject).finally(() => {
      stop.dispose();
    });
  });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isAccepted(name: ToolName, input: unknown): input is Input {
  return isObject(input) && toolNamed(name)?.accepts(input) === true;
}

function problemAt(lines: TextLines, { offset, reason }: SyntaxProblem): UncheckedPart {
  const { line, column } = lines.positionAt(offset);
  return { line: line + 1, column: column + 1, reason };
}

function answerSeveral(asked: string): string {
  return `Several functions have this name. Call list_lambda_file_systems, and name one by its ARN: ${JSON.stringify(bounded(asked, 500))}`;
}
