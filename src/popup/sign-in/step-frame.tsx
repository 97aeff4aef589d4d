import type { ComponentChildren } from 'preact';
import { text } from '../../ui/i18n/texts.ts';
import { Frame } from '../frame.tsx';
import { StepLink } from './step-link.tsx';
import { type Go, signIn } from './steps.ts';

/** The frame of a step with a link back to the sign-in form. */
export function StepFrame({
  username,
  go,
  children,
}: {
  username: string;
  go: Go;
  children: ComponentChildren;
}) {
  return (
    <Frame
      movable
      footer={
        <StepLink to={signIn(username)} go={go}>
          {text('back_to_signIn')}
        </StepLink>
      }
    >
      {children}
    </Frame>
  );
}
