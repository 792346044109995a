import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTranslate, type Translate } from '../../src/core/translate';
import {
  viewStateOf,
  type ReportViewState,
  type TerminalContent,
  type WebviewMessage,
} from '../../src/views/report/messages';

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
  #writing: ReturnType<typeof setTimeout> | undefined;
  #state = viewStateOf(this.#api.getState());

  readonly post = (message: WebviewMessage): void => this.#api.postMessage(message);

  /** What was saved last. */
  get saved(): Partial<ReportViewState> {
    return this.#state;
  }

  /** May be called on every scrolled pixel: it is written when things have been quiet for a moment. */
  save(change: Partial<ReportViewState>): void {
    this.#state = { ...this.#state, ...change };
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), 100);
  }

  #write(): void {
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
  /** Function that the report is about. */
  readonly arn: string;
  readonly terminal: TerminalContent;
}

export const SurroundingsContext = createContext<Surroundings>({
  t: createTranslate(),
  locale: 'en',
  post: () => undefined,
  arn: '',
  terminal: { shell: 'posix' },
});

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
