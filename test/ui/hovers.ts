import type { WebDriver } from '../web/driver';
import type { WorkbenchDriver } from './driver';

/**
 * What all hovers say at the first `FileSystemConfigs` of a document.
 *
 * @param file its path; the document in the active editor where absent
 */
export function hoversOf(
  driver: Pick<WorkbenchDriver | WebDriver, 'evaluateInHost'>,
  file?: string,
): Promise<string> {
  return driver.evaluateInHost(async (api, path?: string) => {
    const document = path
      ? await api.workspace.openTextDocument(api.Uri.file(path))
      : api.window.activeTextEditor?.document;
    const at = document?.positionAt(document.getText().indexOf('FileSystemConfigs') + 2);
    const found = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
      'vscode.executeHoverProvider',
      document?.uri,
      at,
    );
    return found.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
  }, file);
}
