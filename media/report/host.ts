import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTranslate, type Translate } from '../../src/core/localize';
import type { ReportViewState, WebviewMessage } from '../../src/views/report/messages';

/** https://code.visualstudio.com/api/extension-guides/webview#scripts-and-message-passing */
interface VsCodeApi {
  postMessage(message: WebviewMessage): void;
  getState(): unknown;
  setState(state: ReportViewState): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The way to the extension host, and what VS Code keeps for us while the tab is hidden or the window reloads. */
export class Host {
  readonly #api = acquireVsCodeApi();
  #state = this.#api.getState() as Partial<ReportViewState> | undefined;

  readonly post = (message: WebviewMessage): void => this.#api.postMessage(message);

  /** What was saved last. */
  get saved(): Partial<ReportViewState> {
    return this.#state ?? {};
  }

  save(change: Partial<ReportViewState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#state.arn !== undefined && this.#state.functionName !== undefined) {
      this.#api.setState(this.#state as ReportViewState);
    }
  }
}

/** What every component may need. */
export interface Surroundings {
  readonly t: Translate;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly post: (message: WebviewMessage) => void;
}

export const SurroundingsContext = createContext<Surroundings>({
  t: createTranslate(),
  locale: 'en',
  post: () => undefined,
});

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
