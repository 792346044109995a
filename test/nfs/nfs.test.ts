import { NfsGuest } from '../harness/nfsGuest';
import { deadServer } from './deadServer';
import { GuestProbe } from './guestProbe';
import { healthy } from './healthy';
import { interruptedListing } from './interruptedListing';
import { latency } from './latency';
import { large } from './large';
import { slow } from './slow';
import { softMounts } from './softMounts';
import { workbench } from './workbench';
import { wrongMounts } from './wrongMounts';

/** The processor is emulated and may be shared: counts and outcomes are compared here, never seconds. */
describe('The probe on a real NFSv4.1 mount', () => {
  let guest: NfsGuest | undefined;
  let probe: GuestProbe | undefined;
  const subject = {
    get guest(): NfsGuest {
      return guest ?? fail();
    },
    get probe(): GuestProbe {
      return probe ?? fail();
    },
  };

  before(async () => {
    guest = await NfsGuest.boot();
    probe = new GuestProbe(guest);
  });
  after(async () => {
    probe?.dispose();
    await guest?.close();
  });

  healthy(subject);
  wrongMounts(subject);
  large(subject);
  interruptedListing(subject);
  deadServer(subject);
  slow(subject);
  latency(subject);
  softMounts(subject);
  workbench(subject);
});

function fail(): never {
  throw new Error('No guest was booted.');
}
