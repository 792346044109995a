import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SampleCopy } from '../harness/sampleCopy';

/** A copy of the sample workspace whose template forgets to wait for the mount targets. Remove it after use. */
export function sampleWithProblem(): SampleCopy {
  const sample = new SampleCopy();
  const template = path.join(sample.folder, 'template.yaml');
  writeFileSync(template, readFileSync(template, 'utf8').replace(/^ +DependsOn: MountTarget.*\n/m, ''));
  return sample;
}
