import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { plain } from '../../core/text/visibleText';
import { locale, t } from '../localize';
import type { Services } from '../services';
import { reportPage } from './html';
import { reportIdentityOf, type ReportIdentity } from './messages';
import type { ReportSource } from './reportSource';
import { summariseInspection } from '../words/inspectionWords';
import { ReportSession } from './reportSession';
import { reportViewType } from './reportViewType';
import { reportSource } from './shownReports';

/** One editor tab per function, restored after a window reload. */
export class ReportPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #source: ReportSource;
  readonly #extensionUri: vscode.Uri;
  readonly #panels = new Map<
    string,
    { readonly panel: vscode.WebviewPanel; readonly identity: ReportIdentity }
  >();
  readonly #subscription: { dispose(): void };
  readonly #store: Services['store'];

  constructor(
    services: Pick<
      Services,
      'catalog' | 'directories' | 'extensionUri' | 'latency' | 'log' | 'store' | 'temporaryProbes' | 'totals'
    >,
  ) {
    this.#source = reportSource(services);
    this.#extensionUri = services.extensionUri;
    this.#store = services.store;
    this.#subscription = services.store.onDidChange(arn => this.#retitle(arn));
  }

  /** The function whose report is in the active editor. */
  get activeArn(): string | undefined {
    for (const [arn, { panel }] of this.#panels) {
      if (panel.active) {
        return arn;
      }
    }
    return undefined;
  }

  /** Whether the function's report is open, in view or behind another tab. */
  isOpen(arn: string): boolean {
    return this.#panels.has(arn);
  }

  /** Whether the function's report can be seen now. */
  isVisible(arn: string): boolean {
    return this.#panels.get(arn)?.panel.visible ?? false;
  }

  /** Reveals the function's report, or opens it beside nothing else in the active column. */
  show(identity: ReportIdentity): void {
    const open = this.#panels.get(identity.arn)?.panel;
    if (open) {
      // Revealing takes the focus, which may be in a quick pick by the time it arrives.
      if (!open.active) {
        open.reveal();
      }
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      reportViewType,
      this.#titleOf(identity),
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    this.#fill(panel, identity);
  }

  /** A state that is not ours, or a second panel for the same function, leaves nothing to show. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const identity = reportIdentityOf(state);
    if (!identity || this.#panels.has(identity.arn)) {
      panel.dispose();
    } else {
      this.#fill(panel, identity);
    }
    return Promise.resolve();
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { panel } of [...this.#panels.values()]) {
      panel.dispose();
    }
  }

  #fill(panel: vscode.WebviewPanel, identity: ReportIdentity): void {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(this.#extensionUri, 'dist');
    const session = new ReportSession(
      this.#source,
      {
        post: message => webview.postMessage(message),
        run: ({ name, argument }) =>
          void vscode.commands.executeCommand(`efsMountInspector.${name}`, argument),
        copy: text => void vscode.env.clipboard.writeText(text),
        openExternal: url => void vscode.env.openExternal(vscode.Uri.parse(url, true)),
      },
      identity,
      { locale, bundle: vscode.l10n.bundle ?? {} },
    );
    this.#panels.set(identity.arn, { panel, identity });
    panel.onDidDispose(() => {
      this.#panels.delete(identity.arn);
      session.dispose();
    });
    webview.onDidReceiveMessage((message: unknown) => session.receive(message));
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.title = this.#titleOf(identity);
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.#extensionUri, 'media', 'report-light.svg'),
      dark: vscode.Uri.joinPath(this.#extensionUri, 'media', 'report-dark.svg'),
    };
    webview.html = reportPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.css')).toString(),
      locale,
      title: this.#titleOf(identity),
    });
  }

  /** With how its inspection stands: the tab tells it also where another is in front. */
  #titleOf({ arn, functionName }: ReportIdentity): string {
    const result = summariseInspection(this.#store.recall(arn));
    return plain([t('EFS: {0}', functionName), result].filter(Boolean).join(' · '));
  }

  #retitle(arn: string): void {
    const open = this.#panels.get(arn);
    const title = open && this.#titleOf(open.identity);
    // Each step of an inspection is told of.
    if (open && title !== undefined && open.panel.title !== title) {
      open.panel.title = title;
    }
  }
}
