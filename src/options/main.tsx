import { render } from 'preact';
import { localisePage } from '../ui/texts.ts';
import { Options } from './options.tsx';

localisePage('options_title');
const app = document.getElementById('app');
if (app) render(<Options />, app);
