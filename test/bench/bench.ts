// `npm run bench`: measures every subject and writes results.md, and the README's table of it. With names of subjects it measures those alone, and the
// others keep what they have there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommand } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { benchCommandLine } from './commandLine';
import { benchDiscovery } from './discovery';
import { benchInspection } from './inspection';
import { benchListing } from './listing';
import { benchMemory } from './memory';
import { benchParsers } from './parsers';
import { benchProbe } from './probe';
import { benchProduct } from './product';
import { withSpeedTable } from './readme';
import { benchTemplates } from './templates';

/** Each measures one subject and returns it as Markdown, with a heading of level 2 first. */
const subjects: Readonly<Record<string, () => Promise<string>>> = {
  inspection: benchInspection,
  discovery: benchDiscovery,
  listing: benchListing,
  templates: benchTemplates,
  'command-line': benchCommandLine,
  parsers: benchParsers,
  probe: benchProbe,
  product: benchProduct,
  memory: benchMemory,
};

const resultsFile = path.join(projectRoot, 'test/bench/results.md');
const readmeFile = path.join(projectRoot, 'README.md');

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter(name => !(name in subjects));
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(', no ')} to measure, but ${Object.keys(subjects).join(', ')}.`,
    );
  }
  const results = chosen.length === 0 ? new Map<string, string>() : readResults();
  for (const [name, measure] of Object.entries(subjects)) {
    if (chosen.length === 0 || chosen.includes(name)) {
      console.log(`Measuring: ${name}…`);
      const before = load();
      const started = performance.now();
      const text = await measure();
      console.log(`Measured: ${name}, in ${Math.round((performance.now() - started) / 1000)} s.`);
      const section = `${text}\n\n${circumstances(before)}`;
      console.log(`\n${section}\n`);
      results.set(headingOf(section), section);
      // What was measured is kept, whatever becomes of the rest.
      writeFileSync(resultsFile, [introduction, ...results.values()].join('\n\n') + '\n');
    }
  }
  const measured = readFileSync(resultsFile, 'utf8');
  writeFileSync(readmeFile, withSpeedTable(readFileSync(readmeFile, 'utf8'), measured));
  await runFormatter();
}

/** The sections of results.md by their headings, in the order that they have there. */
function readResults(): Map<string, string> {
  const text = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : '';
  const sections = text.split(/^(?=## )/m).slice(1);
  return new Map(sections.map(section => [headingOf(section), section.trim()]));
}

function headingOf(section: string): string {
  return section.split('\n', 1)[0] ?? '';
}

const introduction = `# Bench

Written by \`npm run bench\`. Times are in milliseconds: the median of the rounds, and in brackets the range of the middle half.
What stands in one table was measured in turn, round by round, in one run.`;

function circumstances(loadBefore: string): string {
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}`;
  return `_${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${os.type()} ${os.release()}, ${machine}, load average ${loadBefore} before and ${load()} after._`;
}

function load(): string {
  return os.loadavg()[0]?.toFixed(1) ?? '';
}

/** Tables are laid out as the project's formatter wants them. */
async function runFormatter(): Promise<void> {
  await runCommand('npx', ['prettier', '--write', resultsFile, readmeFile], { cwd: projectRoot });
}

void main();
