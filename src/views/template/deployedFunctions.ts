import * as vscode from 'vscode';
import { isText, optional, shape } from '../../core/guards';
import type { KnownFunction } from '../../inspect/catalog';
import type { TemplateFunction } from '../../template';
import type { Services } from '../services';
import { t } from '../localize';
import { pickOne, showInformation, withProgress } from '../window';

export const inspectDeployedCommand = 'efsMountInspector.inspectTemplateFunction';

/** How a function of a template is named to us. */
export type TemplateFunctionName = Pick<TemplateFunction, 'logicalId' | 'functionName'>;

const isName = shape({ logicalId: isText, functionName: optional(isText) });

/** Judges the argument of {@link inspectDeployedCommand}, which anybody can run. */
export function isTemplateFunctionName(value: unknown): value is TemplateFunctionName {
  return isName(value);
}

/** The tag that CloudFormation gives to what it creates. */
const LOGICAL_ID_TAG = 'aws:cloudformation:logical-id';

type DeployedFunctionServices = Pick<Services, 'apis' | 'catalog' | 'discovery'>;

/** Finds the deployed functions of a template's logical ids. */
export class DeployedFunctions {
  readonly #services: DeployedFunctionServices;
  readonly #logicalIds = new Map<string, string | undefined>();

  constructor(services: DeployedFunctionServices) {
    this.#services = services;
  }

  /** What is known without asking AWS: by the name that the template gives, or by tags that were read before. */
  known(wanted: TemplateFunctionName): KnownFunction | undefined {
    return this.#candidates().find(({ target: { arn, name } }) =>
      wanted.functionName === undefined
        ? this.#logicalIds.get(arn) === wanted.logicalId
        : name === wanted.functionName,
    );
  }

  /** The **Inspect EFS Mount** of a template. Asks for the tags of functions that mount a file system, of no others. */
  async inspect(wanted: TemplateFunctionName): Promise<void> {
    const { discovery } = this.#services;
    const found = await withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t('Looking for the deployed function of {0}', wanted.logicalId),
        cancellable: true,
      },
      async (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        await discovery.ensure();
        return wanted.functionName === undefined
          ? this.#byTags(wanted.logicalId, abort.signal)
          : this.#candidates().filter(({ target: { name } }) => name === wanted.functionName);
      },
    );
    const chosen = found.length > 1 ? await this.#choose(found) : found[0];
    if (chosen) {
      await vscode.commands.executeCommand('efsMountInspector.inspect', { arn: chosen.target.arn });
    } else if (found.length === 0) {
      void showInformation(
        t(
          'No deployed function of {0} was found in the selected profile and regions. Deploy the template, or select another profile or region.',
          wanted.functionName ?? wanted.logicalId,
        ),
      );
    }
  }

  async #byTags(logicalId: string, signal: AbortSignal): Promise<KnownFunction[]> {
    const found: KnownFunction[] = [];
    for (const candidate of this.#candidates()) {
      if (signal.aborted) {
        return [];
      }
      const { arn } = candidate.target;
      if (!this.#logicalIds.has(arn)) {
        const tags = await this.#services.apis.for(candidate.connection).tagsOf(candidate.target, signal);
        this.#logicalIds.set(arn, tags[LOGICAL_ID_TAG]);
      }
      if (this.#logicalIds.get(arn) === logicalId) {
        found.push(candidate);
      }
    }
    return found;
  }

  #candidates(): KnownFunction[] {
    return this.#services.catalog.states.flatMap(({ connection, functions }) =>
      functions.map(found => ({ target: found, connection })),
    );
  }

  async #choose(found: readonly KnownFunction[]): Promise<KnownFunction | undefined> {
    const items = found.map(known => ({
      label: known.target.name,
      description: known.connection.region,
      detail: known.target.arn,
      known,
    }));
    return (await pickOne(items, { title: t('Which deployed function?') }))?.known;
  }
}
