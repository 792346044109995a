/** What asks AWS: a chunk, so that checking templates starts without it. */
export { runAudit } from './runAudit';
export { runInspect } from './runInspect';
export { runMcp } from '../mcp/runMcp';
