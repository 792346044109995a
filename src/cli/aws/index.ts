/** What asks AWS: a chunk, so that checking templates starts without it. */
export { runAudit } from './auditCommand';
export { runInspect } from './inspectCommand';
export { runMcp } from '../mcp/runMcp';
