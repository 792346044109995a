import { NfsGuest } from '../harness/nfsGuest';
import { deadServer } from './deadServer';
import { GuestProbe } from './guestProbe';
import { healthy } from './healthy';

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
  deadServer(subject);
});

function fail(): never {
  throw new Error('No guest was booted.');
}
