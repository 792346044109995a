import type * as vscode from 'vscode';
import type { CredentialSource } from '../../aws/connection';
import type { ConnectionResolver } from '../../aws/credentials/connectionResolver';
import { looksLikeRegion, regions } from '../../aws/regions';
import type { Settings } from '../settings';
import { t } from '../localize';
import { createPicker, pickerItem, pickOne } from '../window';

/** Lets the user choose a profile of `~/.aws`; the choice is a user setting. */
export async function pickProfile(resolver: ConnectionResolver, settings: Settings): Promise<void> {
  const profiles = await resolver.listProfiles();
  const chosen = settings.profile.value;
  const items: (vscode.QuickPickItem & { readonly profile: string })[] = [
    {
      profile: '',
      label: t('Default credentials'),
      description: chosen === '' ? t('selected') : '',
      detail: t('Environment variables, AWS_PROFILE, the default profile, or the role of this machine'),
    },
    ...profiles.map(profile => ({
      profile: profile.name,
      label: profile.name,
      description: [profile.name === chosen ? t('selected') : '', profile.region, profile.accountId]
        .filter(Boolean)
        .join(' · '),
      detail: describeSource(profile.source),
    })),
  ];
  const picked = await pickOne(items, {
    title: t('Select AWS Profile'),
    placeHolder:
      profiles.length > 0
        ? t('Profile to look for functions with')
        : t('There are no profiles in ~/.aws. Create one with: aws configure'),
    matchOnDescription: true,
  });
  if (picked) {
    await settings.profile.update(picked.profile);
  }
}

function describeSource(source: CredentialSource): string {
  switch (source) {
    case 'sso':
      return t('IAM Identity Center (aws sso login)');
    case 'login':
      return t('Console sign-in (aws login)');
    case 'role':
      return t('Assumes a role');
    case 'web-identity':
      return t('Web identity');
    case 'process':
      return t('Credential process');
    case 'keys':
      return t('Access keys');
    case 'none':
      return t('No credentials of its own');
  }
}

/** Lets the user choose regions, also ones that are not in our list; the choice is a user setting. */
export async function pickRegions(settings: Settings): Promise<void> {
  const quickPick = createPicker(
    t('Select Regions'),
    t('Regions to look for functions in. None: the region of the profile'),
  );
  quickPick.canSelectMany = true;
  quickPick.matchOnDescription = true;
  const chosen = settings.regions.value;
  const known = regions.map(({ code, name }) => ({ label: code, description: name }));
  const others = chosen.filter(code => !regions.some(region => region.code === code));
  const items = [...others.map(code => ({ label: code, description: '' })), ...known].map(pickerItem);
  quickPick.items = items;
  quickPick.selectedItems = items.filter(({ label }) => chosen.includes(label));
  quickPick.onDidChangeValue(value => {
    // A region newer than our list can be typed.
    if (looksLikeRegion(value) && !quickPick.items.some(({ label }) => label === value)) {
      const selected = quickPick.selectedItems;
      quickPick.items = [{ label: value, description: t('Add this region') }, ...quickPick.items];
      quickPick.selectedItems = selected;
    }
  });
  const picked = await new Promise<readonly string[] | undefined>(resolve => {
    quickPick.onDidAccept(() => resolve(quickPick.selectedItems.map(({ label }) => label)));
    quickPick.onDidHide(() => resolve(undefined));
    quickPick.show();
  });
  quickPick.dispose();
  if (picked) {
    await settings.regions.update(picked);
  }
}
