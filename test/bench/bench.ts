// `npm run bench`: measures every section and writes results.md. With names of sections it only prints those.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';
import { benchDiscovery } from './discovery';
import { benchInspection } from './inspection';
import { benchListing } from './listing';
import { benchParsers } from './parsers';
import { benchProbe } from './probe';
import { benchProduct } from './product';

import { benchTemplates } from './templates';

/** Each measures one subject and returns it as Markdown, with a heading of level 2 first. */
const sections: Readonly<Record<string, () => Promise<string>>> = {
  inspection: benchInspection,
  discovery: benchDiscovery,
  listing: benchListing,
  templates: benchTemplates,
  parsers: benchParsers,
  probe: benchProbe,
  product: benchProduct,
};

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter(name => !(name in sections));
  if (unknown.length > 0) {
    throw new Error(
      `There is no section ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.`,
    );
  }
  const texts: string[] = [];
  for (const [name, measure] of Object.entries(sections)) {
    if (chosen.length === 0 || chosen.includes(name)) {
      console.log(`Measuring: ${name}…`);
      texts.push(await measure());
    }
  }
  const report = [introduction(), ...texts].join('\n\n') + '\n';
  console.log(`\n${report}`);
  if (chosen.length === 0) {
    writeFileSync(path.join(projectRoot, 'test/bench/results.md'), report);
  }
}

function introduction(): string {
  const [cpu] = os.cpus();
  const load = os.loadavg()[0]?.toFixed(1);
  return `# Bench

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}, ${os.type()} ${os.release()}, ${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}, load average ${load} at the end.
Times are in milliseconds: the median of the rounds, and in brackets the range of the middle half. What stands in one table was
measured in turn, round by round, in one run.`;
}

void main();
