import { render } from 'preact';
import { localisePage } from '../ui/i18n/texts.ts';
import { Options } from './options.tsx';

localisePage('options_title');
const app = document.getElementById('app');
if (app) render(<Options />, app);
