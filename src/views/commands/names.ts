/** Every command of package.json, and the few that only our own items run. */
export const commandNames = [
  'inspect',
  'cancelInspection',
  'openReport',
  'refresh',
  'cancelDiscovery',
  'resumeDiscovery',
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
  'copyReport',
  'openInConsole',
  'readMetrics',
  'checkNetwork',
  'copyArn',
  'markAsShellProbe',
  'unmarkAsShellProbe',
  'copyProbeTemplate',
  'signIn',
  'copyIamPolicy',
  'copyTimeoutCommand',
  'openSetting',
  'signInAgain',
  'signInToList',
  'deleteLeftoverProbes',
  'deleteTemporaryProbe',
  'forgetEverythingKept',
  'openFile',
  'saveFileCopy',
  'measureLatency',
  'cancelLatency',
  'countTotals',
  'countTotalsQuietly',
  'cancelTotals',
  'copyPath',
  'loadMore',
  'showMoreEntries',
  'reloadDirectory',
] as const;

/** Looks through a workspace: what does it is loaded with what the editor offers on templates. */
export const checkAllTemplatesCommand = 'efsMountInspector.checkAllTemplates';

/** Finds the function that was deployed from a template, and inspects its mount: what lenses and hovers link to. */
export const inspectDeployedCommand = 'efsMountInspector.inspectTemplateFunction';

export type CommandName = (typeof commandNames)[number];
