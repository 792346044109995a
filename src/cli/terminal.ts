import type { Writable } from 'node:stream';

/** What a terminal shows beside plain text. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  green: [32, 39],
};

/** Gives a text a style, or leaves it as it is. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

export const unpainted: Paint = text => text;

const painted: Paint = (text, ...styles) =>
  styles.reduce((inner, style) => `\u001b[${codes[style][0]}m${inner}\u001b[${codes[style][1]}m`, text);

/** Where a run writes. A reader that goes away early (`| head`) ends the writing, not the run. */
export class Terminal {
  readonly #stream: Writable & { readonly isTTY?: boolean };
  readonly #environment: Readonly<Record<string, string | undefined>>;
  #isClosed = false;

  constructor(
    stream: Writable & { readonly isTTY?: boolean },
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.#stream = stream;
    this.#environment = environment;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
        throw error;
      }
      this.#isClosed = true;
    });
  }

  get isInteractive(): boolean {
    return this.#stream.isTTY === true;
  }

  write(content: string | Uint8Array): void {
    if (!this.#isClosed && content.length > 0) {
      this.#stream.write(content);
    }
  }

  line(text = ''): void {
    this.write(`${text}\n`);
  }

  /** Colours where the terminal has them, or where `chosen` says so. https://no-color.org https://force-color.org */
  paint(chosen: boolean | undefined): Paint {
    const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = this.#environment;
    const byEnvironment = refused ? false : forced ? forced !== '0' : undefined;
    return (chosen ?? byEnvironment ?? (this.isInteractive && terminal !== 'dumb')) ? painted : unpainted;
  }
}
