import * as vscode from 'vscode';
import { plain, plainLines } from '../core/text/visibleText';

/**
 * The only way to VS Code's messages, progress, pickers and tree items: names of files and functions, and what
 * endpoints and templates say, are text there and nothing else. Lint forbids the direct ones.
 */

interface ShowMessage {
  (text: string, ...buttons: readonly string[]): Thenable<string | undefined>;
  (text: string, modal: vscode.MessageOptions, ...buttons: readonly string[]): Thenable<string | undefined>;
}

export const showInformation = saying(vscode.window.showInformationMessage);
export const showWarning = saying(vscode.window.showWarningMessage);
export const showError = saying(vscode.window.showErrorMessage);

function saying(
  show: (text: string, options: vscode.MessageOptions, ...buttons: string[]) => Thenable<string | undefined>,
): ShowMessage {
  return (text: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
    const buttons = rest.filter(each => typeof each === 'string');
    const { modal, detail } = rest.find(each => typeof each !== 'string') ?? {};
    return show(plain(text), { modal, detail: detail && plainLines(detail) }, ...buttons);
  };
}

/** Says something in the status bar for some milliseconds. @param icon name of a product icon */
export function showInStatusBar(icon: string, text: string, ms: number): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${plain(text)}`, ms);
}

interface Steps {
  readonly message?: string;
  readonly increment?: number;
}

/** Shows that something is going on, in a notification with a title or in a view. */
export function withProgress<T>(
  options: vscode.ProgressOptions,
  work: (progress: vscode.Progress<Steps>, cancelled: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const { title } = options;
  return vscode.window.withProgress({ ...options, title: title && plain(title) }, (progress, cancelled) =>
    work(
      {
        report: step => progress.report({ ...step, message: step.message && plain(step.message) }),
      },
      cancelled,
    ),
  );
}

/** An item of a picker. */
export function pickerItem<T extends vscode.QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...item,
    label: plain(label),
    description: description && plain(description),
    detail: detail && plain(detail),
  };
}

/** @returns a copy of the item that was picked, with all that the caller has put into it */
export function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { placeHolder, title, ...options }: vscode.QuickPickOptions & { readonly title: string },
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items.map(pickerItem), {
    ...options,
    title: plain(title),
    placeHolder: placeHolder && plain(placeHolder),
  });
}

/** @returns copies of the items that were picked; undefined where the user gave up */
export function pickSome<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { placeHolder, title, ...options }: vscode.QuickPickOptions & { readonly title: string },
): Thenable<readonly T[] | undefined> {
  return vscode.window.showQuickPick(items.map(pickerItem), {
    ...options,
    canPickMany: true,
    title: plain(title),
    placeHolder: placeHolder && plain(placeHolder),
  });
}

/** For a list that grows while it is open: each of its items is a {@link pickerItem}. */
export function createPicker<T extends vscode.QuickPickItem>(
  title: string,
  placeholder: string,
): vscode.QuickPick<T> {
  const picker = vscode.window.createQuickPick<T>();
  picker.title = plain(title);
  picker.placeholder = plain(placeholder);
  return picker;
}

export function askText({
  prompt,
  title,
  ...options
}: vscode.InputBoxOptions & { readonly title: string; readonly prompt: string }): Thenable<
  string | undefined
> {
  return vscode.window.showInputBox({ ...options, title: plain(title), prompt: plain(prompt) });
}

/**
 * Asks for a text that has its effect while it is typed.
 * @returns whether it is to stay; not where the user gave up
 */
export async function askWhileTyping({
  onType,
  placeholder,
  prompt,
  title,
  value,
}: {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onType: (text: string) => void;
}): Promise<boolean> {
  const box = vscode.window.createInputBox();
  box.title = plain(title);
  box.prompt = plain(prompt);
  box.placeholder = plain(placeholder);
  box.value = value;
  box.onDidChangeValue(onType);
  const isKept = await new Promise<boolean>(resolve => {
    box.onDidAccept(() => resolve(true));
    box.onDidHide(() => resolve(false));
    box.show();
  });
  box.dispose();
  return isKept;
}

/** A row of a tree with all its texts plain. */
export function treeRow(item: vscode.TreeItem): vscode.TreeItem {
  const { accessibilityInformation, description, label, tooltip } = item;
  item.label = typeof label === 'string' ? plain(label) : label;
  item.description = typeof description === 'string' ? plain(description) : description;
  item.tooltip = typeof tooltip === 'string' ? plainLines(tooltip) : tooltip;
  item.accessibilityInformation = accessibilityInformation && {
    ...accessibilityInformation,
    label: plain(accessibilityInformation.label),
  };
  return item;
}
