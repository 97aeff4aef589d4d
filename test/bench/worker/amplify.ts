/** A background that does by Amplify what ours does: accounts, and signed calls to an API. */
import { Amplify } from 'aws-amplify';
import { del, get, post, put } from 'aws-amplify/api';
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';

/** Put in when this is bundled. */
declare const CONFIGURATION: object;

Amplify.configure(CONFIGURATION);

const calls: Record<string, unknown> = {
  ...{ confirmResetPassword, confirmSignUp, fetchAuthSession, resendSignUpCode, resetPassword, signIn },
  ...{ signOut, signUp, get, post, put, del },
};

chrome.runtime.onMessage.addListener((message: string, _, respond) => {
  if (message === 'wake') {
    respond(Object.keys(calls).length);
    return false;
  }
  get({ apiName: 'ProjectsAPI', path: '/projects' })
    .response.then(({ body }) => body.text())
    .then(respond, (error) => respond(String(error?.stack ?? error)));
  return true;
});
