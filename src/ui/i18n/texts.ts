/** All texts of all screens: keys of `_locales/en/messages.json`, in the person's language. */
import type { ComponentChild } from 'preact';
import browser from 'webextension-polyfill';
import type messages from '../../../public/_locales/en/messages.json';
import type { SafeError } from '../../contract/errors.ts';
import { numberFormat } from './formats.ts';
import { chooseLanguage, direction } from './language.ts';
import { sentenceKey } from './sentences.ts';

export type TextKey = keyof typeof messages;

/** Keys with one form for each plural category of the language: `tasks_one`, `tasks_other`, … */
type PluralBase = { [K in TextKey]: K extends `${infer Base}_other` ? Base : never }[TextKey];

/** The text. The values fill its placeholders in order. */
export function text(key: TextKey, ...values: (string | number)[]): string {
  return browser.i18n.getMessage(key, values.map(String));
}

/** The plural form for a number. The number fills the first placeholder. */
export function countText(base: PluralBase, count: number): string {
  const key = `${base}_${new Intl.PluralRules(language()).select(count)}`;
  return browser.i18n.getMessage(key, numeral(count)) || text(`${base}_other`, numeral(count));
}

/** A text whose first placeholder is an element, such as a name in bold. The values fill the others. */
export function textWithElement(
  key: TextKey,
  element: ComponentChild,
  ...values: (string | number)[]
): ComponentChild[] {
  // U+FFFC OBJECT REPLACEMENT CHARACTER marks the place; Chrome drops a NUL.
  const gap = '\uFFFC';
  const [before = '', after = ''] = text(key, gap, ...values).split(gap);
  return [before, element, after];
}

/** The sentence of an error: what went wrong and what to do. */
export function sentence(error: SafeError): string {
  const { key, values } = sentenceKey(error);
  return text(key, ...values);
}

/** The language of the texts. The person's region is added if the language is the same (`en-GB`). */
export function language(): string {
  return chooseLanguage(text('language'), browser.i18n.getUILanguage());
}

/** A number with the language's digits and separators. */
export function numeral(value: number, options?: Intl.NumberFormatOptions): string {
  return numberFormat(language(), options).format(value);
}

/** Sets the page's language, direction and title. */
export function localisePage(title: TextKey): void {
  const root = document.documentElement;
  root.lang = language();
  root.dir = direction(root.lang);
  document.title = text(title);
}
