import { render } from 'preact';
import { localisePage } from '../ui/texts.ts';
import { Panel } from './panel.tsx';

localisePage('panel_title');
const app = document.getElementById('app');
if (app) render(<Panel />, app);
