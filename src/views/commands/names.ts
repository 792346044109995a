/** Every command of package.json: VS Code offers these from the start, also to keys that a user gives them. */
export const offeredCommands = [
  'inspect',
  'cancelInspection',
  'openReport',
  'refresh',
  'cancelDiscovery',
  'filter',
  'clearFilter',
  'groupFunctions',
  'tryDemo',
  'stopDemo',
  'chooseConnection',
  'selectProfile',
  'selectRegions',
  'showFirstSteps',
  'showLog',
  'exportReport',
  'openInConsole',
  'readMetrics',
  'checkNetwork',
  'copyArn',
  'markAsShellProbe',
  'unmarkAsShellProbe',
  'copyProbeTemplate',
  'copyIamPolicy',
  'signInToList',
  'deleteLeftoverProbes',
  'deleteTemporaryProbe',
  'forgetEverythingKept',
  'openFile',
  'saveFileCopy',
  'measureLatency',
  'countTotals',
  'copyPath',
  'reloadDirectory',
] as const;

/** Those that only items of ours run, of which there are none before the services of the window. */
export const ownCommands = [
  'resumeDiscovery',
  'copyReport',
  'signIn',
  'copyTimeoutCommand',
  'openSetting',
  'signInAgain',
  'cancelLatency',
  'countTotalsQuietly',
  'cancelTotals',
  'loadMore',
  'showMoreEntries',
] as const;

export const commandNames = [...offeredCommands, ...ownCommands] as const;

/** Looks through a workspace: what does it is loaded with what the editor offers on templates. */
export const checkAllTemplatesCommand = 'efsMountInspector.checkAllTemplates';

/** Finds the function that was deployed from a template, and inspects its mount: what lenses and hovers link to. */
export const inspectDeployedCommand = 'efsMountInspector.inspectTemplateFunction';

export type CommandName = (typeof commandNames)[number];
