import type { TypedStep } from '../../contract/sign-in-step.ts';
import type { Go } from './steps.ts';

/** A link to another step of the popup. */
export function StepLink({ to, go, children }: { to: TypedStep; go: Go; children: string }) {
  return (
    <a
      href={`#${to.step}`}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
