import { own } from './guards';
/**
 * Turns an English message with `{0}`-style placeholders into the user's language. The English text is the key,
 * as with `vscode.l10n.t`, so that the host, the webview and the exports share one bundle.
 */
export type Translate = (message: string, ...args: readonly (string | number | boolean)[]) => string;

/** Translates with a bundle of `l10n/bundle.l10n.<locale>.json`; without one, English. */
export function createTranslate(bundle: Readonly<Record<string, string>> = {}): Translate {
  return (message, ...args) =>
    (own(bundle, message) ?? message).replace(/\{(\d+)\}/g, (placeholder, index: string) => {
      const arg = args[Number(index)];
      return arg === undefined ? placeholder : String(arg);
    });
}
