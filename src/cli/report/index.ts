/** What shows saved reports: a chunk, so that checking templates starts without it. */
export { runReport } from './runReport';
