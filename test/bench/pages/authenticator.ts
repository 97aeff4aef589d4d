/** Amplify UI's sign-in as it comes. */
import { Authenticator } from '@aws-amplify/ui-react';
import { Amplify } from 'aws-amplify';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** Put in when this is bundled. */
declare const CONFIGURATION: object;

Amplify.configure(CONFIGURATION);
const app = document.getElementById('app');
if (app) createRoot(app).render(createElement(Authenticator));
