import { existsSync } from 'node:fs';
import path from 'node:path';

/** Lets node-gyp use the headers that came with this Node, where they did, instead of downloading them. */
export function nodeHeaders(): NodeJS.ProcessEnv {
  const prefix = path.dirname(path.dirname(process.execPath));
  return existsSync(path.join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
