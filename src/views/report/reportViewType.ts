/** As which VS Code knows a report's tab, also after a restart; see `activationEvents` of package.json. */
export const reportViewType = 'efsMountInspector.report';
