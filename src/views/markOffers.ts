import type * as vscode from 'vscode';
import type { InvocableWay } from '../core/capture/capture';
import type { FunctionCatalog, KnownFunction } from '../inspect/functionCatalog';
import type { ConfirmedMarks } from '../inspect/kept/confirmedMarks';
import { markCandidates } from '../inspect/markCandidates';
import type { Memento } from '../inspect/ports';
import { t } from './localize';
import type { MarksSetting, Settings } from './settings';
import { pickSome, showInformation } from './window';
import { describeCode } from './words/codeWords';

interface MarkOffersOptions {
  readonly catalog: FunctionCatalog;
  readonly marks: ConfirmedMarks;
  readonly settings: Pick<Settings, 'installedFunctions' | 'shellFunctions'>;
  /** Of this workspace. */
  readonly memento: Memento;
}

/** An entry that marks nothing, with the functions that it may mean. */
interface Offer {
  readonly entry: string;
  readonly candidates: readonly KnownFunction[];
}

/** The number is the version of what is kept. */
const ASKED_KEY = 'askedMarks.1';
const MOST_ASKED = 1000;

/**
 * Offers to mark what settings name without marking it: names, which would mean a function in every account and region,
 * and what a workspace wants to be marked, which is for the user to say. Only functions that were listed are offered.
 */
export class MarkOffers implements vscode.Disposable {
  readonly #options: MarkOffersOptions;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** Names that were offered in this window. */
  readonly #offered = new Set<string>();
  #busy = false;

  constructor(options: MarkOffersOptions) {
    this.#options = options;
    const { catalog, settings } = options;
    const offer = () => void this.#offer();
    this.#subscriptions = [
      catalog.onDidChange(offer),
      settings.installedFunctions.onDidChange(offer),
      settings.shellFunctions.onDidChange(offer),
    ];
  }

  async #offer(): Promise<void> {
    const { catalog } = this.#options;
    if (this.#busy || catalog.isLoading) {
      return;
    }
    this.#busy = true;
    try {
      const { installedFunctions, shellFunctions } = this.#options.settings;
      for (const [setting, mark] of [
        [installedFunctions, 'installed-probe'],
        [shellFunctions, 'shell-handler'],
      ] as const) {
        this.#offerNames(setting, mark);
        await this.#offerMarksOfWorkspace(setting, mark);
      }
    } finally {
      this.#busy = false;
    }
  }

  #offerNames(setting: MarksSetting, mark: InvocableWay): void {
    const offers = this.#offers(setting.namesOfUser.filter(name => !this.#offered.has(`${mark} ${name}`)));
    if (offers.length === 0) {
      return;
    }
    offers.forEach(({ entry }) => this.#offered.add(`${mark} ${entry}`));
    const says = t(
      'The setting “{0}” holds names of functions: {1}. A name is that of a function in every account and region, so it marks none.',
      setting.key,
      shortList(offers),
    );
    void this.#choose(says, offers, setting, mark);
  }

  /** Once. A workspace that is opened says so every time. */
  async #offerMarksOfWorkspace(setting: MarksSetting, mark: InvocableWay): Promise<void> {
    const asked = this.#asked();
    const own = new Set(setting.ofUser);
    const offers = this.#offers(
      setting.ofWorkspace.filter(arn => !own.has(arn) && !asked.includes(`${mark} ${arn}`)),
    );
    if (offers.length === 0) {
      return;
    }
    const now = [...offers.map(({ entry }) => `${mark} ${entry}`), ...asked];
    await this.#options.memento.update(ASKED_KEY, now.slice(0, MOST_ASKED));
    const says = t(
      'The settings of this workspace mark functions as probes: {0}. Only your own settings can do that.',
      shortList(offers),
    );
    void this.#choose(says, offers, setting, mark);
  }

  #asked(): readonly unknown[] {
    const stored = this.#options.memento.get<unknown>(ASKED_KEY);
    return Array.isArray(stored) ? stored : [];
  }

  #offers(entries: readonly string[]): readonly Offer[] {
    return entries
      .map(entry => ({ entry, candidates: markCandidates(entry, this.#options.catalog) }))
      .filter(({ candidates }) => candidates.length > 0);
  }

  /**
   * What is picked becomes a mark of the user's, of what the function is now, in the place of what named it. Not to be
   * waited for: an offer that nobody answers holds no other back.
   */
  async #choose(
    says: string,
    offers: readonly Offer[],
    setting: MarksSetting,
    mark: InvocableWay,
  ): Promise<void> {
    const choose = t('Choose Functions…');
    if ((await showInformation(says, choose)) !== choose) {
      return;
    }
    const items = offers.flatMap(({ entry, candidates }) =>
      candidates.map(known => ({
        entry,
        known,
        label: known.target.name,
        description: `${known.target.accountId ?? ''} ${known.target.region}`,
        detail: describeCode(known).join(' · '),
      })),
    );
    const picked = await pickSome(items, {
      title:
        mark === 'shell-handler'
          ? t('Functions whose handler runs shell commands')
          : t('Functions whose code is the probe of this extension'),
      placeHolder: t('Choose only what you know to be one: it is invoked'),
      ignoreFocusOut: true,
    });
    if (!picked || picked.length === 0) {
      return;
    }
    for (const { known } of picked) {
      await this.#options.marks.confirm(known.target, mark);
    }
    const arns = picked.map(({ known }) => known.target.arn);
    await setting.edit(
      arns,
      picked.map(({ entry }) => entry).filter(entry => !arns.includes(entry)),
    );
    void showInformation(t('Marked in your settings: {0}.', picked.map(({ label }) => label).join(', ')));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }
}

const MOST_SHOWN = 5;

function shortList(offers: readonly Offer[]): string {
  const shown = offers.slice(0, MOST_SHOWN).map(({ entry }) => entry);
  return [...shown, ...(offers.length > MOST_SHOWN ? ['…'] : [])].join(', ');
}
