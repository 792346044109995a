import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { MountConfiguration } from '../../../src/core/mount/fileSystemSetup';
import { describeConfiguration } from '../../../src/core/words/fileSystemSetupWords';
import { Facts } from '../components/facts';
import { Notice } from '../components/notice';
import { useSurroundings } from '../host';

interface ConfigurationProps {
  readonly configuration: MountConfiguration;
  readonly target: LambdaFunction;
}

/** How the file system and its access point are set up, as AWS says. */
export function Configuration({ configuration, target }: ConfigurationProps) {
  const { t, locale } = useSurroundings();
  const { facts, notRead } = describeConfiguration(configuration, target, t, locale);
  return (
    <div class="configuration">
      <h3>{t('File system, as AWS describes it')}</h3>
      <Facts
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
