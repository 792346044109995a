import type { WorkbenchDriver } from '../ui/driver';

/** Shows the report of a function alone; with `inspect`, a new one. Ends when that is there. */
export async function showReport(
  driver: WorkbenchDriver,
  command: 'inspect' | 'openReport',
  functionName: string,
): Promise<void> {
  await driver.executeCommand('workbench.action.closeAllEditors');
  await driver.executeCommand(`efsMountInspector.${command}`, { arn: arnOf(functionName) });
}

export function arnOf(functionName: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`;
}

/** Ends when the report says that the inspection failed. */
export async function failed(driver: WorkbenchDriver): Promise<void> {
  await driver.webview().locator('.status-line .status-error').waitFor();
}
