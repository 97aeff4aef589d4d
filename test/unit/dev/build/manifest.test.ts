import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chromeExtensionId, firefoxExtensionId } from '../../../../src/contract/extension-id.ts';
import {
  backgroundSource,
  buildTargets,
  manifestFor,
  oldestVersion,
  targets,
} from '../../../../src/dev/build/manifest.ts';
import { projectFolder } from '../../../../src/dev/project.ts';
import { read } from '../../repository/sources.ts';

const manifests = targets.map((target) => [target, manifestFor(target, '1.2.3')] as const);
const chrome = manifestFor('chrome', '1.2.3');
const firefox = manifestFor('firefox', '1.2.3');

const everywhere = [
  'storage',
  'unlimitedStorage',
  'alarms',
  'activeTab',
  'scripting',
  'contextMenus',
  'identity',
];

describe.each(manifests)('the manifest for %s', (_, manifest) => {
  it('asks for no host, opens no file to web pages and runs in no page by itself', () => {
    for (const key of [
      'host_permissions',
      'web_accessible_resources',
      'content_scripts',
      'externally_connectable',
    ])
      expect(manifest).not.toHaveProperty(key);
  });

  it('may be given sites, notifications and idleness later, and nothing else', () => {
    expect(manifest.optional_permissions).toEqual(['notifications', 'idle']);
    expect(manifest.optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
  });

  it('lets its pages run their own scripts only, and speak to https or this machine', () => {
    const policy = new Map(
      String(Object(manifest.content_security_policy).extension_pages)
        .split('; ')
        .map((directive) => directive.split(' '))
        .map(([name = '', ...sources]) => [name, sources]),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual([
      "'self'",
      'https:',
      'http://127.0.0.1:*',
      'http://localhost:*',
    ]);
    for (const closed of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(closed)).toEqual(["'none'"]);
  });

  it('has the version of the package, and keys of no other browser', () => {
    expect(manifest.version).toBe('1.2.3');
    expect(Object.keys(manifest).filter((key) => key.startsWith('__'))).toEqual([]);
  });

  it('names a background that exists', () => {
    expect(existsSync(join(projectFolder, backgroundSource(manifest.background)))).toBe(true);
  });
});

describe('the oldest supported versions', () => {
  it('are the ones that README names', () => {
    const readme = read('README.md');
    expect(readme).toContain(`**Chrome, Chromium, Edge (${oldestVersion.chrome} or newer).**`);
    expect(readme).toContain(`**Firefox (${oldestVersion.firefox} or newer).**`);
  });

  it('are the ones that everything is built for', () => {
    expect(buildTargets).toEqual([`chrome${oldestVersion.chrome}`, `firefox${oldestVersion.firefox}`]);
  });
});

describe('Chrome’s manifest', () => {
  it('asks for what the product uses, the side panel among it', () => {
    expect(chrome.permissions).toEqual([...everywhere, 'sidePanel']);
    expect(chrome.minimum_chrome_version).toBe(String(oldestVersion.chrome));
  });

  it('fixes the extension’s id by its key', () => {
    const hash = createHash('sha256')
      .update(Buffer.from(String(chrome.key), 'base64'))
      .digest('hex');
    const id = hash
      .slice(0, 32)
      .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    expect(id).toBe(chromeExtensionId);
  });

  it('has a module worker as its background', () => {
    expect(chrome.background).toMatchObject({ service_worker: expect.any(String), type: 'module' });
  });
});

describe('Firefox’s manifest', () => {
  const { gecko } = Object(firefox.browser_specific_settings);

  it('asks for what the product uses', () => {
    expect(firefox.permissions).toEqual(everywhere);
  });

  it('fixes the extension’s id and says from which version on', () => {
    expect(gecko).toMatchObject({ id: firefoxExtensionId, strict_min_version: `${oldestVersion.firefox}.0` });
  });

  it('names what is sent: who signs in, and the page that a task is made of', () => {
    expect(gecko.data_collection_permissions).toEqual({
      required: ['authenticationInfo', 'personallyIdentifyingInfo', 'browsingActivity', 'websiteContent'],
    });
  });

  it('has an event page as its background, and a sidebar that waits to be opened', () => {
    expect(firefox.background).toMatchObject({ scripts: [expect.any(String)], type: 'module' });
    expect(firefox.sidebar_action).toMatchObject({ open_at_install: false });
  });
});
