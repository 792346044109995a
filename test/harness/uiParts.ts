/**
 * Files of UI tests that run one after another in one process, and so in one VS Code and one browser, by what they are about. A file
 * that is not named here is a part of its own.
 */
export const filesOfUiParts: Readonly<Record<string, readonly string[]>> = {
  account: ['files', 'manyFunctions', 'marks', 'profiles', 'redeployed', 'untrustedText'],
  demo: ['keyboard', 'mainJob', 'walkthrough', 'workbench'],
  probing: ['keyboardMenus', 'temporaryProbe', 'trouble'],
  templates: ['agentTools', 'allTemplates', 'constructs', 'template'],
};

/** @param file its path below the folder of the suite, without its ending */
export function uiPartOf(file: string): string {
  const shared = Object.entries(filesOfUiParts).find(([, files]) => files.includes(file));
  return shared?.[0] ?? file;
}
