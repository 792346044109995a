import type { Severity } from '../core/findings/finding';
import {
  choicesSetting,
  flagSetting,
  functionsSetting,
  listSetting,
  numberSetting,
  textSetting,
  wholeNumberSetting,
} from './readSetting';

/** How each setting of package.json is read, by its key below `efsMountInspector`. */
export const settingReaders = {
  'aws.profile': textSetting(),
  'aws.regions': listSetting('regions'),
  'aws.endpoint': textSetting(),
  'probe.installedFunctions': functionsSetting,
  'probe.shellFunctions': functionsSetting,
  'probe.deadlineSeconds': numberSetting(20, 2, 840),
  'files.pageSize': wholeNumberSetting(10_000, 100, 100_000),
  'files.operationsPerSecond': wholeNumberSetting(100, 1, 100_000),
  'metrics.readAutomatically': flagSetting(false),
  'template.diagnostics': flagSetting(true),
  'template.severities': choicesSetting<Severity | 'off'>(['error', 'warning', 'info', 'off']),
  'template.codeLens': flagSetting(true),
  'agents.mcpServer': flagSetting(false),
};
