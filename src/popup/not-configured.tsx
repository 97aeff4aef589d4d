import browser from 'webextension-polyfill';
import type { SafeError } from '../contract/errors.ts';
import { Button } from '../ui/controls/button.tsx';
import { Failure } from '../ui/controls/note.tsx';
import { text } from '../ui/i18n/texts.ts';
import { Frame } from './frame.tsx';

/** Shown if there is no usable configuration. The fault of an unusable one is named. */
export function NotConfigured({ fault }: { fault: SafeError | null }) {
  const faulty = fault !== null && fault.code !== 'notConfigured';
  return (
    <Frame>
      <h1>{text(faulty ? 'not_configured_fault_heading' : 'not_configured_heading')}</h1>
      {faulty ? <Failure error={fault} /> : <p class="muted">{text('not_configured_text')}</p>}
      <Button onClick={() => void browser.runtime.openOptionsPage()}>{text('open_options')}</Button>
    </Frame>
  );
}
