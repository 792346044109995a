import { own } from './guards';
/**
 * Turns an English message with `{0}`-style placeholders into the user's language. The English text is the key,
 * as with `vscode.l10n.t`, so that the host, the webview and the exports share one bundle.
 */
export type Translate = (message: string, ...args: readonly (string | number | boolean)[]) => string;

/** Translates with a bundle of `l10n/bundle.l10n.<locale>.json`; without one, English. */
export function createTranslate(bundle: Readonly<Record<string, string>> = {}): Translate {
  return (message, ...args) => {
    const translated = own(bundle, message);
    const fill = (placeholder: string, index: number) => String(args[index] ?? placeholder);
    return translated === undefined
      ? message.replace(/\{(\d+)\}/g, (placeholder, index: string) => fill(placeholder, Number(index)))
      : translated
          .split(/(\{\d+\})/)
          .reduce(
            (text, piece, place) =>
              joined(text, place % 2 === 1 ? fill(piece, Number(piece.slice(1, -1))) : piece),
            '',
          );
  };
}

/** Sentences one after the other, as the language of their words has them. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.reduce((text, sentence) => (text === '' ? sentence : joined(`${text} `, sentence)), '');
}

/**
 * A text and what comes after it. Japanese has a blank around a name or a number, and none within its own text: what a
 * placeholder stands for may be either.
 */
function joined(text: string, next: string): string {
  const before = text.slice(0, -1);
  const isOneText = japaneseAtEnd.test(before) && japaneseAtStart.test(next);
  if (text.endsWith(' ') && (isOneText || japaneseStop.test(before))) {
    return text.slice(0, -1) + next;
  }
  if (next.startsWith(' ') && japaneseAtEnd.test(text) && japaneseAtStart.test(next.slice(1))) {
    return text + next.slice(1);
  }
  return text + next;
}

/** Wide enough to need no blank after it, whatever follows. */
const japaneseStop = /[。、]$/;
const japaneseAtStart = /^[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
const japaneseAtEnd = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$/;
