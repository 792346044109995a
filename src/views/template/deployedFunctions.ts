import * as vscode from 'vscode';
import { isText, optional, shape } from '../../core/guards';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { StackOrigins, type TemplateFunctionName } from '../../inspect/stackOrigins';
import type { Services } from '../services';
import { t } from '../localize';
import { pickOne, showInformation, withProgress } from '../window';

const isName = shape({ logicalId: isText, functionName: optional(isText), template: isText });

/** Judges the argument of the command that inspects one, which anybody can run. */
export function isTemplateFunctionName(value: unknown): value is TemplateFunctionName {
  return isName(value);
}

type DeployedFunctionServices = Pick<Services, 'apis' | 'catalog' | 'discovery'>;

/** Finds the deployed functions of a template's logical ids. */
export class DeployedFunctions {
  readonly #services: DeployedFunctionServices;
  readonly #origins = new StackOrigins();

  constructor(services: DeployedFunctionServices) {
    this.#services = services;
  }

  /** What is known without asking AWS: by the name that the template gives, or by tags that were read before. */
  known(wanted: TemplateFunctionName): KnownFunction | undefined {
    return this.#origins.only(this.#services.catalog.functions, wanted);
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
        if (wanted.functionName === undefined) {
          await this.#readTags(abort.signal);
        }
        return this.#services.catalog.functions.filter(({ target }) => this.#origins.mayBe(target, wanted));
      },
    );
    const chosen = found.length > 1 ? await this.#choose(found) : found[0];
    if (chosen) {
      this.#origins.choose(wanted.template, chosen.target.arn);
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

  /** Of all functions whose tags were not read yet. */
  async #readTags(signal: AbortSignal): Promise<void> {
    for (const { connection, target } of this.#services.catalog.functions) {
      if (signal.aborted) {
        return;
      }
      if (!this.#origins.isKnown(target.arn)) {
        this.#origins.learn(
          target.arn,
          await this.#services.apis.for(connection).lambda.tagsOf(target, signal),
        );
      }
    }
  }

  async #choose(found: readonly KnownFunction[]): Promise<KnownFunction | undefined> {
    const items = found.map(known => ({
      label: known.target.name,
      description: [this.#origins.stackOf(known.target.arn), known.connection.region]
        .filter(Boolean)
        .join(' · '),
      detail: known.target.arn,
      known,
    }));
    return (await pickOne(items, { title: t('Which deployed function?') }))?.known;
  }
}
