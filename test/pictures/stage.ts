import path from 'node:path';
import { startLocalLambda, type Fault, type FunctionSeed, type LocalLambda } from '../../src/local/index';
import { projectRoot } from '../harness/projectRoot';
import type { SampleCopy } from '../harness/sampleCopy';
import { testKey, testKeyVariables } from '../harness/testKey';
import type { LaunchOptions, WorkbenchDriver } from '../ui/driver';
import { launchWorkbench } from '../ui/driver';
import { sampleWithProblem } from './sampleWithProblem';

/** What stands in AWS's place, and how the window is opened. */
export interface Setting {
  readonly name: string;
  /** Functions of the account, in place of no account at all. */
  readonly functions?: readonly FunctionSeed[];
  /** Whether the account has the functions of the demo, too. */
  readonly withDemoFunctions?: boolean;
  /** What goes wrong from the start. */
  readonly faults?: readonly Fault[];
  readonly launch?: LaunchOptions;
  /** Whether one inspection is filmed in it, for the README. */
  readonly isFilmed?: true;
  readonly scenes: readonly Scene[];
}

/** One state of one surface, as a person gets to it in the real VS Code. */
export interface Scene {
  readonly name: string;
  /** What of the window it is about: in a narrow window there is room for one of them. */
  readonly surface: 'sidebar' | 'report' | 'editor';
  /** Gets there from any scene before it of the same setting, in any language. */
  show(stage: Stage): Promise<void>;
  /** A hover or a list goes away when the window changes: it is shown anew for each picture. */
  readonly transient?: true;
  /** CSS selector of the part of the report that a picture begins with; without one, with its top. */
  readonly from?: string;
  /** Whether another scene has the same parts, with other texts: pictures show it, and checks of the parts leave it out. */
  readonly isVariant?: true;
}

/** A window of VS Code, and the account that it sees. */
export class Stage {
  readonly driver: WorkbenchDriver;
  readonly #account: LocalLambda | undefined;
  readonly #sample: SampleCopy;

  private constructor(driver: WorkbenchDriver, account: LocalLambda | undefined, sample: SampleCopy) {
    this.driver = driver;
    this.#account = account;
    this.#sample = sample;
  }

  /** @param options over those of the setting */
  static async open(setting: Setting, options: LaunchOptions = {}): Promise<Stage> {
    const { functions, withDemoFunctions, faults = [], launch } = setting;
    const sample = sampleWithProblem();
    const account =
      functions &&
      (await startLocalLambda({
        distDir: path.join(projectRoot, 'dist'),
        demo: withDemoFunctions ?? false,
        accessKey: testKey,
        functions,
        faults,
      }));
    const driver = await launchWorkbench({
      ...launch,
      ...options,
      workspace: sample.folder,
      env: account && { ...testKeyVariables, ...launch?.env },
      settings: {
        'editor.minimap.enabled': false,
        'breadcrumbs.enabled': false,
        ...(account && {
          'efsMountInspector.aws.endpoint': account.url,
          'efsMountInspector.aws.regions': ['us-east-1'],
        }),
        ...launch?.settings,
      },
    });
    return new Stage(driver, account, sample);
  }

  get account(): LocalLambda {
    if (!this.#account) {
      throw new Error('This setting has no account.');
    }
    return this.#account;
  }

  /** Starts a command that ends only when somebody answers it, or never. */
  readonly start = (command: string, ...args: readonly unknown[]): void => {
    void this.driver.executeCommand(`efsMountInspector.${command}`, ...args).catch(() => undefined);
  };

  async close(): Promise<void> {
    await this.driver.close();
    await this.#account?.close();
    this.#sample.remove();
  }
}
