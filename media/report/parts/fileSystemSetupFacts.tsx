import { isOfOtherAccount } from '../../../src/core/failure/mountCauses';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { describeFileSystemSetup } from '../../../src/core/words/fileSystemSetupWords';
import { FactList } from '../components/factList';
import { Notice } from '../components/notice';
import { useSurroundings } from '../host';

interface FileSystemSetupProps {
  readonly setup: FileSystemSetup;
  readonly target: LambdaFunction;
}

interface FileSystemSetupPlaceProps {
  readonly setup: FileSystemSetup | undefined;
  readonly target: LambdaFunction;
}

/** The facts, or the place that they will take, so that nothing moves when they come. */
export function FileSystemSetupPlace({ setup, target }: FileSystemSetupPlaceProps) {
  return setup || canBeDescribed(target) ? (
    <div class={`setup-place setup-place-${target.fileSystem.kind}`}>
      {setup && <FileSystemSetupFacts setup={setup} target={target} />}
    </div>
  ) : null;
}

/** Whether AWS is asked how the file system is set up; of another account's it tells nothing. */
function canBeDescribed(target: LambdaFunction): boolean {
  const { fileSystem, origin } = target;
  const isKnown = fileSystem.kind !== 'unknown' && fileSystem.accessPointId !== undefined;
  return isKnown && origin.kind !== 'recorded' && !isOfOtherAccount(target);
}

/** How the file system and its access point are set up, as AWS says. */
export function FileSystemSetupFacts({ setup, target }: FileSystemSetupProps) {
  const { t, locale } = useSurroundings();
  const { facts, notRead } = describeFileSystemSetup(setup, target, t, locale);
  return (
    <div class="setup">
      <h3>{t('File system, as AWS describes it')}</h3>
      <FactList
        facts={facts.map(({ name, values }) => ({
          name,
          value: values.map(value => (
            <div key={value}>
              <bdi>{value}</bdi>
            </div>
          )),
        }))}
      />
      {notRead.map(sentence => (
        <Notice kind="info" key={sentence}>
          {sentence}
        </Notice>
      ))}
    </div>
  );
}
