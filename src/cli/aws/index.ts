/** What asks AWS: a chunk, so that checking templates starts without it. */
export { runInspect } from './inspectCommand';
export { runMcp } from '../mcp/runMcp';
